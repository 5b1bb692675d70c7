import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findLastDueTime } from '../../store/due-work.js';
import { drawInteger } from '../chance.js';
import { type Context, nowOf } from '../context.js';

/**
 * When a change is applied that is accepted now; `undefined` for at once. In order it is never before one that was accepted
 * earlier. Shuffled it is at some moment of the delay, up to its end, whatever else waits. [inferred]
 */
export function dueTimeOf(context: Context, workspace: Workspace): number | undefined {
  const { processingDelayMs, processingOrder } = workspace.behaviour;
  if (processingOrder === 'shuffled') {
    if (processingDelayMs === 0) return undefined;
    return nowOf(context, workspace) + 1 + drawInteger(context.random, processingDelayMs);
  }
  const waitingUntil = findLastDueTime(context.database, workspace.number, 'apply');
  if (processingDelayMs === 0) return waitingUntil;
  return Math.max(nowOf(context, workspace) + processingDelayMs, waitingUntil ?? 0);
}
