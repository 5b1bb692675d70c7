import type { Workspace } from '../domain/workspaces/workspace.js';
import type { Emulator } from '../emulator.js';
import { timeoutMsMax } from './due-work-timer.js';

/**
 * Waits until a moment of the workspace's clock: as long as that takes while the clock runs, for ever while it stands
 * still, and no longer than until somebody moves it past the moment, or deletes the workspace.
 *
 * @param signal  Ends the wait early; it then resolves too.
 */
export function sleepUntil(
  emulator: Emulator,
  workspace: Workspace,
  dueAt: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      unsubscribe();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const look = () => {
      clearTimeout(timer);
      const { now, isFrozen } = emulator.readClock(workspace);
      if (now >= dueAt || signal?.aborted === true || !emulator.hasWorkspace(workspace)) return finish();
      if (!isFrozen) timer = setTimeout(look, Math.min(dueAt - now, timeoutMsMax));
    };
    const unsubscribe = emulator.onPlanChanged(look);
    signal?.addEventListener('abort', finish);
    look();
  });
}
