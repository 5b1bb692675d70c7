import { existsSync, readFileSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { EmulatorError, isNodeError, messageOf } from '../domain/errors.js';
import { columnFunctions } from './columns/column-functions.js';
import { listSchemaSql, type SchemaItem, schemaProblem } from './schema.js';
import type { SqlValue } from './sql.js';
import { sqlFunctions } from './sql-functions.js';
import { isStorageFailure, storageError, storageReason, wayOut } from './storage-failure.js';

/** Goes up with every change of schema.sql; a file of another version is refused. */
export const schemaVersion = 6;
/** Marks a SQLite file as ours ("brze"). */
const applicationId = 0x62727a65;

const schemaUrl = new URL('../../schema.sql', import.meta.url);

/**
 * better-sqlite3 12 aborts the process when one of its objects is garbage collected while no JavaScript runs, if it was
 * compiled with the headers of Node 24.19 or later, as on a machine that cannot download the compiled file. (Version 13
 * does not, but needs Node 22.) So on such a Node none is ever let go; a closed database keeps some 30 KB.
 */
const keptAlive: unknown[] = [];
const [nodeMajor = 0, nodeMinor = 0] = process.versions.node.split('.').map(Number);
const isCollectionFatal = nodeMajor > 24 || (nodeMajor === 24 && nodeMinor >= 19);

/** Lets an object of better-sqlite3 live as long as the process where its collection would be fatal. */
export function keepAlive<Thing>(thing: Thing): Thing {
  if (isCollectionFatal) keptAlive.push(thing);
  return thing;
}

/** Thrown where a rehearsal ends, so that it is rolled back. */
const rehearsed = Symbol('rehearsed');

type Statement = Sqlite.Statement<SqlValue[]>;

/** One open SQLite database: prepared statements and transactions. The only place that knows better-sqlite3. */
export class Database {
  private readonly statements = new Map<string, Statement>();
  private readonly inTransaction: (work: () => unknown) => unknown;

  /** Goes up with every row that is changed; never down, also when a transaction is taken back. */
  changeCount = 0;

  private constructor(private readonly sqlite: Sqlite.Database) {
    this.inTransaction = sqlite.transaction((work: () => unknown) => work()).immediate;
    keepAlive(this);
  }

  /**
   * Opens a database, in memory when no file is named. A file is kept in WAL mode: what a transaction wrote survives a
   * killed process.
   *
   * @throws EmulatorError `storage_unusable` when the file is not ours, of another version, in use, or unreadable; the
   * file is then left untouched. Also when SQLite's compiled module is not there for this Node.
   */
  static open(file?: string): Database {
    if (file === undefined) {
      return new Database(openEmpty());
    }
    try {
      return new Database(openFile(file));
    } catch (error) {
      if (error instanceof EmulatorError) throw error;
      throw storageError(file, storageReason(error));
    }
  }

  /** The database file, `null` in memory. */
  get file(): string | null {
    return this.sqlite.memory ? null : this.sqlite.name;
  }

  /** Runs `work` in one transaction: wholly, or, when it throws, not at all. Inside another it is part of that one. */
  transaction<T>(work: () => T): T {
    if (this.sqlite.inTransaction) return work();
    return this.attempt(work);
  }

  /** Runs `work` inside the present transaction. When it throws, only what it wrote itself is taken back. */
  attempt<T>(work: () => T): T {
    return this.guarded(() => this.inTransaction(work) as T);
  }

  /** Runs `work` and takes back what it wrote: what it returns, or throws, is what would happen. */
  rehearse<T>(work: () => T): T {
    let result: unknown;
    try {
      this.attempt(() => {
        result = work();
        throw rehearsed;
      });
    } catch (error) {
      if (error !== rehearsed) throw error;
    }
    return result as T;
  }

  all<Row>(sql: string, ...parameters: SqlValue[]): Row[] {
    return this.guarded(() => this.statement(sql).all(...parameters) as Row[]);
  }

  get<Row>(sql: string, ...parameters: SqlValue[]): Row | undefined {
    return this.guarded(() => this.statement(sql).get(...parameters) as Row | undefined);
  }

  /** The row of a query that always has one: an aggregate, or what the caller holds the number of. */
  one<Row>(sql: string, ...parameters: SqlValue[]): Row {
    const row = this.get<Row>(sql, ...parameters);
    if (row === undefined) throw new Error(`Invariant broken: no row for ${sql}`);
    return row;
  }

  /** @returns The number of rows that were changed. */
  run(sql: string, ...parameters: SqlValue[]): number {
    const { changes } = this.guarded(() => this.statement(sql).run(...parameters));
    this.changeCount += changes;
    return changes;
  }

  /** Inserts one row and returns its rowid. */
  insert(sql: string, ...parameters: SqlValue[]): number {
    this.changeCount++;
    return Number(this.guarded(() => this.statement(sql).run(...parameters)).lastInsertRowid);
  }

  /** What everything takes up in the file or in memory. */
  get sizeBytes(): number {
    const sql = 'SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size';
    return this.one<{ size: number }>(sql).size;
  }

  /** All pages as they would stand in a file. */
  serialize(schema: 'main' | 'snapshot'): Buffer {
    return this.guarded(() => this.sqlite.serialize({ attached: schema }));
  }

  /**
   * Runs `work` with another database attached as `snapshot`, and without foreign keys being looked after, which a copy
   * of many rows would spend most of its time on. Neither can be had inside a transaction: `work` opens its own.
   *
   * @param file  A database file, or `:memory:` for an empty one.
   */
  withSnapshot<T>(file: string, work: () => T): T {
    return this.guarded(() => {
      this.statement('ATTACH ? AS snapshot').run(file);
      this.sqlite.exec('PRAGMA foreign_keys = OFF');
      try {
        return this.withCheckedCells(work);
      } finally {
        this.sqlite.exec('PRAGMA foreign_keys = ON; DETACH snapshot');
      }
    });
  }

  /**
   * Runs `work`, which reads what somebody else may have written: SQLite then looks, of every page, whether its cells have the
   * sizes that it has room for. A page that is read through the memory map is looked at each time, which takes as long as
   * what is done with it, so that it is not done for good.
   */
  withCheckedCells<T>(work: () => T): T {
    this.sqlite.exec('PRAGMA cell_size_check = ON');
    try {
      return work();
    } finally {
      this.sqlite.exec('PRAGMA cell_size_check = OFF');
    }
  }

  /** What is wrong with the pages and indexes of the attached snapshot, as SQLite says it. */
  snapshotDamage(): string | undefined {
    const [first] = this.all<{ integrity_check: string }>('PRAGMA snapshot.integrity_check(1)');
    return first?.integrity_check === 'ok' ? undefined : (first?.integrity_check ?? 'it is empty');
  }

  schemaOf(schema: 'main' | 'snapshot'): SchemaItem[] {
    return this.all<SchemaItem>(listSchemaSql(schema));
  }

  /** Truncates the write-ahead log and closes. @throws EmulatorError `storage_unusable` when the log cannot be; it stays. */
  close(): void {
    if (!this.sqlite.open) return;
    try {
      this.guarded(() => {
        if (!this.sqlite.memory) this.sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      });
    } finally {
      this.sqlite.close();
    }
  }

  /** @throws EmulatorError `storage_unusable` for what is no defect: a disk or a file that cannot be read or written. */
  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw isStorageFailure(error) ? this.unusable(storageReason(error), error) : error;
    }
  }

  /** The refusal to go on with this storage. @param reason  A sentence without its end. */
  unusable(reason: string, cause?: unknown): EmulatorError {
    return storageError(this.file, reason, cause);
  }

  private statement(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) this.statements.set(sql, (statement = this.sqlite.prepare(sql)));
    return statement;
  }
}

