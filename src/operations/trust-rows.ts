import { isRefusal } from '../domain/errors.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import { serverJournal } from '../store/trust/trusted-rows.js';
import type { Context } from './context.js';
import { WorkPaused } from './segments/slices.js';

/**
 * Looks at the rows of a workspace before they are used for the first time, or, without one, at the requests that were let
 * into none. Takes as long as there are rows, and lets others in meanwhile where a caller has slices.
 *
 * @throws EmulatorError `storage_unusable` when one is not as this emulator writes it.
 */
export function trustRows(context: Context, workspace: Pick<Workspace, 'number'> | null): void {
  context.trusted.ensure(workspace?.number ?? serverJournal, () => {
    if (context.slices?.isOver()) throw new WorkPaused();
  });
}

/** Whether the rows of a workspace can be used. Whoever enters it is told why not. */
export function hasUsableRows(context: Context, workspace: Pick<Workspace, 'number'>): boolean {
  try {
    trustRows(context, workspace);
    return true;
  } catch (error) {
    if (isRefusal(error, 'storage_unusable')) return false;
    throw error;
  }
}
