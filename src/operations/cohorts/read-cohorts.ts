import type { Cohort } from '../../domain/cohort.js';
import { EmulatorError } from '../../domain/errors.js';
import { profileNumbers } from '../../domain/profile-set.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  deleteCohort as deleteStoredCohort,
  findCohort,
  listCohorts as listStoredCohorts,
} from '../../store/cohorts.js';
import { findProfileSet } from '../../store/profile-sets.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';

/** @throws EmulatorError `cohort_not_found`. */
export function getCohort(context: Context, workspace: Workspace, partner: string, cohortId: string): Cohort {
  const cohort = findCohort(context.database, workspace.number, partner.toLowerCase(), cohortId);
  if (cohort === undefined) {
    throw new EmulatorError('cohort_not_found', `${partner} has no cohort '${cohortId}' in this workspace`);
  }
  return cohort;
}

/** By partner and id. */
export function listCohorts(
  context: Context,
  workspace: Workspace,
  page: { after?: { partner: string; cohortId: string }; limit: number },
): Page<Cohort, { partner: string; cohortId: string }> {
  const findAfter = (after = { partner: '', cohortId: '' }) =>
    listStoredCohorts(context.database, workspace.number, after, 1)[0];
  return pageOfLarge(findAfter, page, ({ partner, cohortId }) => ({ partner, cohortId }));
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

/** Members in order of creation. @throws EmulatorError `cohort_not_found`. */
export function listCohortMembers(
  context: Context,
  workspace: Workspace,
  partner: string,
  cohortId: string,
  page: { after?: number; limit: number },
): Page<ProfileIdentity, number> {
  const cohort = getCohort(context, workspace, partner, cohortId);
  const members = findProfileSet(context.database, cohort.membersSet);
  return pageOfProfiles(context, workspace, profileNumbers(members, page.after), page.limit);
}
