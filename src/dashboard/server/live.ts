import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { DashboardServer } from './dashboard-server.js';

/** At most so often is a page told that something changed. */
const tellMsMin = 400;

/** So often something is sent, so that a connection that is gone is noticed. */
const heartbeatMs = 15_000;

/** Server-sent events: `changed` whenever anything has. What it was, a page finds by asking for itself again. */
export function streamChanges(c: Context, server: DashboardServer): Response {
  return streamSSE(c, (stream) =>
    server.keepOpen(c, async (signal) => {
      let isChanged = false;
      let wake = () => {};
      const end = server.onChanged(() => {
        isChanged = true;
        wake();
      });
      const whenOver = () => wake();
      signal.addEventListener('abort', whenOver);
      stream.onAbort(whenOver);
      await stream.writeSSE({ event: 'open', data: '' });
      try {
        while (!signal.aborted && !stream.aborted) {
          const timer = setTimeout(() => wake(), heartbeatMs);
          if (!isChanged) await new Promise<void>((resolve) => (wake = resolve));
          clearTimeout(timer);
          if (signal.aborted || stream.aborted) break;
          await stream.writeSSE({ event: isChanged ? 'changed' : 'beat', data: '' });
          isChanged = false;
          await stream.sleep(tellMsMin);
        }
      } finally {
        end();
      }
    }),
  );
}
