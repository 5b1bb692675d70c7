import type { MembershipTally } from '../domain/journal/journal.js';
import { syncGapMs } from '../domain/limits.js';
import type { Database } from './database.js';
import { readJson } from './read-json.js';

/** Whose requests are meant. */
export interface CohortOfJournal {
  partner: string;
  cohortId: string;
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

/** The requests of a sync, the oldest first. */
interface Found extends CohortOfJournal {
  firstAt: number;
  lastAt: number;
  positions: number[];
}

/**
 * Syncs of a workspace, the newest first: a request to a cohort begins one when it came over a minute after the one before it.
 *
 * @param before  Only those that end before this position of the journal.
 */
export function listSyncs(
  database: Database,
  workspace: number,
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
): SyncRow[] {
  // From the newest request back only as far as the last of these ends.
  const ends = database.all<CohortOfJournal & Placed>(
    `SELECT entry, at, partner, cohort_id AS cohortId FROM journal_entries its
     WHERE workspace = ? AND cohort_id IS NOT NULL AND partner IS NOT NULL AND entry < ? AND coalesce((
       SELECT abs(at - its.at) > ? FROM journal_entries
       WHERE workspace = its.workspace AND partner = its.partner AND cohort_id = its.cohort_id AND entry > its.entry
       ORDER BY entry LIMIT 1), 1)
     ORDER BY entry DESC LIMIT ?`,
    workspace,
    before,
    syncGapMs,
    limit,
  );
  return ends.map(({ partner, cohortId, entry }) => {
    const cohort = { partner, cohortId };
    const requests = together(requestsFrom(database, workspace, cohort, entry, 'back'));
    return syncOf(database, workspace, foundOf(cohort, requests.reverse()));
  });
}

/** The same of one cohort, which takes as long as the syncs that are asked for are large. */
export function listCohortSyncs(
  database: Database,
  workspace: number,
  cohort: CohortOfJournal,
  { before, limit }: { before?: number; limit: number },
): SyncRow[] {
  const found: Found[] = [];
  let open: Placed[] = [];
  for (const placed of requestsFrom(database, workspace, cohort, before ?? Number.MAX_SAFE_INTEGER, 'back')) {
    const later = open.at(-1);
    if (later !== undefined && isApart(later, placed)) {
      if (open[0]?.entry !== before) found.push(foundOf(cohort, open.reverse()));
      if (found.length === limit) break;
      open = [];
    }
    open.push(placed);
  }
  if (found.length < limit && open[0] !== undefined && open[0].entry !== before) {
    found.push(foundOf(cohort, open.reverse()));
  }
  return found.map((its) => syncOf(database, workspace, its));
}

/** The sync of a cohort that has the request at a position; `undefined` when that is none to the cohort. */
export function findSyncWith(
  database: Database,
  workspace: number,
  cohort: CohortOfJournal,
  position: number,
): SyncRow | undefined {
  const back = together(requestsFrom(database, workspace, cohort, position, 'back'));
  if (back[0]?.entry !== position) return undefined;
  const [, ...on] = together(requestsFrom(database, workspace, cohort, position, 'on'));
  return syncOf(database, workspace, foundOf(cohort, [...back.reverse(), ...on]));
}

interface Placed {
  entry: number;
  at: number;
}

/** How many requests are read in one query. */
const requestsAtATime = 500;

/** Requests to a cohort from a position on, this one among them. */
function* requestsFrom(
  database: Database,
  workspace: number,
  { partner, cohortId }: CohortOfJournal,
  position: number,
  direction: 'back' | 'on',
): Generator<Placed> {
  const [comparison, order] = direction === 'back' ? ['<=', 'DESC'] : ['>=', 'ASC'];
  for (let from: number | undefined = position; from !== undefined; ) {
    const rows: Placed[] = database.all<Placed>(
      `SELECT entry, at FROM journal_entries
       WHERE workspace = ? AND partner = ? AND cohort_id = ? AND entry ${comparison} ? ORDER BY entry ${order} LIMIT ?`,
      workspace,
      partner,
      cohortId,
      from,
      requestsAtATime,
    );
    yield* rows;
    const last = rows[requestsAtATime - 1];
    from = last && last.entry + (direction === 'back' ? -1 : 1);
  }
}

/** The first ones, as long as there is no gap between them. */
function together(requests: Iterable<Placed>): Placed[] {
  const found: Placed[] = [];
  for (const placed of requests) {
    const before = found.at(-1);
    if (before !== undefined && isApart(before, placed)) break;
    found.push(placed);
  }
  return found;
}

function isApart(one: Placed, other: Placed): boolean {
  return Math.abs(one.at - other.at) > syncGapMs;
}

function foundOf(cohort: CohortOfJournal, requests: readonly Placed[]): Found {
  let [firstAt, lastAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of requests) {
    firstAt = Math.min(firstAt, at);
    lastAt = Math.max(lastAt, at);
  }
  return { ...cohort, firstAt, lastAt, positions: requests.map(({ entry }) => entry) };
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
    // What a request came to is looked at first, because the name of its route takes longer to compare.
    `WITH counted AS (
       SELECT ${counts}, count(j.rule) AS refused,
         count(*) FILTER (WHERE j.tally IS NULL AND j.rule IS NULL AND is_on_route('/partners/*/cohorts/users', j.route))
           AS heldBack,
         count(*) FILTER (WHERE j.tally IS NULL AND j.rule IS NULL AND is_on_route('/partners/*/cohorts', j.route)) AS named,
         max(j.entry) FILTER (WHERE j.tally ->> 'size' IS NOT NULL) AS sized,
         json_group_array(j.id ORDER BY j.entry) AS ids
       FROM json_each(?) its CROSS JOIN journal_entries j ON j.entry = its.value
     )
     SELECT added, already_member, removed, not_member, unknown, skipped, refused, heldBack, named, ids,
       (SELECT tally ->> 'size' FROM journal_entries WHERE entry = sized) AS size,
       (SELECT name FROM cohorts WHERE workspace = ? AND partner = ? AND cohort_id = ?) AS name
     FROM counted`,
    JSON.stringify(row.positions),
    workspace,
    row.partner,
    row.cohortId,
  );
  return {
    ...tally,
    ...row,
    name,
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
  const sized = database.all<{ entry: number }>(
    `SELECT entry FROM journal_entries
     WHERE workspace = ? AND partner = ? AND cohort_id = ? AND tally ->> 'size' IS NOT NULL ORDER BY entry`,
    workspace,
    partner,
    cohortId,
  );
  const count = sized.length;
  const pointCount = Math.min(count, pointsMax);
  const shown = Array.from({ length: pointCount }, (_, point) => {
    return sized[Math.ceil(((point + 1) * count) / pointCount) - 1]?.entry;
  });
  const points = database.all<SizePoint>(
    `SELECT id AS requestId, at, tally ->> 'size' AS size, tally ->> 'added' AS added, tally ->> 'removed' AS removed
     FROM journal_entries WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry`,
    JSON.stringify(shown),
  );
  return { points, count };
}
