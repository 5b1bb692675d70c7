import type { JournalEntry, MembershipTally } from '../domain/journal/journal.js';
import type { JournalFilter } from '../domain/journal/request-match.js';
import { allJournalsBytesMax, journalBytesMax, journalEntriesMax } from '../domain/limits.js';
import type { Database } from './database.js';
import { conditionsOf, type JournalOwner, ownedBy } from './journal-conditions.js';

export type { JournalOwner };

/** An entry and its place in the order of all. */
export interface PlacedEntry {
  position: number;
  /** What it takes of the journal. */
  bytes: number;
  entry: JournalEntry;
}

/** What had to go from a journal because it was full. */
export interface Eviction {
  count: number;
  /** Position of the last one, and when it had arrived. `null` when nothing had to go. */
  position: number | null;
  until: number | null;
}

interface EntryRow {
  entry: number;
  bytes: number;
  workspace_id: string | null;
  id: string;
  at: number;
  received_at: number;
  method: string;
  route: string;
  status: number | null;
  partner: string | null;
  cohort_id: string | null;
  content: string;
}

/** The part of an entry that is kept as JSON. */
type Content = Pick<JournalEntry, 'durationMs' | 'fault' | 'decision' | 'outcome'> & {
  query: string;
  request: JournalEntry['request'];
  response: Omit<NonNullable<JournalEntry['response']>, 'status'> | null;
};

/** How many entries a journal keeps, how many bytes, and how many all journals together. */
export interface JournalLimits {
  entriesMax: number;
  bytesMax: number;
  allBytesMax: number;
}

export const journalLimits: JournalLimits = {
  entriesMax: journalEntriesMax,
  bytesMax: journalBytesMax,
  allBytesMax: allJournalsBytesMax,
};

/** What a row takes beside its long columns: short ones, indexes, and the unused rest of pages. */
const rowBytes = 300;
/** As SQLite's `octet_length`, which would need a subquery here; with a trigger on the table that goes through a table of its own. */
const bytesOf = (text: string) => Buffer.byteLength(text);

/**
 * Adds an entry; when a limit is passed, the oldest entries go.
 *
 * @param workspace  Its number; 0 when the keys name none.
 */
