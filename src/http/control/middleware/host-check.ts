import { createMiddleware } from 'hono/factory';
import { EmulatorError } from '../../../domain/errors.js';
import { requestHost } from '../../request-host.js';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only to a loopback `Host` or one of `allowedHosts`, on any port: a web page that had its own name resolve to
 * 127.0.0.1 would otherwise reach the server from its visitor's browser.
 */
export const hostCheck = (allowedHosts: readonly string[]) => {
  const allowed = new Set([...loopbackHosts, ...allowedHosts.map((host) => host.toLowerCase())]);
  return createMiddleware(async (c, next) => {
    const host = requestHost(c);
    if (!allowed.has(withoutPort(host).toLowerCase())) {
      throw new EmulatorError(
        'host_not_allowed',
        `Host '${host}' is not allowed; use localhost, or start with --allowed-host ${withoutPort(host)}`,
      );
    }
    await next();
  });
};

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}
