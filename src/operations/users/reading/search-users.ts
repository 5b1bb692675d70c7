import type { ProfileIdentity, UserCriterion } from '../../../domain/users/user-profile.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import { listExternalIdsFrom } from '../../../store/users/profile-lookup.js';
import type { Context } from '../../context.js';
import type { Page } from '../../page.js';
import { pageOfProfiles } from '../../page-of-profiles.js';
import { listMatching } from './list-matching.js';

/**
 * The profiles that have a text for any identifier, or an external id that begins with it, in order of creation.
 *
 * @param text  External id, `label:name` of an alias, device, e-mail address, phone number, Braze ID.
 */
export function searchUsers(
  context: Context,
  workspace: Workspace,
  text: string,
  page: { after?: number; limit: number },
): Page<ProfileIdentity, number> {
  const after = page.after ?? -1;
  const { database } = context;
  const exact = criteriaOf(text).flatMap((its) => listMatching(database, workspace.number, its));
  const beginning = listExternalIdsFrom(database, workspace.number, text, after, page.limit + 1);
  const numbers = [...new Set([...exact, ...beginning])].filter((its) => its > after).sort((a, b) => a - b);
  return pageOfProfiles(context, workspace, numbers, page.limit);
}

function criteriaOf(text: string): (UserCriterion | { brazeId: string })[] {
  const colon = text.indexOf(':');
  const alias = { label: text.slice(0, colon), name: text.slice(colon + 1) };
  return [
    { externalId: text },
    { brazeId: text },
    { deviceId: text },
    { email: text },
    { phone: text },
    ...(colon > 0 && alias.name !== '' ? [{ alias }] : []),
  ];
}
