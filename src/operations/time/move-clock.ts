import { EmulatorError } from '../../domain/errors.js';
import { clockTimeMax, clockTimeMin } from '../../domain/limits.js';
import { workspaceTime } from '../../domain/time/clock.js';
import { isoTime } from '../../domain/time/time.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getWorkspaceClock, updateWorkspaceClock } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { settle } from '../due-work/settle.js';
import { replanMeasuring } from '../segments/measure-segments.js';
import { type ClockView, readClock } from './read-clock.js';

/**
 * Sets the clock of a workspace, has it stand still, or has it run on; what is left out stays as it is. What falls due by
 * then has been done, in order and each piece at its own moment, when this returns.
 *
 * The clock may be set back. Nothing that was done is undone, and what is planned stays planned for its moment; only the
 * daily measuring of segments goes on with the end of the day that it is now.
 *
 * @throws EmulatorError `invalid_request` for a time outside the years 1970 to 9999.
 */
export function setClock(
  context: Context,
  workspace: Workspace,
  changes: { now?: number; isFrozen?: boolean },
): ClockView {
  const { now, isFrozen } = changes;
  return moveClock(context, workspace, (before) => ({ now: now ?? before.now, isFrozen }), 'now');
}

/**
 * Moves the clock of a workspace on, whether it stands still or runs. What falls due by then has been done, in order and
 * each piece at its own moment, when this returns.
 *
 * @throws EmulatorError `invalid_request` for a time after the year 9999.
 */
export function advanceClock(context: Context, workspace: Workspace, ms: number): ClockView {
  return moveClock(context, workspace, (before) => ({ now: before.now + ms }), 'ms');
}

/** @param path  Of the value that says where to, for errors. */
function moveClock(
  context: Context,
  workspace: Workspace,
  move: (before: ClockView) => { now: number; isFrozen?: boolean },
  path: string,
): ClockView {
  const { database } = context;
  // Read once: a running clock would otherwise lose what passes in between.
  const serverNow = context.clock.now();
  const clock = getWorkspaceClock(database, workspace);
  const before = { now: workspaceTime(clock, serverNow), isFrozen: clock.frozenAt !== null };
  const { now, isFrozen = before.isFrozen } = move(before);
  if (now < clockTimeMin || now > clockTimeMax) {
    throw new EmulatorError(
      'invalid_request',
      `The clock cannot leave ${isoTime(clockTimeMin)} to ${isoTime(clockTimeMax)}`,
      { path },
    );
  }
  updateWorkspaceClock(database, workspace, {
    offsetMs: now - serverNow,
    frozenAt: isFrozen ? now : null,
  });
  context.plan.isChanged = true;
  if (now < before.now) replanMeasuring(context, workspace);
  settle(context, workspace);
  return readClock(context, workspace);
}
