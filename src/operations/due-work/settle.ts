import type { DueWork } from '../../domain/due-work.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findFirstDueWork, findNextDueTime, listWorkspacesWithDueWork } from '../../store/due-work.js';
import { getWorkspace } from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { fireSchedule } from '../messaging/fire-schedule.js';
import { cancelWork } from '../plan-work.js';
import { measureSegments } from '../segments/measure-segments.js';
import { expireExport } from '../segments/run-segment-export.js';
import { hasUsableRows, trustRows } from '../trust-rows.js';
import { applyChange } from './apply-change.js';

/**
 * Does everything that is due in a workspace, in order, each piece at the moment it was due. Whoever looks into a
 * workspace calls it first, so that nothing depends on a timer being punctual.
 */
export function settle(context: Context, workspace: Workspace): void {
  // Work that is being done looks into its workspace too.
  if (context.dueAt !== undefined) return;
  trustRows(context, workspace);
  const now = nowOf(context, workspace);
  for (;;) {
    const planned = findFirstDueWork(context.database, workspace.number, now);
    if (planned === undefined) return;
    cancelWork(context, planned.number);
    doWork({ ...context, dueAt: planned.dueAt }, workspace, planned.work, now);
  }
}

/** Does what is due in every workspace whose clock runs. */
export function settleAll(context: Context): void {
  for (const id of listWorkspacesWithDueWork(context.database, context.clock.now())) {
    const workspace = getWorkspace(context.database, id);
    if (hasUsableRows(context, workspace)) settle(context, workspace);
  }
}

/** When, on the server's clock, `settleAll` has something to do next; `undefined` when nothing is planned. */
export function nextDueTime(context: Context): number | undefined {
  return findNextDueTime(context.database, context.trusted.unusable);
}

/** @param now  The time that the workspace has got to; `nowOf` is the moment the work was due. */
function doWork(context: Context, workspace: Workspace, work: DueWork, now: number): void {
  switch (work.kind) {
    case 'apply':
    case 'apply_rest':
      applyChange(context, workspace, work);
      break;
    case 'measure_segments':
      measureSegments(context, workspace, now);
      break;
    case 'expire_export':
      expireExport(context, work.objectPrefix);
      break;
    case 'fire_schedule':
      fireSchedule(context, workspace, work.scheduleId);
      break;
    default:
      work satisfies never;
  }
}
