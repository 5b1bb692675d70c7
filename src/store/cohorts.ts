import type { Cohort } from '../domain/cohort.js';
import type { Database } from './database.js';
import { deleteProfileSet, insertProfileSet } from './profile-sets.js';

interface CohortRow {
  partner: string;
  cohort_id: string;
  name: string;
  created_at: string;
  is_implicit: number;
  updated_at: number;
  change_count: number;
  member_count: number;
  members_set: number;
}

const select = `SELECT c.partner, c.cohort_id, c.name, c.created_at, c.is_implicit, c.updated_at, c.change_count, c.members_set,
  (SELECT coalesce(sum(size), 0) FROM profile_set_blocks b WHERE b.profile_set = c.members_set) AS member_count
  FROM cohorts c WHERE c.workspace = ?`;

export function insertCohort(
  database: Database,
  workspace: number,
  cohort: Pick<Cohort, 'partner' | 'cohortId' | 'name' | 'createdAt' | 'isImplicit' | 'updatedAt'>,
): Cohort {
  const membersSet = insertProfileSet(database, workspace, 'cohort');
  database.run(
    `INSERT INTO cohorts
       (workspace, partner, cohort_id, name, created_at, latest_created_at, is_implicit, updated_at, members_set)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    cohort.partner,
    cohort.cohortId,
    cohort.name,
    cohort.createdAt,
    cohort.createdAt,
    cohort.isImplicit ? 1 : 0,
    cohort.updatedAt,
    membersSet,
  );
  return { ...cohort, changeCount: 0, memberCount: 0, membersSet };
}

export function findCohort(
  database: Database,
  workspace: number,
  partner: string,
  cohortId: string,
): Cohort | undefined {
  const row = database.get<CohortRow>(
    `${select} AND c.partner = ? AND c.cohort_id = ?`,
    workspace,
    partner,
    cohortId,
  );
  return row && cohortOf(row);
}

/** By partner and id, those after the given pair only. */
export function listCohorts(
  database: Database,
  workspace: number,
  after: { partner: string; cohortId: string },
  limit: number,
): Cohort[] {
  return database
    .all<CohortRow>(
      `${select} AND (c.partner, c.cohort_id) > (?, ?) ORDER BY c.partner, c.cohort_id LIMIT ?`,
      workspace,
      after.partner,
      after.cohortId,
      limit,
    )
    .map(cohortOf);
}

/** How many cohorts of one partner have a name. */
export function countCohortsCalled(
  database: Database,
  workspace: number,
  partner: string,
  name: string,
): number {
  const sql = 'SELECT count(*) AS count FROM cohorts WHERE workspace = ? AND partner = ? AND name = ?';
  return database.one<{ count: number }>(sql, workspace, partner, name).count;
}

/** Gives a cohort its name. The first `createdAt` of a named cohort stays; the latest is kept apart. */
export function updateCohortName(
  database: Database,
  workspace: number,
  cohort: Cohort,
  naming: { name: string; createdAt: string; latestCreatedAt: string; updatedAt: number },
): void {
  database.run(
    `UPDATE cohorts SET name = ?, created_at = ?, latest_created_at = ?, is_implicit = 0, updated_at = ?,
       change_count = change_count + 1
     WHERE workspace = ? AND partner = ? AND cohort_id = ?`,
    naming.name,
    naming.createdAt,
    naming.latestCreatedAt,
    naming.updatedAt,
    workspace,
    cohort.partner,
    cohort.cohortId,
  );
}

export function updateCohortUpdatedAt(
  database: Database,
  workspace: number,
  cohort: Cohort,
  updatedAt: number,
): void {
  database.run(
    'UPDATE cohorts SET updated_at = ?, change_count = change_count + 1 WHERE workspace = ? AND partner = ? AND cohort_id = ?',
    updatedAt,
    workspace,
    cohort.partner,
    cohort.cohortId,
  );
}

export function deleteCohort(database: Database, workspace: number, cohort: Cohort): void {
  database.run(
    'DELETE FROM cohorts WHERE workspace = ? AND partner = ? AND cohort_id = ?',
    workspace,
    cohort.partner,
    cohort.cohortId,
  );
  deleteProfileSet(database, cohort.membersSet);
}

/** Cohorts of the workspace that hold the profile, given the sets that do. */
export function listCohortsBySets(
  database: Database,
  workspace: number,
  membersSets: readonly number[],
): Cohort[] {
  return database
    .all<CohortRow>(
      `${select} AND c.members_set IN (SELECT value FROM json_each(?)) ORDER BY c.partner, c.cohort_id`,
      workspace,
      JSON.stringify(membersSets),
    )
    .map(cohortOf);
}

function cohortOf(row: CohortRow): Cohort {
  return {
    partner: row.partner,
    cohortId: row.cohort_id,
    name: row.name,
    createdAt: row.created_at,
    isImplicit: row.is_implicit === 1,
    updatedAt: row.updated_at,
    changeCount: row.change_count,
    memberCount: row.member_count,
    membersSet: row.members_set,
  };
}
