import { type ProfileSet, profileSetOf, union, without } from '../../domain/profile-set.js';
import type { LeafFilter } from '../../domain/segments/expression.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findCohort } from '../cohorts.js';
import type { Database } from '../database.js';
import { findReceivedSet } from '../messaging/campaigns.js';
import { findProfileSet } from '../profile-sets.js';
import { readJson } from '../read-json.js';
import { sql } from '../sql.js';
import { filterSql, type SetFilter } from './filter-sql.js';
import { inRange, type NumberRange } from './number-range.js';

/**
 * The profiles that one filter selects at a moment: blocks for cohorts, whose cost does not depend on what profiles have,
 * one SQL query for everything else.
 */
export function findFilterSet(
  database: Database,
  workspace: Workspace,
  filter: LeafFilter,
  everyone: ProfileSet,
  now: number,
): ProfileSet {
  switch (filter.type) {
    case 'cohort': {
      const members = union(findMemberSets(database, workspace, filter.partner, filter.cohortIds));
      return filter.comparison === 'includes' ? members : without(everyone, members);
    }
    case 'received_campaign': {
      const received = findReceivedSet(database, workspace.number, filter.campaignId);
      return filter.comparison === 'has' ? received : without(everyone, received);
    }
    default:
      return profileSetOf(listFilterProfiles(database, workspace, filter, now));
  }
}

/** A cohort that is gone has no members. [inferred] */
function findMemberSets(
  database: Database,
  workspace: Workspace,
  partner: string,
  cohortIds: readonly string[],
): ProfileSet[] {
  return cohortIds.flatMap((id) => {
    const cohort = findCohort(database, workspace.number, partner, id);
    return cohort === undefined ? [] : [findProfileSet(database, cohort.membersSet)];
  });
}

/**
 * The profiles that one filter selects by what they have.
 *
 * @param range  Looks at those with such numbers only.
 */
export function listFilterProfiles(
  database: Database,
  workspace: Workspace,
  filter: Exclude<LeafFilter, SetFilter>,
  now: number,
  range?: NumberRange,
): number[] {
  const hasNuls = hasNulsInProfiles(database, workspace.number);
  const condition = filterSql(filter, { workspace, now, range, hasNuls });
  // As one JSON array: a million rows would take longer to make than to find.
  const query = sql`SELECT json_group_array(p.number) AS numbers FROM profiles p
    WHERE p.workspace = ${workspace.number} AND (${condition}) ${inRange(sql`p.number`, range)}`;
  const { numbers } = database.one<{ numbers: string }>(query.text, ...query.parameters);
  return readJson<number[]>(numbers);
}

function hasNulsInProfiles(database: Database, workspace: number): boolean {
  const { found } = database.one<{ found: number }>(
    `SELECT EXISTS (SELECT 1 FROM profiles INDEXED BY profiles_with_nuls
       WHERE workspace = ? AND instr(custom_attributes, x'5c7530303030') > 0) AS found`,
    workspace,
  );
  return found === 1;
}
