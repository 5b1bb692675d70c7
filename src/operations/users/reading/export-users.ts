import type { ExportedProfile } from '../../../domain/users/profile-history.js';
import type { UserCriterion } from '../../../domain/users/user-profile.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import { getHistory } from '../../../store/users/profile-history.js';
import { getProfile } from '../../../store/users/user-profiles.js';
import type { Context } from '../../context.js';
import { listMatching } from './list-matching.js';

/**
 * The profiles that match any criterion, each once, in the order of the request.
 *
 * @returns `unmatched`: the places of the criteria that match nobody; `repeated`: of those that add nobody.
 * @see Braze docs, export/user_data/post_users_identifier [doc]; each once and their order [inferred].
 */
export function exportUsers(
  context: Context,
  workspace: Workspace,
  criteria: readonly (UserCriterion | { brazeId: string })[],
): { users: ExportedProfile[]; unmatched: number[]; repeated: number[] } {
  const { database } = context;
  const found = new Set<number>();
  const unmatched: number[] = [];
  const repeated: number[] = [];
  for (const [index, criterion] of criteria.entries()) {
    const matching = listMatching(database, workspace.number, criterion);
    if (matching.length === 0) unmatched.push(index);
    else if (matching.every((profileNumber) => found.has(profileNumber))) repeated.push(index);
    for (const profileNumber of matching) found.add(profileNumber);
  }
  const users = [...found].map((profileNumber) => ({
    ...getProfile(database, workspace.number, profileNumber),
    history: getHistory(database, workspace.number, profileNumber),
  }));
  return { users, unmatched, repeated };
}
