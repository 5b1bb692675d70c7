import type { Database } from '../database.js';

// A million profiles take seconds to delete. So a workspace that is deleted or reset only loses its number, and what
// carries that is removed later, a slice at a time.

/** What a slice removes of a table at most: some milliseconds' worth of rows. */
interface Portion {
  table: string;
  rowsMax: number;
  /** True of the rows of one workspace. */
  condition: string;
}

const withNumber = (table: string, rowsMax = 250): Portion => ({
  table,
  rowsMax,
  condition: 'workspace = ?',
});
const withOwner = (table: string, owner: string, key: string, rowsMax = 250): Portion => ({
  table,
  rowsMax,
  condition: `${key} IN (SELECT ${key} FROM ${owner} WHERE workspace = ?)`,
});

/** Every table with rows of workspaces but for those that go with the workspace. What refers to others goes before them. */
export const portions: readonly Portion[] = [
  withNumber('journal_entries', 50),
  withNumber('journals'),
  withNumber('due_work'),
  // A mebibyte each.
  withOwner('segment_export_parts', 'segment_exports', 'segment_export', 5),
  withNumber('segment_exports'),
  withNumber('receiver_properties'),
  withNumber('sends'),
  withOwner('send_ids', 'campaigns', 'campaign'),
  withNumber('schedules'),
  withNumber('campaigns'),
  withOwner('segment_sizes', 'segments', 'segment'),
  withNumber('segments'),
  withNumber('cohorts'),
  withNumber('faults'),
  withNumber('events'),
  withNumber('purchases'),
  withNumber('push_tokens'),
  withNumber('devices'),
  withNumber('aliases'),
  withNumber('deprecated_external_ids'),
  withNumber('profiles', 100),
  withOwner('profile_set_blocks', 'profile_sets', 'profile_set'),
  withNumber('profile_sets'),
];

/** Says that a number is no workspace's any more. */
export function leaveOver(database: Database, number: number): void {
  database.run('INSERT INTO leftovers (former_workspace) VALUES (?)', number);
  // The server's journal, too, shows nothing of it from now on.
  // Without the index, SQLite would read every entry of the workspace.
  const entries =
    'SELECT entry FROM journal_entries INDEXED BY journal_entries_not_let_in WHERE is_let_in = 0 AND workspace = ?';
  database.run(`DELETE FROM journal_entries WHERE entry IN (${entries})`, number);
}

/** @returns A number that rows may still carry, though no workspace has it. */
export function findLeftover(database: Database): number | undefined {
  const sql = 'SELECT min(former_workspace) AS number FROM leftovers';
  return database.get<{ number: number | null }>(sql)?.number ?? undefined;
}

/** Removes some of the rows that carry a number; once there are none, the number is forgotten. */
export function removeSlice(database: Database, number: number): void {
  for (const { table, condition, rowsMax } of portions) {
    const removed = database.run(`DELETE FROM ${table} WHERE ${condition} LIMIT ${rowsMax}`, number);
    if (removed > 0) return;
  }
  database.run('DELETE FROM leftovers WHERE former_workspace = ?', number);
}
