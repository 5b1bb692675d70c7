import { after, type Caller, type Either } from '../../client/call.js';
import { EmulatorError } from '../../domain/errors.js';
import { aCount, aFunction } from '../arguments.js';
import type { FaultHandle, FaultTarget } from './fault.js';
import { planFault } from './fault.js';

/** Something that happens between a request and its answer. */
export interface Hook {
  /** Settles once it has happened and the answer is let go, or never can: the workspace, or its server, is gone. */
  done: Promise<void>;
  /** Takes it back. An answer that waits is let go. */
  cancel(): Promise<void>;
}

/** How long one call waits, of real time. */
const waitMs = 60_000;

/**
 * Calls back once the n-th request that fits has been processed. Its answer waits until the callback is done.
 *
 * @throws EmulatorError `invalid_request` for an argument or a target that cannot be.
 */
export function onRequest(
  caller: Caller,
  ws: string,
  target: FaultTarget,
  nth: number,
  callback: () => unknown,
): Either<Hook> {
  aFunction('callback', callback);
  const skip = aCount('nth', nth) - 1;
  return after(planFault(caller, ws, target, { hold: true }, { skip, times: 1 }), (fault) => ({
    done: follow(caller, ws, fault, callback),
    cancel: async () => fault.delete(),
  }));
}

async function follow(
  caller: Caller,
  ws: string,
  { id }: FaultHandle<'either'>,
  callback: () => unknown,
): Promise<void> {
  const params = { ws, id };
  try {
    const wait = () => caller.call('waitForHeldAnswers', { params, body: { timeout_ms: waitMs } });
    while ((await wait()).held.length === 0);
  } catch (error) {
    if (isGone(error)) return;
    throw error;
  }
  try {
    await callback();
  } finally {
    await release(caller, params);
  }
}

async function release(caller: Caller, params: { ws: string; id: string }): Promise<void> {
  try {
    await caller.call('releaseHeldAnswers', { params });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  const codes = ['workspace_not_found', 'fault_not_found', 'stopped', 'not_reachable'];
  return error instanceof EmulatorError && codes.includes(error.code);
}