export function insertJournalEntry(
  database: Database,
  workspace: number,
  isLetIn: boolean,
  entry: JournalEntry,
  limits: JournalLimits = journalLimits,
): void {
  const { status, content } = contentOf(entry);
  const tally = tallyOf(entry);
  const [route = ''] = entry.path.split('?', 1);
  database.run(
    `INSERT INTO journal_entries
       (workspace, is_let_in, id, at, received_at, method, status, partner, rule, route, cohort_id, tally, content, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    isLetIn ? 1 : 0,
    entry.id,
    entry.at,
    entry.receivedAt,
    entry.method,
    status,
    entry.partner,
    entry.decision.kind === 'refused' ? entry.decision.rule : null,
    route,
    entry.cohortId,
    tally,
    content,
    // The id of a cohort stands in an index too.
    bytesOf(content) + bytesOf(route) + 2 * bytesOf(entry.cohortId ?? '') + (tally?.length ?? 0) + rowBytes,
  );
  evictBeyondLimits(database, workspace, limits);
}

/** Writes what has become known of an entry since: its decision and its outcome. */
export function updateJournalEntry(database: Database, position: number, entry: JournalEntry): void {
  const { content } = contentOf(entry);
  database.run(
    `UPDATE journal_entries SET content = its.content, tally = its.tally,
       bytes = bytes + octet_length(its.content) - octet_length(journal_entries.content)
         + coalesce(octet_length(its.tally), 0) - coalesce(octet_length(journal_entries.tally), 0)
     FROM (SELECT ? AS content, ? AS tally) its WHERE entry = ?`,
    content,
    tallyOf(entry),
    position,
  );
}

function tallyOf({ outcome }: JournalEntry): string | null {
  if (outcome === null) return null;
  const { added, alreadyMember, removed, notMember, unknown, skippedIdentified, trace } = outcome;
  const tally: MembershipTally = {
    added,
    already_member: alreadyMember,
    removed,
    not_member: notMember,
    unknown: unknown.externalIds.length + unknown.deviceIds.length + unknown.aliases.length,
    skipped: skippedIdentified.deviceIds.length,
    size: trace?.size,
  };
  return JSON.stringify(tally);
}

function contentOf({ path, request, response, durationMs, fault, decision, outcome }: JournalEntry) {
  const { status = null, ...answer } = response ?? {};
  const content: Content = {
    query: path.includes('?') ? path.slice(path.indexOf('?')) : '',
    request,
    response: response === null ? null : (answer as NonNullable<Content['response']>),
    durationMs,
    fault,
    decision,
    outcome,
  };
  return { status, content: JSON.stringify(content) };
}

function evictBeyondLimits(database: Database, workspace: number, limits: JournalLimits): void {
  const sizes = `SELECT its.entry_count, its.bytes, total.bytes AS all_bytes
    FROM journals its JOIN journal_total total WHERE its.workspace = ?`;
  const oldestOfIt = 'SELECT min(entry) AS entry FROM journal_entries WHERE workspace = ?';
  const oldestOfAll = 'SELECT min(entry) AS entry FROM journal_entries';
  for (;;) {
    const size = database.one<{ entry_count: number; bytes: number; all_bytes: number }>(sizes, workspace);
    const isItFull = size.entry_count > limits.entriesMax || size.bytes > limits.bytesMax;
    if (!isItFull && size.all_bytes <= limits.allBytesMax) return;
    const oldest = isItFull
      ? database.get<{ entry: number | null }>(oldestOfIt, workspace)
      : database.get<{ entry: number | null }>(oldestOfAll);
    // What was counted in a file that somebody changed may be more than there is.
    if (!evict(database, oldest?.entry)) return;
  }
}

/** @returns Whether there was something to evict. */
function evict(database: Database, entry: number | null | undefined): boolean {
  const gone = database.get<{ workspace: number; is_let_in: number; at: number }>(
    'DELETE FROM journal_entries WHERE entry = ? RETURNING workspace, is_let_in, at',
    entry ?? null,
  );
  if (gone === undefined) return false;
  const losers = gone.is_let_in === 1 ? [gone.workspace] : new Set([gone.workspace, 0]);
  for (const workspace of losers) {
    database.run(
      `INSERT INTO journals (workspace, evicted_count, evicted_entry, evicted_until) VALUES (?, 1, ?, ?)
       ON CONFLICT DO UPDATE SET evicted_count = evicted_count + 1, evicted_entry = excluded.evicted_entry,
         evicted_until = excluded.evicted_until`,
      workspace,
      entry ?? null,
      gone.at,
    );
  }
  return true;
}

/** Which entries of a journal to read: from where on, and in which order. */
export interface JournalStart {
  /** Position of the last one that was read; left out, from the beginning. */
  after?: number;
  /** From the newest to the oldest; else the other way round. */
  isNewestFirst?: boolean;
}

/**
 * Entries behind a position, up to and with another.
 *
 * @param start  `texts`: leaves out entries that have none of these as a string of their JSON, much quicker than to read them.
 */
export function listJournalEntries(
  database: Database,
  owner: JournalOwner,
  filter: JournalFilter,
  start: JournalStart & { limit: number; until?: number; texts?: readonly string[] },
): PlacedEntry[] {
  const where = conditionsOf(owner, filter);
  const stretch = stretchOf(start, start.until);
  const { texts } = start;
  const has = texts && `AND (${texts.map(() => 'instr(j.content, ?) > 0').join(' OR ') || '0'})`;
  return database
    .all<EntryRow>(
      `${select} WHERE ${where.sql} ${has ?? ''} AND ${stretch.sql} LIMIT ?`,
      ...where.parameters,
      ...(texts ?? []).map((text) => JSON.stringify(text)),
      ...stretch.parameters,
      start.limit,
    )
    .map(placedEntryOf);
}

function stretchOf({ after, isNewestFirst = false }: JournalStart, until?: number) {
  return isNewestFirst
    ? {
        sql: 'j.entry < ? AND j.entry >= ? ORDER BY j.entry DESC',
        parameters: [after ?? Number.MAX_SAFE_INTEGER, until ?? 0],
      }
    : {
        sql: 'j.entry > ? AND j.entry <= ? ORDER BY j.entry',
        parameters: [after ?? 0, until ?? Number.MAX_SAFE_INTEGER],
      };
}

/** Entries that are looked at in one go, however small they are. */
const stretchEntriesMax = 500;

/**
 * Up to which entry behind a position one can read in one go: about so many bytes, and one entry at least.
 *
 * @param filter  Where it names a cohort, entries of others are passed over: the index does not even touch them.
 * @returns The position of that entry; `undefined` when nothing comes after.
 */
export function findJournalStretch(
  database: Database,
  owner: JournalOwner,
  { partner, cohortId }: JournalFilter,
  start: JournalStart,
  bytesMax: number,
): { until: number } | undefined {
  const isOfCohort = owner !== null && partner !== undefined && cohortId !== undefined;
  const where = conditionsOf(owner, isOfCohort ? { partner, cohortId } : {});
  const stretch = stretchOf(start);
  const rows = database.all<{ entry: number; bytes: number }>(
    `SELECT j.entry, j.bytes FROM journal_entries j WHERE ${where.sql} AND ${stretch.sql} LIMIT ?`,
    ...where.parameters,
    ...stretch.parameters,
    stretchEntriesMax,
  );
  let bytes = 0;
  const last = rows.find((row) => (bytes += row.bytes) >= bytesMax) ?? rows[stretchEntriesMax - 1];
  return last && { until: last.entry };
}

/** The latest entry with this request id. */
export function findJournalEntry(
  database: Database,
  owner: JournalOwner,
  id: string,
): PlacedEntry | undefined {
  const where = ownedBy(owner);
  const row = database.get<EntryRow>(
    `${select} WHERE ${where.sql} AND j.id = ? ORDER BY j.entry DESC LIMIT 1`,
    ...where.parameters,
    id,
  );
  return row && placedEntryOf(row);
}

/** The one that came last. */
export function findLastJournalEntry(database: Database, owner: JournalOwner): PlacedEntry | undefined {
  const where = ownedBy(owner);
  const sql = `${select} WHERE ${where.sql} ORDER BY j.entry DESC LIMIT 1`;
  const row = database.get<EntryRow>(sql, ...where.parameters);
  return row && placedEntryOf(row);
}

/** Positions of all entries, the oldest first. */
export function listJournalPositions(database: Database, owner: JournalOwner): number[] {
  const where = ownedBy(owner);
  const sql = `SELECT j.entry FROM journal_entries j WHERE ${where.sql} ORDER BY j.entry`;
  return database.all<{ entry: number }>(sql, ...where.parameters).map(({ entry }) => entry);
}

/** Entries at these positions, the oldest first. */
export function listJournalEntriesAt(database: Database, positions: readonly number[]): PlacedEntry[] {
  const sql = `${select} WHERE j.entry IN (SELECT value FROM json_each(?)) ORDER BY j.entry`;
  return database.all<EntryRow>(sql, JSON.stringify(positions)).map(placedEntryOf);
}

export function deleteJournalEntry(database: Database, position: number): void {
  database.run('DELETE FROM journal_entries WHERE entry = ?', position);
}

/** Deletes every entry, and forgets what had to go before. */
export function clearJournal(database: Database, owner: JournalOwner): void {
  const where = ownedBy(owner);
  database.run(`DELETE FROM journal_entries AS j WHERE ${where.sql}`, ...where.parameters);
  database.run(
    'UPDATE journals SET evicted_count = 0, evicted_entry = NULL, evicted_until = NULL WHERE workspace = ?',
    owner ?? 0,
  );
}

export function getEviction(database: Database, owner: JournalOwner): Eviction {
  const row = database.get<{ count: number; position: number | null; until: number | null }>(
    'SELECT evicted_count AS count, evicted_entry AS position, evicted_until AS until FROM journals WHERE workspace = ?',
    owner ?? 0,
  );
  return row ?? { count: 0, position: null, until: null };
}

const select = `SELECT j.entry, j.bytes, w.id AS workspace_id, j.id, j.at, j.received_at, j.method, j.route, j.status, j.partner, j.cohort_id, j.content
  FROM journal_entries j LEFT JOIN workspaces w USING (workspace)`;

function placedEntryOf(row: EntryRow): PlacedEntry {
  const { query, request, response, ...rest } = JSON.parse(row.content) as Content;
  const entry: JournalEntry = {
    id: row.id,
    at: row.at,
    receivedAt: row.received_at,
    method: row.method,
    path: row.route + query,
    workspaceId: row.workspace_id,
    partner: row.partner,
    cohortId: row.cohort_id,
    request,
    response: response && { status: row.status!, ...response },
    ...rest,
  };
  return { position: row.entry, bytes: row.bytes, entry };
}
