import type { Workspace } from '../domain/workspace.js';
import { listCohortsBySets, updateCohortUpdatedAt } from '../store/cohorts.js';
import { changeProfileSet, listProfileSetsOf } from '../store/profile-sets.js';
import { deleteProfile } from '../store/user-profiles.js';
import type { Context } from './context.js';

/**
 * Takes a profile out of the workspace with all it owns, and out of every cohort.
 *
 * @param heirNumber  A profile that becomes a member of each of those cohorts in its place.
 */
export function removeProfile(
  context: Context,
  workspace: Workspace,
  profileNumber: number,
  heirNumber?: number,
): void {
  const { database } = context;
  const sets = listProfileSetsOf(database, workspace.number, profileNumber);
  const changes = new Map([[profileNumber, false]]);
  if (heirNumber !== undefined) changes.set(heirNumber, true);
  // Everyone is one of the sets; an heir is in it already.
  for (const profileSet of sets) changeProfileSet(database, profileSet, changes);
  for (const cohort of listCohortsBySets(database, workspace.number, sets)) {
    updateCohortUpdatedAt(database, workspace.number, cohort, context.clock.now());
  }
  deleteProfile(database, workspace.number, profileNumber);
}
