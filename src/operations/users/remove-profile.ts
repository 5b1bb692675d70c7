import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listCohortsBySets, updateCohortUpdatedAt } from '../../store/cohorts.js';
import { updateReceiverPropertiesOwner } from '../../store/messaging/sends.js';
import { changeProfileSet, listProfileSetsOf } from '../../store/profile-sets.js';
import { deleteProfile } from '../../store/users/user-profiles.js';
import { type Context, nowOf } from '../context.js';

/**
 * Takes a profile out of the workspace with all it owns, and out of every cohort.
 *
 * @param heirNumber  A profile that takes its place: as a receiver of sends, because message history is merged [doc]
 * users/merge, and as a member of cohorts unless the workspace has `membership_on_merge: keep_target` [inferred]. A
 * running export leaves out who is gone, and takes nobody in.
 */
export function removeProfile(
  context: Context,
  workspace: Workspace,
  profileNumber: number,
  heirNumber?: number,
): void {
  const { database } = context;
  const sets = listProfileSetsOf(database, workspace.number, profileNumber);
  const leaving: [number, boolean] = [profileNumber, false];
  for (const { profileSet, kind } of sets) {
    const isHeirWanted =
      kind === 'cohort' ? workspace.behaviour.membershipOnMerge === 'union' : kind !== 'export';
    const entering: [number, boolean][] =
      heirNumber !== undefined && isHeirWanted ? [[heirNumber, true]] : [];
    changeProfileSet(database, profileSet, new Map([leaving, ...entering]));
  }
  if (heirNumber !== undefined) {
    updateReceiverPropertiesOwner(database, workspace.number, profileNumber, heirNumber);
  }
  const setNumbers = sets.map((its) => its.profileSet);
  for (const cohort of listCohortsBySets(database, workspace.number, setNumbers)) {
    updateCohortUpdatedAt(database, workspace.number, cohort, nowOf(context, workspace));
  }
  deleteProfile(database, workspace.number, profileNumber);
}
