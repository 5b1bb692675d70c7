import { type ProfileSet, union, without } from '../domain/profile-set.js';
import type { LeafFilter } from '../domain/segment/expression.js';
import type { Workspace } from '../domain/workspace.js';
import { findCohort } from './cohorts.js';
import type { Database } from './database.js';
import { findProfileSet } from './profile-sets.js';

/** The profiles that one filter selects at a moment: blocks for cohorts, one SQL query for everything else. */
export function findFilterSet(
  database: Database,
  workspace: Workspace,
  filter: LeafFilter,
  everyone: ProfileSet,
  _now: number,
): ProfileSet {
  if (filter.type !== 'cohort') throw new Error(`${filter.type} is not evaluated yet`);
  const sets = filter.cohortIds.flatMap((id) => {
    const cohort = findCohort(database, workspace.number, filter.partner, id);
    return cohort === undefined ? [] : [findProfileSet(database, cohort.membersSet)];
  });
  const members = union(sets);
  return filter.comparison === 'includes' ? members : without(everyone, members);
}
