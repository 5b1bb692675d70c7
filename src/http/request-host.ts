import type { Context } from 'hono';

/** The `Host` a request was sent to, with its port; that of its URL for a request inside the process. */
export function requestHost(c: Context): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}

/** The base address under which the client reaches this server, to be handed on as REST endpoint. */
export function requestOrigin(c: Context): string {
  return `${new URL(c.req.url).protocol}//${requestHost(c)}`;
}
