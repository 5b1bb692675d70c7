import { prioritize } from '../../domain/users/prioritization.js';
import type { ProfileReference } from '../../domain/users/profile-reference.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Database } from '../../store/database.js';
import { listProfilesByContact } from '../../store/users/profile-lookup.js';
import { listMatching } from './reading/list-matching.js';

/** What a reference turned out to name. */
export interface ResolvedReference {
  /** The one profile that is meant; `undefined` when nobody matches or the reference is ambiguous. */
  profileNumber: number | undefined;
  /** Every profile that matches. */
  matching: readonly number[];
}

/** Finds the profile a reference names. Several profiles may share an e-mail address or phone number. [doc] */
export function resolveReference(
  database: Database,
  workspace: Workspace,
  reference: ProfileReference,
): ResolvedReference {
  if ('email' in reference || 'phone' in reference) {
    const candidates = listProfilesByContact(database, workspace.number, reference);
    return {
      profileNumber: prioritize(candidates, reference.prioritization)?.number,
      matching: candidates.map((candidate) => candidate.number),
    };
  }
  const matching = listMatching(database, workspace.number, reference);
  return { profileNumber: matching[0], matching };
}
