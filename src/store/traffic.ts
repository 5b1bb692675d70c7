import type { TrafficPoint, TrafficWindow } from '../domain/journal/traffic.js';
import type { Database } from './database.js';

/** What arrived in a window of time, as the journal has it. */
export interface TrafficRows {
  /** Those in which something arrived, the oldest first. */
  points: TrafficPoint[];
  /** Position of the last request that was refused. */
  lastRefused: number | null;
}

/** @param workspace  Its number; 0 for requests whose keys name none. */
export function readTraffic(
  database: Database,
  workspace: number,
  { since, stepMs, points }: TrafficWindow,
): TrafficRows {
  const rows = database.all<{ step: number; count: number; refused: number; last_refused: number | null }>(
    `SELECT (received_at - CAST(? AS INTEGER)) / CAST(? AS INTEGER) AS step, count(*) AS count, count(rule) AS refused,
       max(entry) FILTER (WHERE rule IS NOT NULL) AS last_refused
     FROM journal_entries WHERE workspace = ? AND received_at >= ? AND received_at < ? GROUP BY step ORDER BY step`,
    since,
    stepMs,
    workspace,
    since,
    since + points * stepMs,
  );
  return {
    points: rows.map(({ step, count, refused }) => ({
      at: since + step * stepMs,
      accepted: count - refused,
      refused,
    })),
    lastRefused: rows.reduce<number | null>((last, row) => row.last_refused ?? last, null),
  };
}

/** What came of the imports of one partner. */
export interface ImportRow {
  partner: string;
  cohorts: number;
  /** Of all its cohorts together: who is in two counts twice. */
  members: number;
  /** When one of its cohorts was last named or changed. */
  changedAt: number | null;
  /** When it last sent something to a cohort, as the journal has it. */
  requestedAt: number | null;
}

/** By partner; those that have sent nothing are left out. */
export function listImports(database: Database, workspace: number): ImportRow[] {
  return database.all<ImportRow>(
    `WITH imported AS (
       SELECT c.partner, count(*) AS cohorts, max(c.updated_at) AS changedAt,
         sum((SELECT coalesce(sum(size), 0) FROM profile_set_blocks b WHERE b.profile_set = c.members_set)) AS members
       FROM cohorts c WHERE c.workspace = ? GROUP BY c.partner
     ), requested AS (
       SELECT partner, at AS requestedAt, max(entry) FROM journal_entries
       WHERE workspace = ? AND cohort_id IS NOT NULL AND partner IS NOT NULL GROUP BY partner
     )
     SELECT partner, coalesce(cohorts, 0) AS cohorts, coalesce(members, 0) AS members, changedAt, requestedAt
     FROM imported FULL JOIN requested USING (partner) ORDER BY partner`,
    workspace,
    workspace,
  );
}
