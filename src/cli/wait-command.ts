import { setTimeout as delay } from 'node:timers/promises';
import { isJsonObject } from '../domain/json.js';
import { fetchFailure } from '../platform/fetch-failure.js';
import { isPartOf, isRunning } from '../platform/processes.js';
import { CommandError, exitCodes } from './exit-codes.js';

const pollIntervalMs = 50;

export interface WaitOptions {
  url: string;
  /** In seconds. */
  timeout: number;
  /** The process that is to be the server, or that has started it. */
  pid?: number;
}

/**
 * Waits until the server at `url` is ready, which is once its seed is applied.
 *
 * @throws CommandError with exit code 1 when it is not in time, and at once when the process that was to serve has ended.
 */
export async function wait({ url, timeout, pid }: WaitOptions): Promise<void> {
  const base = `${url.replace(/\/+$/, '')}/_emulator/v1`;
  const deadline = performance.now() + timeout * 1000;
  let reason = 'it does not answer';
  do {
    const leftMs = Math.max(1, Math.ceil(deadline - performance.now()));
    const answer = await ask(base, leftMs, pid);
    if (answer === 'ready') return;
    reason = answer ?? reason;
    if (pid !== undefined && !isRunning(pid)) {
      throw new CommandError(
        exitCodes.negative,
        `Process ${pid} has ended, and does not serve ${url}: ${reason}`,
      );
    }
    await delay(pollIntervalMs);
  } while (performance.now() < deadline);
  throw new CommandError(exitCodes.negative, `${url} is not ready after ${timeout} s: ${reason}`);
}

/** `ready`, or why it is not; `undefined` when no answer comes in time. */
async function ask(base: string, timeoutMs: number, pid: number | undefined): Promise<string | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const stranger = pid === undefined ? undefined : await strangerAt(base, signal, pid);
    if (stranger !== undefined) return stranger;
    const response = await fetch(`${base}/ready`, { signal });
    await response.arrayBuffer();
    return response.status === 200 ? 'ready' : `it answers ${response.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? undefined : fetchFailure(error);
  }
}

/** Says so when another process answers, such as a server that an earlier run has left behind. */
async function strangerAt(base: string, signal: AbortSignal, pid: number): Promise<string | undefined> {
  const response = await fetch(`${base}/health`, { signal });
  const answer: unknown = await response.json().catch(() => undefined);
  const its = isJsonObject(answer) ? answer.pid : undefined;
  if (typeof its !== 'number') return 'what answers there does not say which process it is';
  return isPartOf(its, pid) ? undefined : `another server answers there, process ${its}`;
}
