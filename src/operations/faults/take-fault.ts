import { type FaultEffect, meetRequest } from '../../domain/fault.js';
import { isMatch, type RequestFacts } from '../../domain/journal/request-match.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listLiveFaults, updateFaultCounts } from '../../store/faults.js';
import { drawFraction, drawInteger } from '../chance.js';
import { type Context, nowOf } from '../context.js';

/** The fault that strikes a request. */
export interface Strike {
  faultId: string;
  effect: FaultEffect;
  /** When a delay, of the request or of its answer, that begins now is over, on the workspace's clock. */
  delayedUntil: number;
}

/**
 * Finds the fault that strikes a request, and counts it: the first, in order of creation, that matches, skips no more
 * and whose probability has it. `undefined` when none does, or when it is the turn of a step that lets the request pass.
 */
export function takeFault(context: Context, workspace: Workspace, request: RequestFacts): Strike | undefined {
  for (const fault of listLiveFaults(context.database, workspace.number)) {
    if (!isMatch(fault.match, request)) continue;
    const { step, ...counts } = meetRequest(fault, drawFraction(context.random));
    updateFaultCounts(context.database, fault, counts);
    if (step === null) return undefined;
    if (step !== undefined) {
      return { faultId: fault.id, effect: step, delayedUntil: endOfDelay(context, workspace, step) };
    }
  }
  return undefined;
}

function endOfDelay(context: Context, workspace: Workspace, effect: FaultEffect): number {
  const now = nowOf(context, workspace);
  const delay = delayOf(effect);
  return delay === undefined ? now : now + delay.ms + drawInteger(context.random, delay.jitterMs + 1);
}

/** That of the request, or of its answer. */
function delayOf(effect: FaultEffect): { ms: number; jitterMs: number } | undefined {
  if (effect.kind === 'delay') return { ms: effect.delayMs, jitterMs: effect.jitterMs };
  return 'delivery' in effect ? effect.delivery?.delay : undefined;
}
