import { workspaceTime } from '../../domain/time/clock.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getWorkspaceClock } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { presentWorkspace } from '../workspaces/present-workspace.js';

/** A workspace's clock as it is looked at. */
export interface ClockView {
  now: number;
  isFrozen: boolean;
}

/** What time it is in a workspace, and whether its clock stands still; also when it was reset since. */
export function readClock(context: Context, then: Workspace): ClockView {
  const workspace = presentWorkspace(context, then) ?? then;
  const clock = getWorkspaceClock(context.database, workspace);
  return { now: workspaceTime(clock, context.clock.now()), isFrozen: clock.frozenAt !== null };
}
