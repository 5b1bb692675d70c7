import { EmulatorError } from '../../domain/errors.js';
import type { Ignored } from '../../domain/journal/ignored.js';
import { assertNothingIgnored } from '../../domain/journal/strictness.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findLastDueTime } from '../../store/due-work.js';
import { type Context, nowOf } from '../context.js';
import { planWork } from '../plan-work.js';
import { presentWorkspace } from '../workspaces/present-workspace.js';
import { type ChangeInput, type ChangeName, type ChangeResult, ignoredBy, runChange } from './changes.js';
import { settle } from './settle.js';

/** What a Braze endpoint is asked to change. */
export interface Change<Name extends ChangeName> {
  operation: Name;
  input: ChangeInput<Name>;
  /** The `X-Request-Id` of the answer. */
  requestId: string;
}

/** An accepted change. */
export interface Acceptance<Result> {
  /** What the answer is made from: what the change did, or would have done at once. */
  result: Result;
  /** What of it has no effect. */
  ignored: Ignored[];
  /** When the processing delay has it applied; `undefined` when it has been. */
  heldUntil: number | undefined;
}

/**
 * Takes a change from a Braze endpoint. Without a processing delay it is applied at once. With one it is answered as if it
 * had been, and applied when it falls due on the workspace's clock: in the order of acceptance, also behind earlier changes
 * that a longer delay still holds back. Until then nobody sees anything of it, later requests neither. [inferred]
 *
 * @throws EmulatorError what the operation throws; `strict_refusal` in a strict workspace; `invalid_data_import_key` or
 * `invalid_rest_api_key` when the workspace was deleted while the request waited. Then nothing is applied or planned.
 * @see Braze docs, api/errors: success means accepted and queued [doc].
 */
export function acceptChange<Name extends ChangeName>(
  context: Context,
  workspaceThen: Workspace,
  { operation, input, requestId }: Change<Name>,
): Acceptance<ChangeResult<Name>> {
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
  if (heldUntil === undefined) return { ...run(), heldUntil };
  const rehearsed = context.database.rehearse(run);
  planWork(context, workspace, heldUntil, {
    kind: 'apply',
    requestId,
    operation,
    input,
  });
  return { ...rehearsed, heldUntil };
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

/** When a change is applied that is accepted now; `undefined` for at once. */
function dueTimeOf(context: Context, workspace: Workspace): number | undefined {
  const { processingDelayMs } = workspace.behaviour;
  const waitingUntil = findLastDueTime(context.database, workspace.number, 'apply');
  if (processingDelayMs === 0) return waitingUntil;
  return Math.max(nowOf(context, workspace) + processingDelayMs, waitingUntil ?? 0);
}
