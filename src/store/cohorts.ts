import type { Cohort } from '../domain/cohort.js';
import type { Database } from './database.js';
import { deleteProfileSet, insertProfileSet } from './profile-sets.js';
import { type Sql, sql } from './sql.js';

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

/** Which cohorts are asked for, and in which order. */
export interface CohortFilter {
  partner?: string;
  /** What the name or the id has in it, in any case of ASCII letters. */
  search?: string;
  /** `id`, which is so by default: by partner and id. `changed`: the one that changed last comes first. */
  order?: 'id' | 'changed';
}

/** Where a cohort stands in either order. */
export type CohortPosition = Pick<Cohort, 'partner' | 'cohortId'> & { at: number };

/** The sets of members of cohorts, by which `findCohortBySet` finds each; those after a position only. */
export function listCohortSets(
  database: Database,
  workspace: number,
  { partner, search, order = 'id' }: CohortFilter,
  after: CohortPosition | undefined,
  limit: number,
): number[] {
  const terms = [sql`c.workspace = ${workspace}`];
  if (partner !== undefined) terms.push(sql`c.partner = ${partner}`);
  if (search !== undefined) {
    const has = (column: Sql) => sql`instr(lower(${column}), lower(${search})) > 0`;
    terms.push(sql`(${has(sql`c.name`)} OR ${has(sql`c.cohort_id`)})`);
  }
  // A cohort that changes while pages are read comes first then, and is not listed again.
  const place = order === 'id' ? sql`c.partner, c.cohort_id` : sql`-c.updated_at, c.partner, c.cohort_id`;
  if (after !== undefined) {
    const of = sql`${after.partner}, ${after.cohortId}`;
    terms.push(sql`(${place}) > (${order === 'id' ? of : sql`${-after.at}, ${of}`})`);
  }
  const where = terms.reduce((all, term) => sql`${all} AND ${term}`);
  const query = sql`SELECT c.members_set AS its FROM cohorts c WHERE ${where} ORDER BY ${place} LIMIT ${limit}`;
  return database.all<{ its: number }>(query.text, ...query.parameters).map(({ its }) => its);
}

export function findCohortBySet(
  database: Database,
  workspace: number,
  membersSet: number,
): Cohort | undefined {
  const row = database.get<CohortRow>(`${select} AND c.members_set = ?`, workspace, membersSet);
  return row && cohortOf(row);
}

/** The first ids of a partner's cohorts. */
export function listCohortIds(
  database: Database,
  workspace: number,
  partner: string,
  limit: number,
): string[] {
  const query = 'SELECT cohort_id AS id FROM cohorts WHERE workspace = ? AND partner = ? ORDER BY id LIMIT ?';
  return database.all<{ id: string }>(query, workspace, partner, limit).map(({ id }) => id);
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
