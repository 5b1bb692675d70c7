import type { Emulator } from '../emulator.js';

/**
 * Looks again after every change until `look` finds what it is after, or the time is over.
 *
 * @param look  Returns what was found, `undefined` to go on waiting, or a number of milliseconds after which to look again
 * although nothing has changed.
 * @param timeoutMs  Of real time, whatever the workspace's clock does: a test that waits must end.
 * @param signal  The caller has gone.
 * @returns What was found; `undefined` when the time is over or the caller has gone.
 */
export function waitUntil<Found extends object>(
  emulator: Emulator,
  look: () => Found | number | undefined,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Found | undefined> {
  return new Promise((resolve, reject) => {
    let again: NodeJS.Timeout | undefined;
    const finish = (settle: () => void) => {
      clearTimeout(again);
      clearTimeout(timeout);
      unsubscribe();
      signal.removeEventListener('abort', stop);
      settle();
    };
    const stop = () => finish(() => resolve(undefined));
    const check = () => {
      clearTimeout(again);
      try {
        const found = look();
        if (typeof found === 'object') finish(() => resolve(found));
        else if (found !== undefined) again = setTimeout(check, found);
      } catch (error) {
        // What it waits in has been deleted, say.
        finish(() => reject(error));
      }
    };
    const timeout = setTimeout(stop, timeoutMs);
    const unsubscribe = emulator.onChanged(check);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else check();
  });
}
