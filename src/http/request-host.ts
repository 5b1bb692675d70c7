import type { Context } from 'hono';
import { isBrazeHost } from '../domain/workspaces/partner.js';

/** The `Host` a request was sent to, with its port; that of its URL for a request inside the process. */
export function requestHost(c: Context): string {
  return c.req.header('host') ?? urlHost(c);
}

/** The host in the URL: that of the request line where it has one, else `Host`, which need not make a valid URL. */
export function urlHost(c: Context): string {
  return /^\w+:\/\/([^/?#]*)/.exec(c.req.url)?.[1] ?? '';
}

/** Path and query as they were sent: Hono's own path is decoded. */
export function requestTarget(c: Context): string {
  const { url } = c.req;
  return url.slice(url.indexOf('/', url.indexOf(':') + 3));
}

/**
 * The base address under which the client reaches this server, to be handed on as REST endpoint or in a link. Behind a
 * proxy, `Forwarded` (RFC 7239), or else `X-Forwarded-Proto` and `X-Forwarded-Host`, say what the client speaks and whom
 * it asked: of several proxies, the first.
 * Whoever asks a host of Braze's speaks TLS to it, wherever that was taken off.
 */
export function requestOrigin(c: Context): string {
  const host = forwarded(c, 'host', /^[\w.:[\]-]+$/) ?? requestHost(c);
  const given = isBrazeHost(host.toLowerCase()) ? 'https' : c.req.url.slice(0, c.req.url.indexOf(':'));
  const protocol = forwarded(c, 'proto', /^https?$/i)?.toLowerCase() ?? given;
  return `${protocol}://${host}`;
}

/** What the first proxy says, if it has that form. */
function forwarded(c: Context, what: 'proto' | 'host', form: RegExp): string | undefined {
  const [standard = ''] = (c.req.header('forwarded') ?? '').split(',');
  const [, told] = new RegExp(`(?:^|;)\\s*${what}="?([^";]*)"?\\s*(?:;|$)`, 'i').exec(standard) ?? [];
  const [customary = ''] = (c.req.header(`x-forwarded-${what}`) ?? '').split(',');
  const first = (told ?? customary).trim();
  return form.test(first) ? first : undefined;
}
