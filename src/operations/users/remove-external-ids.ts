import type { Workspace } from '../../domain/workspaces/workspace.js';
import { deleteDeprecatedExternalId } from '../../store/users/deprecated-external-ids.js';
import { findProfileByExternalId } from '../../store/users/profile-lookup.js';
import type { Context } from '../context.js';
import type { ExternalIdOutcome } from './rename-external-ids.js';

/**
 * Removes deprecated external ids; from then on they find nobody and may be used again. A primary id is refused. Texts of
 * the problems are our own.
 *
 * @see Braze docs, external_id_migration/post_external_ids_remove [doc]; an unknown id is a problem [inferred].
 */
export function removeExternalIds(
  context: Context,
  workspace: Workspace,
  externalIds: readonly string[],
): ExternalIdOutcome<string> {
  const outcome: ExternalIdOutcome<string> = { succeeded: [], problems: [] };
  for (const [index, externalId] of externalIds.entries()) {
    if (deleteDeprecatedExternalId(context.database, workspace.number, externalId)) {
      outcome.succeeded.push(externalId);
      continue;
    }
    const owner = findProfileByExternalId(context.database, workspace.number, externalId);
    const text =
      owner === undefined
        ? "'external_ids' must be deprecated external_ids: this one is not known"
        : "'external_ids' must be deprecated external_ids: this one is primary";
    outcome.problems.push({ index, text });
  }
  return outcome;
}