function openEmpty(): Sqlite.Database {
  const sqlite = openSqlite(':memory:');
  prepareConnection(sqlite);
  createSchema(sqlite);
  return sqlite;
}

function openSqlite(file: string, options?: Sqlite.Options): Sqlite.Database {
  try {
    return keepAlive(new Sqlite(file, options));
  } catch (error) {
    const problem = nativeModuleProblem(error);
    throw problem === undefined ? error : new EmulatorError('storage_unusable', problem);
  }
}

/** What to do about a compiled module that cannot be loaded; `undefined` for any other error. */
export function nativeModuleProblem(error: unknown): string | undefined {
  const node = `Node ${process.versions.node} (${process.platform} ${process.arch})`;
  const text = messageOf(error);
  if (text.startsWith('Could not locate the bindings file')) {
    return (
      `better-sqlite3 has no compiled module for ${node}, because its install script did not run: run ` +
      '`npm rebuild better-sqlite3`, or with pnpm `pnpm approve-builds` and then `pnpm rebuild better-sqlite3`'
    );
  }
  if (!isNodeError(error) || error.code !== 'ERR_DLOPEN_FAILED') return undefined;
  const reason = text.includes('NODE_MODULE_VERSION')
    ? 'was compiled for another version of Node'
    : `cannot be loaded (${text.split('\n')[0]})`;
  return (
    `better-sqlite3 ${reason}, and this is ${node}: run \`npm rebuild better-sqlite3\` (with pnpm ` +
    '`pnpm rebuild better-sqlite3`) with this Node'
  );
}

