import type { HeldChange } from '../../domain/due-work.js';
import { EmulatorError } from '../../domain/errors.js';
import type { InPartsEffect } from '../../domain/fault.js';
import type { Ignored } from '../../domain/journal/ignored.js';
import { assertNothingIgnored } from '../../domain/journal/strictness.js';
import { divideTrack } from '../../domain/users/track-parts.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { drawFraction } from '../chance.js';
import { type Context, nowOf } from '../context.js';
import { planWork } from '../plan-work.js';
import { presentWorkspace } from '../workspaces/present-workspace.js';
import { type ChangeInput, type ChangeName, type ChangeResult, ignoredBy, runChange } from './changes.js';
import { dueTimeOf } from './due-time.js';
import { settle } from './settle.js';

/** What a Braze endpoint is asked to change. */
export interface Change<Name extends ChangeName> {
  operation: Name;
  input: ChangeInput<Name>;
  /** The `X-Request-Id` of the answer. */
  requestId: string;
  /** Of `trackUsers`: that a fault has it applied in parts. */
  inParts?: InPartsEffect;
}

/** An accepted change. */
export interface Acceptance<Result> {
  /** What the answer is made from: what the change did, or would have done at once. */
  result: Result;
  /** What of it has no effect. */
  ignored: Ignored[];
  /** When a delay has it, or the rest of it, applied; `undefined` when it has been. */
  heldUntil: number | undefined;
}

/**
 * Takes a change from a Braze endpoint. Without a processing delay it is applied at once. With one it is answered as if it
 * had been, and applied when it falls due on the workspace's clock: see `dueTimeOf`. Until then nobody sees anything of it,
 * later requests neither. [inferred]
 *
 * @throws EmulatorError what the operation throws; `strict_refusal` in a strict workspace; `invalid_data_import_key` or
 * `invalid_rest_api_key` when the workspace was deleted while the request waited. Then nothing is applied or planned.
 * @see Braze docs, api/errors: success means accepted and queued [doc].
 */
export function acceptChange<Name extends ChangeName>(
  context: Context,
  workspaceThen: Workspace,
  change: Change<Name>,
): Acceptance<ChangeResult<Name>> {
  const { operation, input, inParts } = change;
  const workspace = getPresent(context, workspaceThen, operation);
  settle(context, workspace);
  const isStrict = workspace.behaviour.strictness === 'strict';
  const run = () => {
    const result = runChange(context, workspace, operation, input);
    // Of a cohort's members the outcome tells; putting a place to each takes as long as the change itself.
    const ignored =
      isStrict || operation !== 'changeCohortMembers' ? ignoredBy(operation, input, result) : [];
    if (isStrict) assertNothingIgnored(ignored);
    return { result, ignored };
  };
  const heldUntil = dueTimeOf(context, workspace);
  if (inParts !== undefined) {
    const rehearsed = context.database.rehearse(run);
    return { ...rehearsed, heldUntil: applyInParts(context, workspace, change, inParts, heldUntil) };
  }
  if (heldUntil === undefined) return { ...run(), heldUntil };
  const rehearsed = context.database.rehearse(run);
  holdBack(context, workspace, change, heldUntil);
  return { ...rehearsed, heldUntil };
}

function holdBack(
  context: Context,
  workspace: Workspace,
  { operation, input, requestId }: Change<ChangeName>,
  until: number,
  kind: HeldChange['kind'] = 'apply',
): void {
  context.early.set(requestId, []);
  planWork(context, workspace, until, { kind, requestId, operation, input });
}

/** Has the first part of a request applied in its turn, and plans the rest. @returns When that is due. */
function applyInParts(
  context: Context,
  workspace: Workspace,
  change: Change<ChangeName>,
  { first, share, restAfterMs }: InPartsEffect,
  heldUntil: number | undefined,
): number {
  const request = change.input as ChangeInput<'trackUsers'>;
  const { now, later } = divideTrack(request, first, () => drawFraction(context.random) < share);
  if (heldUntil === undefined) runChange(context, workspace, 'trackUsers', now);
  else holdBack(context, workspace, { ...change, input: now }, heldUntil);
  const restAt = (heldUntil ?? nowOf(context, workspace)) + restAfterMs;
  holdBack(context, workspace, { ...change, input: later }, restAt, 'apply_rest');
  return restAt;
}

/** The workspace as it is by now: its request may have waited since the keys were looked at. */
function getPresent(context: Context, then: Workspace, operation: ChangeName): Workspace {
  const workspace = presentWorkspace(context, then);
  if (workspace !== undefined) return workspace;
  const isPartners = operation === 'nameCohort' || operation === 'changeCohortMembers';
  throw new EmulatorError(
    isPartners ? 'invalid_data_import_key' : 'invalid_rest_api_key',
    'The workspace of this key was deleted while the request waited',
  );
}
