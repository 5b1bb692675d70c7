import type { Cohort } from '../../../domain/cohort.js';
import { profileNumbers } from '../../../domain/profile-set.js';
import type { ProfileIdentity, UserCriterion, UserProfile } from '../../../domain/users/user-profile.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import { listCohortsBySets } from '../../../store/cohorts.js';
import { findProfileSet, listProfileSetsOf } from '../../../store/profile-sets.js';
import { getProfile } from '../../../store/users/user-profiles.js';
import type { Context } from '../../context.js';
import type { Page } from '../../page.js';
import { pageOfProfiles } from '../../page-of-profiles.js';
import { listMatching } from './list-matching.js';
import { namedProfile } from './named-profile.js';

/** A profile whole, with the cohorts it is a member of. */
export interface UserView extends UserProfile {
  cohorts: Cohort[];
}

/** @throws EmulatorError `user_not_found`. */
export function getUser(context: Context, workspace: Workspace, brazeId: string): UserView {
  const { database } = context;
  const profileNumber = namedProfile(database, workspace, brazeId);
  const sets = listProfileSetsOf(database, workspace.number, profileNumber);
  return {
    ...getProfile(database, workspace.number, profileNumber),
    cohorts: listCohortsBySets(
      database,
      workspace.number,
      sets.map((its) => its.profileSet),
    ),
  };
}

/** Every profile, in order of creation. */
export function listUsers(
  context: Context,
  workspace: Workspace,
  page: { after?: number; limit: number },
): Page<ProfileIdentity, number> {
  const everyone = findProfileSet(context.database, workspace.everyoneSet);
  return pageOfProfiles(context, workspace, profileNumbers(everyone, page.after), page.limit);
}

/** The profiles that match, in order of creation; an external id that a rename replaced still finds its profile. */
export function findUsers(
  context: Context,
  workspace: Workspace,
  criterion: UserCriterion,
  page: { after?: number; limit: number },
): Page<ProfileIdentity, number> {
  const after = page.after ?? -1;
  const matching = listMatching(context.database, workspace.number, criterion)
    .filter((profileNumber) => profileNumber > after)
    .sort((a, b) => a - b);
  return pageOfProfiles(context, workspace, matching, page.limit);
}
