import type { HeldChange } from '../../domain/due-work.js';
import { EmulatorError } from '../../domain/errors.js';
import type { MembershipResult } from '../../domain/journal/ignored-identifiers.js';
import type { JsonValue } from '../../domain/json.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { type Context, nowOf } from '../context.js';
import { withoutSecrets } from '../journal/known-keys.js';
import { recordOutcome } from '../journal/record-outcome.js';
import { type ChangeInput, type ChangeName, runChange } from './changes.js';

/**
 * Applies a change that was held back, wholly or not at all, and notes what came of it for `onApplied`. What made it
 * acceptable may be gone by now, such as its cohort; then it does nothing.
 */
export function applyChange(context: Context, workspace: Workspace, held: HeldChange): void {
  const operation = held.operation as ChangeName;
  const applied = { requestId: held.requestId, operation, workspace, at: nowOf(context, workspace) };
  const input = held.input as ChangeInput<ChangeName>;
  try {
    const result = context.database.attempt(() => runChange(context, workspace, operation, input));
    if (operation !== 'changeCohortMembers') {
      context.applied.push(applied);
      return;
    }
    const { changes } = input as ChangeInput<'changeCohortMembers'>;
    recordOutcome(context, workspace, held.requestId, changes, result as MembershipResult);
    const { outcome } = result as MembershipResult;
    context.applied.push({
      ...applied,
      outcome: withoutSecrets(context, outcome as unknown as JsonValue) as unknown as typeof outcome,
    });
  } catch (error) {
    if (!(error instanceof EmulatorError) || error.code === 'storage_unusable') throw error;
    const message = withoutSecrets(context, error.message);
    context.applied.push({ ...applied, refusal: new EmulatorError(error.code, message, error.details) });
  }
}
