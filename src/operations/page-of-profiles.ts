import { profilesPageBytesMax } from '../domain/limits.js';
import type { ProfileIdentity } from '../domain/users/user-profile.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import { getProfileIdentity } from '../store/users/user-profiles.js';
import type { Context } from './context.js';
import type { Page } from './page.js';

/**
 * The first `limit` of some profiles, fewer when they have very many identifiers; in the order of their numbers, which is
 * that of their creation.
 */
export function pageOfProfiles(
  context: Context,
  workspace: Workspace,
  ascending: Iterable<number>,
  limit: number,
): Page<ProfileIdentity, number> {
  const items: ProfileIdentity[] = [];
  let bytes = 0;
  for (const profileNumber of ascending) {
    if (items.length >= limit || bytes >= profilesPageBytesMax) {
      return { items, next: items.at(-1)?.number ?? null };
    }
    const identity = getProfileIdentity(context.database, workspace.number, profileNumber);
    items.push(identity);
    bytes += bytesOf(identity);
  }
  return { items, next: null };
}

/** What a profile takes of a page, about: names of fields and few characters beyond ASCII make no difference here. */
function bytesOf({ aliases, deviceIds }: ProfileIdentity): number {
  const ofAliases = aliases.reduce((sum, { label, name }) => sum + label.length + name.length + 36, 0);
  return deviceIds.reduce((sum, its) => sum + its.length + 3, ofAliases);
}
