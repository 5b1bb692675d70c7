import type { Context } from 'hono';

/** Whether htmx asks, for a part of a page. */
export function isFragmentWanted(c: Context): boolean {
  return c.req.header('hx-request') === 'true';
}
