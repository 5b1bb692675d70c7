import { blockOf, hasBit, profileSetSize } from '../../domain/profile-set.js';
import type { SegmentDefinition } from '../../domain/segments/definition.js';
import { usedSegmentIds } from '../../domain/segments/filter-places.js';
import { rowNumberMax } from '../columns/ranges.js';
import type { Database } from '../database.js';
import { findProfileSet } from '../profile-sets.js';
import { readJson } from '../read-json.js';
import { listTables, type Table, type WorkspaceTable, workspaceTables } from '../snapshots/tables.js';
import { RowProblem, TableCheck } from './row-check.js';

// What is read from a file is not trusted: rows are held to the description in columns.ts before anything relies on them.
// The server's own tables when a storage is opened, those of a workspace before it is used for the first time.

/** Tables with rows of workspaces by which the server finds a workspace and its keys. */
const keyTables = new Set([
  'workspaces',
  'workspace_partners',
  'data_import_keys',
  'rest_api_keys',
  'journals',
]);

/** Profiles, or entries of a journal, that are looked at in one go. */
const profilesPerStep = 500;
const entriesPerStep = 20;

/** The check of all rows of one database. */
export class RowChecks {
  private readonly tables: Table[];
  private readonly ofWorkspaces: { table: WorkspaceTable; check: TableCheck }[];

  constructor(private readonly database: Database) {
    this.tables = listTables(database);
    this.ofWorkspaces = workspaceTables(this.tables).map((table) => ({
      table,
      check: new TableCheck(database, table.name),
    }));
  }

  /**
   * Looks at what a start, and a request before it has entered a workspace, relies on: as long as there are workspaces and
   * keys, however much is in them.
   *
   * @throws RowProblem
   */
  checkServer(): void {
    const { database } = this;
    const names = new Set(this.ofWorkspaces.map(({ table }) => table.name));
    this.checkNumbering();
    for (const table of this.tables) {
      if (names.has(table.name) && !keyTables.has(table.name)) continue;
      // A blueprint is read by the reset of its workspace, and may be large.
      new TableCheck(database, table.name, table.name === 'workspaces' ? ['blueprint'] : []).check('true');
    }
    const { count } = database.one<{ count: number }>('SELECT count(*) AS count FROM journal_total');
    if (count !== 1) throw new RowProblem(`table journal_total has ${count} rows instead of one`);
  }

  /** Looks at what new rows get their numbers from, and ids their randomness. @throws RowProblem */
  checkNumbering(): void {
    checkSequences(this.database);
    for (const table of this.tables) checkNumbers(this.database, table);
    new TableCheck(this.database, 'random_positions').check('true');
  }

  /**
   * Looks at all that belongs to a workspace, a little at a time: between two steps others may be let in.
   *
   * @param workspace  Its number.
   * @throws RowProblem
   */
  *checkWorkspace(workspace: number): Generator<undefined> {
    for (const { table, check } of this.ofWorkspaces) {
      if (table.name === 'journal_entries') yield* this.checkEntries(check, 'workspace = ?', workspace);
      else if (table.columns.includes('number')) yield* this.checkByProfile(check, workspace);
      else {
        check.check(table.condition, workspace);
        yield;
      }
    }
    yield* this.checkEveryone(workspace);
    this.checkNesting(workspace);
  }

  /** Looks at the requests that were let into no workspace, in the same way. @throws RowProblem */
  *checkServerJournal(): Generator<undefined> {
    yield* this.checkEntries(new TableCheck(this.database, 'journal_entries'), 'is_let_in = 0');
  }

  private *checkEntries(check: TableCheck, where: string, ...parameters: number[]): Generator<undefined> {
    const sql = `SELECT entry FROM journal_entries WHERE ${where} AND entry >= ? ORDER BY entry LIMIT 1 OFFSET ?`;
    let from: number | undefined = 0;
    // The first step begins below 0, where no entry should be.
    for (let isFirst = true; from !== undefined; isFirst = false) {
      const next: { entry: number } | undefined = this.database.get(sql, ...parameters, from, entriesPerStep);
      const bounds = [...(isFirst ? [] : [`entry >= ${from}`]), ...(next ? [`entry < ${next.entry}`] : [])];
      check.check([where, ...bounds].join(' AND '), ...parameters);
      yield;
      from = next?.entry;
    }
  }

