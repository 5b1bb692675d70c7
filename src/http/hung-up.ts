import type { Context } from 'hono';

/** Whether the client hung up while it sent its body. Nobody reads the answer then. */
export function hasHungUp(c: Context): boolean {
  return c.req.raw.signal.aborted;
}
