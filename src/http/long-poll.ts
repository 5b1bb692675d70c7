import type { Context } from 'hono';
import type { SocketBindings } from './connections.js';

/**
 * Marks a request as one that only waits while `wait` goes on, so that a server which stops does not wait for it too.
 *
 * @param wait  Ends early when its signal says that the client has gone.
 */
export async function longPoll<Found>(
  c: Context,
  wait: (signal: AbortSignal) => Promise<Found>,
): Promise<Found> {
  const { connections, incoming }: Partial<SocketBindings> = c.env ?? {};
  const endWait = incoming && connections?.markWaiting(incoming.socket);
  try {
    return await wait(c.req.raw.signal);
  } finally {
    endWait?.();
  }
}