  private *checkByProfile(check: TableCheck, workspace: number): Generator<undefined> {
    const sql =
      'SELECT number FROM profiles WHERE workspace = ? AND number >= ? ORDER BY number LIMIT 1 OFFSET ?';
    let from: number | undefined = 0;
    for (let isFirst = true; from !== undefined; isFirst = false) {
      const next: { number: number } | undefined = this.database.get(sql, workspace, from, profilesPerStep);
      const condition = `workspace = ?${isFirst ? '' : ' AND number >= ?'}${next ? ' AND number < ?' : ''}`;
      check.check(condition, workspace, ...(isFirst ? [] : [from]), ...(next ? [next.number] : []));
      yield;
      from = next?.number;
    }
  }

  /** Everyone are the profiles that are there: no more and no less. */
  private *checkEveryone(workspace: number): Generator<undefined> {
    const { everyone_set: set } = this.database.one<{ everyone_set: number }>(
      'SELECT everyone_set FROM workspaces WHERE workspace = ?',
      workspace,
    );
    const everyone = findProfileSet(this.database, set);
    const sql = 'SELECT number FROM profiles WHERE workspace = ? AND number > ? ORDER BY number LIMIT ?';
    let count = 0;
    for (let last = -1; ; ) {
      const rows = this.database.all<{ number: number }>(sql, workspace, last, profilesPerStep);
      const isMissing = rows.some(({ number }) => {
        const block = everyone.get(blockOf(number));
        return block === undefined || !hasBit(block, number);
      });
      count += rows.length;
      if (isMissing || (rows.length < profilesPerStep && count !== profileSetSize(everyone))) {
        throw new RowProblem(
          `table profile_set_blocks, rows with profile_set ${set}: they are not the profiles of the workspace`,
        );
      }
      if (rows.length < profilesPerStep) return;
      last = rows.at(-1)!.number;
      yield;
    }
  }

  /** Segments nest one level deep, so none leads back to itself. */
  private checkNesting(workspace: number): void {
    const rows = this.database.all<{ id: string; segment: number; definition: string }>(
      'SELECT id, segment, definition FROM segments WHERE workspace = ?',
      workspace,
    );
    const users = rows
      .map(({ id, segment, definition }) => ({
        id,
        segment,
        used: usedSegmentIds(readJson<SegmentDefinition>(definition)),
      }))
      .filter(({ used }) => used.size > 0);
    const isUser = new Set(users.map(({ id }) => id));
    const nested = users.find(({ used }) => [...used].some((id) => isUser.has(id)));
    if (nested === undefined) return;
    throw new RowProblem(
      `table segments, row with segment ${nested.segment}, column definition: it uses a segment that uses segments`,
    );
  }
}

/** Numbers that are given next count on from these. */
function checkSequences(database: Database): void {
  const rows = database.all<{ name: string; seq: unknown }>('SELECT name, seq FROM sqlite_sequence');
  for (const { name, seq } of rows) {
    const isNumber = typeof seq === 'number' && Number.isInteger(seq) && seq >= 0 && seq <= rowNumberMax;
    if (!isNumber) throw new RowProblem(`table sqlite_sequence, row of ${name}: it is no number of rows`);
  }
  if (new Set(rows.map(({ name }) => name)).size < rows.length) {
    throw new RowProblem('table sqlite_sequence has two rows of one table');
  }
}

/** The highest numbers, which new rows get theirs from. No row may wait for a workspace that is still to come. */
function checkNumbers(database: Database, { name, numberColumn, columns }: Table): void {
  if (numberColumn !== undefined) {
    const sql = `SELECT max(${numberColumn}) AS number FROM main.${name}`;
    const { number } = database.one<{ number: number | null }>(sql);
    if (number !== null && number > rowNumberMax) {
      throw new RowProblem(
        `table ${name}, row with ${numberColumn} ${number}: it leaves no numbers for further rows`,
      );
    }
  }
  if (!columns.includes('workspace')) return;
  const sql = `SELECT workspace AS number, typeof(workspace) AS type FROM main.${name} ORDER BY workspace DESC LIMIT 1`;
  const last = database.get<{ number: number; type: string }>(sql);
  if (last === undefined) return;
  const { given } = database.one<{ given: number }>(
    "SELECT coalesce(max(seq), 0) AS given FROM sqlite_sequence WHERE name = 'workspaces'",
  );
  if (last.type !== 'integer' || last.number > given) {
    throw new RowProblem(`table ${name}: a row belongs to a workspace that never was`);
  }
}