function openFile(file: string): Sqlite.Database {
  const isNew = !existsSync(file);
  if (!isNew) {
    if (!statSync(file).isFile()) throw storageError(file, 'it is no regular file; name another');
    assertReadable(file);
  }
  const sqlite = openSqlite(file, { timeout: 0 });
  try {
    // Exclusive: a second emulator on the same file is refused instead of silently sharing it.
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
    // NORMAL survives a killed process; only a power cut may lose the last transactions.
    sqlite.exec('PRAGMA synchronous = NORMAL');
    prepareConnection(sqlite);
    sqlite.transaction(() => {
      if (readNumber(sqlite, 'PRAGMA user_version') === 0) createSchema(sqlite);
    })();
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Looks without writing, so that a refused file stays as it was. */
function assertReadable(file: string): void {
  const sqlite = openSqlite(file, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    const version = readNumber(sqlite, 'PRAGMA user_version');
    const itsApplicationId = readNumber(sqlite, 'PRAGMA application_id');
    const tables = readNumber(sqlite, 'SELECT count(*) FROM sqlite_schema');
    if (tables === 0 && version === 0) return; // An empty file, or one whose first start was cut off.
    if (itsApplicationId !== applicationId) throw storageError(file, 'it is not a database of this emulator');
    if (version > schemaVersion) {
      throw storageError(
        file,
        `it was written by a newer version of the emulator (schema ${version}, this one reads ${schemaVersion}); upgrade, or name another file`,
      );
    }
    if (version < schemaVersion) {
      throw storageError(
        file,
        `it was written by an older version of the emulator (schema ${version}, this one reads ${schemaVersion}); delete it, or name another file`,
      );
    }
    const problem = schemaProblem(schemaOf(sqlite), ownSchema());
    if (problem !== undefined) throw storageError(file, `${problem}; ${wayOut}`);
  } finally {
    sqlite.close();
  }
}

function schemaOf(sqlite: Sqlite.Database): SchemaItem[] {
  return keepAlive(sqlite.prepare<[], SchemaItem>(listSchemaSql('main'))).all();
}

/** The schema that `schema.sql` makes, as SQLite keeps it. */
function ownSchema(): SchemaItem[] {
  const sqlite = openEmpty();
  try {
    return schemaOf(sqlite);
  } finally {
    sqlite.close();
  }
}

function prepareConnection(sqlite: Sqlite.Database): void {
  sqlite.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY');
  // What a schema calls is SQLite's own functions.
  sqlite.exec('PRAGMA trusted_schema = OFF');
  // 64 MiB hold the index of external ids of about two million profiles.
  sqlite.exec('PRAGMA cache_size = -65536');
  // A page that is not in that cache is read from the operating system's without a call and a copy.
  sqlite.exec('PRAGMA mmap_size = 1073741824');
  for (const [name, run] of Object.entries({ ...sqlFunctions(), ...columnFunctions() }))
    sqlite.function(name, { deterministic: true, directOnly: true }, run);
}

function createSchema(sqlite: Sqlite.Database): void {
  sqlite.exec(readFileSync(schemaUrl, 'utf8'));
  sqlite.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
}

function readNumber(sqlite: Sqlite.Database, sql: string): number {
  return Number(keepAlive(sqlite.prepare(sql).pluck()).get());
}
