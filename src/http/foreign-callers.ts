import type { Context } from 'hono';
import { EmulatorError } from '../domain/errors.js';
import { shortenedText } from '../domain/journal/shortened.js';
import { isBrazeRestHost } from '../domain/workspaces/partner.js';
import { hostName, hostNameOf } from '../platform/host-name.js';
import { isLoopback } from '../platform/loopback.js';
import { requestHost, urlHost } from './request-host.js';

/** Whom the server answers to. */
export interface CallerRules {
  /** Whether only this machine reaches the server, so that `Host` is checked. Default true. */
  isLoopback?: boolean;
  /** Further values of `Host` to answer to on loopback, without a port. */
  allowedHosts?: readonly string[];
}

export type Surface = 'braze' | 'control';

/** @returns Why a request is refused before anything of it is looked at; `undefined` when it is not. */
export type CheckCaller = (c: Context, surface: Surface) => EmulatorError | undefined;

/**
 * Refuses what web pages send from the browser of whoever opens them. A page of another origin is known by `Origin` and
 * `Sec-Fetch-Site`, which it cannot change. A page whose own name was made to resolve to this machine is of the same
 * origin, but has that name in `Host`.
 */
export function callerCheck(rules: CallerRules): CheckCaller {
  const allowedHosts = new Set((rules.allowedHosts ?? []).map(hostName));
  const isAllowed = (host: string, surface: Surface) => {
    const name = hostNameOf(host);
    if (name === undefined) return false;
    return isLoopback(name) || allowedHosts.has(name) || (surface === 'braze' && isBrazeRestHost(name));
  };
  // Nearly every request comes to the host of the one before.
  const lastAllowed: Partial<Record<Surface, string>> = {};
  const remembers = (host: string, surface: Surface) => {
    if (lastAllowed[surface] === host) return true;
    const isIt = isAllowed(host, surface);
    if (isIt) lastAllowed[surface] = host;
    return isIt;
  };
  return (c, surface) => {
    const host = requestHost(c);
    if (rules.isLoopback ?? true) {
      // A request line with a whole URL names a host too.
      const foreign = [host, urlHost(c)].find((its) => !remembers(its, surface));
      if (foreign !== undefined) return hostNotAllowed(foreign);
    }
    const origin = c.req.header('origin');
    if (origin !== undefined && !isOriginOf(origin, host)) {
      return originNotAllowed(
        `Origin '${shortenedText(origin)}' is not that of Host '${shortenedText(host)}'`,
      );
    }
    return /cross-site/i.test(c.req.header('sec-fetch-site') ?? '')
      ? originNotAllowed('Sec-Fetch-Site is cross-site')
      : undefined;
  };
}

/** By host and port: behind a proxy that ends TLS the scheme is not known. */
function isOriginOf(origin: string, host: string): boolean {
  const [, scheme = '', authority = ''] = /^(https?:\/\/)([^\s/?#@\\,]+)$/i.exec(origin) ?? [];
  const [itsOwn, asked] = [scheme + authority, scheme + host];
  return URL.canParse(itsOwn) && URL.canParse(asked) && new URL(itsOwn).host === new URL(asked).host;
}

function hostNotAllowed(host: string): EmulatorError {
  // As it was sent: a key in it would not be recognized in small letters.
  const name = hostNameOf(host) === undefined ? undefined : host.replace(/:\d*$/, '');
  const flag = name === undefined ? '--allowed-host and its name' : `--allowed-host ${shortenedText(name)}`;
  return new EmulatorError(
    'host_not_allowed',
    `Host '${shortenedText(host)}' is not allowed; use localhost, or start with ${flag} (allowedHosts in code)`,
  );
}

function originNotAllowed(what: string): EmulatorError {
  return new EmulatorError(
    'origin_not_allowed',
    `${what}; web pages of other origins are refused: send it from a program, or let a proxy before the emulator pass Host on`,
  );
}
