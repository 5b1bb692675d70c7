import type { MembershipTally } from '../domain/journal/journal.js';
import { syncGapMs } from '../domain/limits.js';
import type { Database } from './database.js';
import { readJson } from './read-json.js';
import type { SqlValue } from './sql.js';

/** Which requests of a workspace's journal are meant. */
export interface CohortRequests {
  workspace: number;
  /** Left out, those to every cohort. */
  cohort?: { partner: string; cohortId: string };
}

/** Successive requests to one cohort. */
export interface SyncRow extends Omit<MembershipTally, 'size'> {
  partner: string;
  cohortId: string;
  /** Name of the cohort now; `null` when it is not there any more. */
  name: string | null;
  /** When the first and the last of its requests arrived, on the clock of the workspace. */
  firstAt: number;
  lastAt: number;
  /** Positions of its requests in the journal, the oldest first. */
  positions: number[];
  requestIds: string[];
  /** How many of its requests were refused. */
  refused: number;
  /** How many of its requests wait for a processing delay. */
  heldBack: number;
  /** How many of its requests gave the cohort a name. */
  named: number;
  /** How many were in the cohort after it; `null` when no request of it looked at members. */
  size: number | null;
}

interface Found {
  partner: string;
  cohort_id: string;
  first_at: number;
  last_at: number;
  positions: string;
}

/**
 * Syncs, the newest first: a request to a cohort begins one when it came over a minute after the one before it.
 *
 * @param before  Only those that end before this position of the journal.
 * @param holding  Only the one that has the request at this position.
 */
export function listSyncs(
  database: Database,
  { workspace, cohort }: CohortRequests,
  { before, holding, limit }: { before?: number; holding?: number; limit: number },
): SyncRow[] {
  const where = cohort === undefined ? '' : 'AND partner = ? AND cohort_id = ?';
  const terms: string[] = [];
  const parameters: SqlValue[] = [syncGapMs, workspace];
  if (cohort !== undefined) parameters.push(cohort.partner, cohort.cohortId);
  if (before !== undefined) {
    terms.push('max(entry) < ?');
    parameters.push(before);
  }
  if (holding !== undefined) {
    terms.push('? BETWEEN min(entry) AND max(entry)');
    parameters.push(holding);
  }
  // The index has all of this, in this order.
  const rows = database.all<Found>(
    `WITH marked AS (
       SELECT entry, partner, cohort_id, at, coalesce(abs(at - lag(at) OVER its) > ?, 1) AS begins
       FROM journal_entries WHERE workspace = ? AND cohort_id IS NOT NULL AND partner IS NOT NULL ${where}
       WINDOW its AS (PARTITION BY partner, cohort_id ORDER BY entry)
     ), numbered AS (
       SELECT entry, partner, cohort_id, at, sum(begins) OVER (PARTITION BY partner, cohort_id ORDER BY entry) AS number
       FROM marked
     )
     SELECT partner, cohort_id, min(at) AS first_at, max(at) AS last_at, json_group_array(entry) AS positions
     FROM numbered GROUP BY partner, cohort_id, number
     ${terms.length === 0 ? '' : `HAVING ${terms.join(' AND ')}`} ORDER BY max(entry) DESC LIMIT ?`,
    ...parameters,
    limit,
  );
  return rows.map((row) => syncOf(database, workspace, row));
}

function syncOf(database: Database, workspace: number, row: Found): SyncRow {
  const sum = (field: string) => `coalesce(sum(j.tally ->> '${field}'), 0) AS ${field}`;
  const counts = ['added', 'already_member', 'removed', 'not_member', 'unknown', 'skipped']
    .map(sum)
    .join(', ');
  const { ids, name, ...tally } = database.one<
    Omit<MembershipTally, 'size'> &
      Pick<SyncRow, 'refused' | 'heldBack' | 'named' | 'size' | 'name'> & { ids: string }
  >(
    `SELECT ${counts}, count(j.rule) AS refused,
       count(*) FILTER (WHERE j.rule IS NULL AND j.tally IS NULL AND is_on_route('/partners/*/cohorts/users', j.route))
         AS heldBack,
       count(*) FILTER (WHERE j.rule IS NULL AND is_on_route('/partners/*/cohorts', j.route)) AS named,
       (json_group_array(j.tally ->> 'size' ORDER BY j.entry) FILTER (WHERE j.tally ->> 'size' IS NOT NULL)) ->> '$[#-1]'
         AS size,
       json_group_array(j.id ORDER BY j.entry) AS ids,
       (SELECT name FROM cohorts WHERE workspace = ? AND partner = ? AND cohort_id = ?) AS name
     FROM json_each(?) its CROSS JOIN journal_entries j ON j.entry = its.value`,
    workspace,
    row.partner,
    row.cohort_id,
    row.positions,
  );
  return {
    ...tally,
    partner: row.partner,
    cohortId: row.cohort_id,
    name,
    firstAt: row.first_at,
    lastAt: row.last_at,
    positions: readJson<number[]>(row.positions).sort((a, b) => a - b),
    requestIds: readJson<string[]>(ids),
  };
}

/** How many were in a cohort after a request. */
export interface SizePoint {
  requestId: string;
  at: number;
  size: number;
  added: number;
  removed: number;
}

/** A request to a cohort that was refused, or that no answer went out to. */
export interface FailedRequest {
  requestId: string;
  at: number;
  status: number | null;
}

/** The last ones, the oldest first. */
export function listFailedRequests(
  database: Database,
  workspace: number,
  { partner, cohortId }: { partner: string; cohortId: string },
  limit: number,
): FailedRequest[] {
  return database
    .all<FailedRequest>(
      `SELECT id AS requestId, at, status FROM journal_entries
       WHERE workspace = ? AND partner = ? AND cohort_id = ? AND rule IS NOT NULL ORDER BY entry DESC LIMIT ?`,
      workspace,
      partner,
      cohortId,
      limit,
    )
    .reverse();
}

/**
 * How many were in a cohort after each request that changed its members or could have, the oldest first; of more than
 * `pointsMax` some, evenly spread, the last one among them.
 */
export function listSizes(
  database: Database,
  workspace: number,
  { partner, cohortId }: { partner: string; cohortId: string },
  pointsMax: number,
): { points: SizePoint[]; count: number } {
  const rows = database.all<SizePoint & { count: number }>(
    `WITH sized AS (
       SELECT entry, id, at, tally FROM journal_entries
       WHERE workspace = ? AND partner = ? AND cohort_id = ? AND tally ->> 'size' IS NOT NULL
     ), placed AS (
       SELECT *, row_number() OVER (ORDER BY entry) AS place, count(*) OVER () AS count FROM sized
     )
     SELECT id AS requestId, at, tally ->> 'size' AS size, tally ->> 'added' AS added, tally ->> 'removed' AS removed, count
     FROM placed WHERE place * min(CAST(? AS INTEGER), count) / count > (place - 1) * min(CAST(? AS INTEGER), count) / count ORDER BY entry`,
    workspace,
    partner,
    cohortId,
    pointsMax,
    pointsMax,
  );
  return { points: rows.map(({ count, ...point }) => point), count: rows[0]?.count ?? 0 };
}
