import type { ProfileIdentity } from '../domain/users/user-profile.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import { getProfileIdentity } from '../store/users/user-profiles.js';
import type { Context } from './context.js';
import { type Page, pageOf } from './page.js';

/** The first `limit` of some profiles, in the order of their numbers, which is that of their creation. */
export function pageOfProfiles(
  context: Context,
  workspace: Workspace,
  ascending: Iterable<number>,
  limit: number,
): Page<ProfileIdentity, number> {
  const numbers: number[] = [];
  for (const profileNumber of ascending) {
    numbers.push(profileNumber);
    if (numbers.length > limit) break;
  }
  const { items, next } = pageOf(numbers, limit, (profileNumber) => profileNumber);
  const identityOf = (profileNumber: number) =>
    getProfileIdentity(context.database, workspace.number, profileNumber);
  return { items: items.map(identityOf), next };
}
