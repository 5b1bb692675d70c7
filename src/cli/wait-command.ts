import { setTimeout as delay } from 'node:timers/promises';
import { fetchFailure } from '../platform/fetch-failure.js';
import { CommandError, exitCodes } from './exit-codes.js';

const pollIntervalMs = 50;

/**
 * Waits until the server at `url` is ready, which is once its seed is applied.
 *
 * @throws CommandError with exit code 1 when it is not after `timeoutS` seconds.
 */
export async function wait(url: string, timeoutS: number): Promise<void> {
  const ready = new URL(`${url.replace(/\/+$/, '')}/_emulator/v1/ready`);
  const deadline = performance.now() + timeoutS * 1000;
  let reason = 'it does not answer';
  do {
    const leftMs = Math.max(1, Math.ceil(deadline - performance.now()));
    const answer = await ask(ready, leftMs);
    if (answer === 'ready') return;
    reason = answer ?? reason;
    await delay(pollIntervalMs);
  } while (performance.now() < deadline);
  throw new CommandError(exitCodes.negative, `${url} is not ready after ${timeoutS} s: ${reason}`);
}

/** `ready`, or why it is not; `undefined` when no answer comes in time. */
async function ask(url: URL, timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await response.arrayBuffer();
    return response.status === 200 ? 'ready' : `it answers ${response.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? undefined : fetchFailure(error);
  }
}
