import type { Context } from 'hono';
import { isBrazeHost } from '../domain/workspaces/partner.js';

/** The `Host` a request was sent to, with its port; that of its URL for a request inside the process. */
export function requestHost(c: Context): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}

/**
 * The base address under which the client reaches this server, to be handed on as REST endpoint or in a link. Behind a
 * proxy, `X-Forwarded-Proto` and `X-Forwarded-Host` say what the client speaks and whom it asked: of several, the first.
 * Whoever asks a host of Braze's speaks TLS to it, wherever that was taken off.
 */
export function requestOrigin(c: Context): string {
  const host = forwarded(c, 'host', /^[\w.:[\]-]+$/) ?? requestHost(c);
  const given = isBrazeHost(host.toLowerCase()) ? 'https' : new URL(c.req.url).protocol.slice(0, -1);
  const protocol = forwarded(c, 'proto', /^https?$/i)?.toLowerCase() ?? given;
  return `${protocol}://${host}`;
}

/** What the first proxy says, if it has that form. */
function forwarded(c: Context, what: 'proto' | 'host', form: RegExp): string | undefined {
  const [first = ''] = (c.req.header(`x-forwarded-${what}`) ?? '').split(',');
  return form.test(first.trim()) ? first.trim() : undefined;
}
