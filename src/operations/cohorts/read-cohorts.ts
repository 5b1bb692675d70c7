import type { Cohort } from '../../domain/cohort.js';
import { EmulatorError } from '../../domain/errors.js';
import { profileNumbers } from '../../domain/profile-set.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  type CohortFilter,
  type CohortPosition,
  deleteCohort as deleteStoredCohort,
  findCohort,
  findCohortBySet,
  listCohortSets,
} from '../../store/cohorts.js';
import { findProfileSet } from '../../store/profile-sets.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';
import { type SearchPlace, searchMembers } from './search-members.js';

/** @throws EmulatorError `cohort_not_found`. */
export function getCohort(context: Context, workspace: Workspace, partner: string, cohortId: string): Cohort {
  const cohort = findCohort(context.database, workspace.number, partner.toLowerCase(), cohortId);
  if (cohort === undefined) {
    throw new EmulatorError('cohort_not_found', `${partner} has no cohort '${cohortId}' in this workspace`);
  }
  return cohort;
}

/** Cohorts that a filter leaves, in its order. */
export function listCohorts(
  { database }: Context,
  { number }: Workspace,
  { after, limit, ...filter }: CohortFilter & { after?: CohortPosition; limit: number },
): Page<Cohort, CohortPosition> {
  const partner = filter.partner?.toLowerCase();
  const sets = listCohortSets(database, number, { ...filter, partner }, after, limit + 1);
  const remaining = sets.values();
  const findNext = () => {
    const { value: set } = remaining.next();
    return set === undefined ? undefined : findCohortBySet(database, number, set);
  };
  return pageOfLarge(findNext, { after, limit }, ({ partner, cohortId, updatedAt }) => ({
    partner,
    cohortId,
    at: updatedAt,
  }));
}

/** Takes the cohort away with its memberships. Braze has no such call. @throws EmulatorError `cohort_not_found`. */
export function deleteCohort(
  context: Context,
  workspace: Workspace,
  partner: string,
  cohortId: string,
): void {
  deleteStoredCohort(context.database, workspace.number, getCohort(context, workspace, partner, cohortId));
}

/** Members in order of creation, or those that a search finds, see `searchMembers`. */
export type MembersQuery = { limit: number } & (
  | { search?: undefined; after?: number }
  | { search: string; after?: SearchPlace }
);

/** @throws EmulatorError `cohort_not_found`. */
export function listCohortMembers(
  context: Context,
  workspace: Workspace,
  partner: string,
  cohortId: string,
  page: MembersQuery,
): Page<ProfileIdentity, number | SearchPlace> {
  const cohort = getCohort(context, workspace, partner, cohortId);
  const members = findProfileSet(context.database, cohort.membersSet);
  if (page.search !== undefined) return searchMembers(context, workspace, members, page.search, page);
  return pageOfProfiles(context, workspace, profileNumbers(members, page.after), page.limit);
}
