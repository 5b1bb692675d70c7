import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { sleepUntil } from '../../../background/sleep-until.js';
import type { Delivery, Pace } from '../../../domain/fault.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { longPoll } from '../../long-poll.js';
import { withoutAnswer } from '../break-connection.js';
import type { BrazeEnv } from '../env.js';

/**
 * Sends the answer that there is by now in another way than at once and whole. It ends when the client goes or the server
 * stops.
 *
 * @param delivery  With `until`: when the delay is over, on the workspace's clock.
 */
export async function deliver(
  c: Context<BrazeEnv>,
  emulator: Emulator,
  workspace: Workspace,
  { delay, cutAfterBytes, pace, until }: Delivery & { until: number },
): Promise<undefined> {
  if (delay !== undefined) {
    await longPoll(c, (signal) => sleepUntil(emulator, workspace, until, signal));
    if (c.req.raw.signal.aborted) {
      c.res = withoutAnswer(c);
      return;
    }
  }
  if (cutAfterBytes === undefined && pace === undefined) return;
  const { status, headers } = c.res;
  const whole = new Uint8Array(await c.res.arrayBuffer());
  const sent = cutAfterBytes === undefined ? whole : cut(whole, cutAfterBytes);
  const its = new Headers(headers);
  its.set('Content-Length', String(whole.length));
  if (cutAfterBytes !== undefined) {
    // Of an answer without a body one byte is missing.
    its.set('Content-Length', String(Math.max(whole.length, 1)));
    its.set('Connection', 'close');
    c.get('record').answer = null;
  }
  // Or else Hono keeps headers of the answer before.
  c.res = undefined;
  c.res = new Response(pace === undefined ? sent : paced(c, sent, pace), { status, headers: its });
}

function cut(whole: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  return whole.subarray(0, Math.min(bytes, Math.max(whole.length - 1, 0)));
}

/** How often bytes go out that are limited by the second. */
const bandwidthStepMs = 50;

/** The bytes one after the other, in real time. */
function paced(c: Context<BrazeEnv>, bytes: Uint8Array, pace: Pace): ReadableStream<Uint8Array> {
  const { connections, incoming } = c.env;
  const endWait = incoming && connections?.markWaiting(incoming.socket);
  const gone = new AbortController();
  const started = performance.now();
  let sent = 0;
  const dueBytes = () => {
    if ('bytes' in pace) return pace.bytes;
    return Math.floor(((performance.now() - started) * pace.bytesPerS) / 1000) - sent;
  };
  const stepMs = 'bytes' in pace ? pace.everyMs : Math.max(bandwidthStepMs, 1000 / pace.bytesPerS);
  return new ReadableStream(
    {
      async pull(controller) {
        let due = 0;
        while (due < 1 && sent < bytes.length) {
          await sleep(stepMs, undefined, { signal: gone.signal });
          due = dueBytes();
        }
        const piece = bytes.subarray(sent, sent + due);
        sent += piece.length;
        if (piece.length > 0) controller.enqueue(piece);
        if (sent < bytes.length) return;
        controller.close();
        endWait?.();
      },
      cancel() {
        gone.abort();
        endWait?.();
      },
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
