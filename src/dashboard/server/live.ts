import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { DashboardServer } from './dashboard-server.js';

/** At most so often is a page told that something changed. */
const tellMsMin = 400;

/** So often something is sent, so that a connection that is gone is noticed. */
const heartbeatMs = 15_000;

/**
 * Server-sent events: `changed` whenever anything has, since the page was drawn that asks. What it was, it finds by asking for
 * itself again.
 */
export function streamChanges(c: Context, server: DashboardServer): Response {
  return streamSSE(c, (stream) =>
    server.keepOpen(c, async (signal) => {
      let isChanged = c.req.query('since') !== String(server.changeCount());
      let wake = () => {};
      const end = server.onChanged(() => {
        isChanged = true;
        wake();
      });
      const whenOver = () => wake();
      signal.addEventListener('abort', whenOver);
      stream.onAbort(whenOver);
      // So that the answer begins: the browser then knows that it is connected.
      await stream.write(': connected\n\n');
      try {
        while (!signal.aborted && !stream.aborted) {
          const timer = setTimeout(() => wake(), heartbeatMs);
          if (!isChanged) await new Promise<void>((resolve) => (wake = resolve));
          clearTimeout(timer);
          if (signal.aborted || stream.aborted) break;
          const event = isChanged ? 'changed' : 'beat';
          // Before it is told: what changes meanwhile is told next.
          isChanged = false;
          await stream.writeSSE({ event, data: '' });
          await stream.sleep(tellMsMin);
        }
      } finally {
        end();
      }
    }),
  );
}
