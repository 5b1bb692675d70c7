import type Sqlite from 'better-sqlite3';
import { EmulatorError } from '../domain/errors.js';
import { keepAlive, openEmpty, openFile } from './open-sqlite.js';
import { Remembered, touchesRemembered } from './remembered.js';
import { listSchemaSql, type SchemaItem } from './schema.js';
import type { SqlValue } from './sql.js';
import { isStorageFailure, storageError, storageReason } from './storage-failure.js';

/** Thrown where a rehearsal ends, so that it is rolled back. */
const rehearsed = Symbol('rehearsed');

interface Statement {
  its: Sqlite.Statement<SqlValue[]>;
  isWriting: boolean;
  /** Whether it may change what is remembered. */
  isToForget: boolean;
}

/** One open SQLite database: prepared statements and transactions. */
export class Database {
  private readonly statements = new Map<string, Statement>();
  private readonly remembered = new Remembered();
  private readonly inSavepoint: (work: () => unknown) => unknown;
  /** Whether work runs that is one transaction, and whether SQLite has been told: it is at the first write. */
  private isInTransaction = false;
  private hasBegun = false;

  /** Goes up with every row that is changed; never down, also when a transaction is taken back. */
  changeCount = 0;

  private constructor(private readonly sqlite: Sqlite.Database) {
    // What runs inside a transaction, this makes a savepoint of.
    this.inSavepoint = sqlite.transaction((work: () => unknown) => work());
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

  /**
   * Runs `work` in one transaction: wholly, or, when it throws, not at all. Inside another it is part of that one. Nobody else
   * reads or writes meanwhile, so that SQLite begins one at the first write only: most work that merely reads needs none.
   */
  transaction<T>(work: () => T): T {
    if (this.isOpen) return work();
    return this.guarded(() => {
      this.isInTransaction = true;
      try {
        const result = work();
        if (this.hasBegun) this.statement('COMMIT').its.run();
        return result;
      } catch (error) {
        if (this.sqlite.inTransaction) this.ready('ROLLBACK').run();
        // Also when SQLite has taken everything back itself, as it does when the disk is full.
        this.remembered.forget();
        throw error;
      } finally {
        this.isInTransaction = false;
        this.hasBegun = false;
      }
    });
  }

  /** Runs `work` inside the present transaction. When it throws, only what it wrote itself is taken back. */
  attempt<T>(work: () => T): T {
    if (!this.isOpen) return this.transaction(work);
    return this.guarded(() => {
      this.begin();
      try {
        return this.inSavepoint(work) as T;
      } catch (error) {
        this.remembered.forget();
        throw error;
      }
    });
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
    return this.guarded(() => this.ready(sql).all(...parameters) as Row[]);
  }

  get<Row>(sql: string, ...parameters: SqlValue[]): Row | undefined {
    return this.guarded(() => this.ready(sql).get(...parameters) as Row | undefined);
  }

  /**
   * What `read` finds in tables that nearly every request reads and few change (`remembered.ts`), kept until one of them is
   * written. Nobody may change it.
   *
   * @param key  What is read, and of whom.
   */
  remember<Value>(key: string, read: () => Value): Value {
    return this.remembered.get(key, read);
  }

  /** The row of a query that always has one: an aggregate, or what the caller holds the number of. */
  one<Row>(sql: string, ...parameters: SqlValue[]): Row {
    const row = this.get<Row>(sql, ...parameters);
    if (row === undefined) throw new Error(`Invariant broken: no row for ${sql}`);
    return row;
  }

  /** @returns The number of rows that were changed. */
  run(sql: string, ...parameters: SqlValue[]): number {
    const { changes } = this.guarded(() => this.ready(sql).run(...parameters));
    this.changeCount += changes;
    return changes;
  }

  /** Inserts one row and returns its rowid. */
  insert(sql: string, ...parameters: SqlValue[]): number {
    this.changeCount++;
    return Number(this.guarded(() => this.ready(sql).run(...parameters)).lastInsertRowid);
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
      this.statement('ATTACH ? AS snapshot').its.run(file);
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

  /** A statement that is about to run. */
  private ready(sql: string): Sqlite.Statement<SqlValue[]> {
    const { its, isWriting, isToForget } = this.statement(sql);
    if (isWriting) this.begin();
    if (isToForget) this.remembered.forget();
    return its;
  }

  /** Whether there is a transaction, or one to begin at the first write. */
  private get isOpen(): boolean {
    return this.isInTransaction || this.sqlite.inTransaction;
  }

  private begin(): void {
    if (this.hasBegun || !this.isInTransaction) return;
    this.statement('BEGIN IMMEDIATE').its.run();
    this.hasBegun = true;
  }

  private statement(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      const its = this.sqlite.prepare<SqlValue[]>(sql);
      const isWriting = !its.readonly;
      const isToForget = sql === 'ROLLBACK' || (isWriting && touchesRemembered(sql));
      statement = { its, isWriting, isToForget };
      this.statements.set(sql, statement);
    }
    return statement;
  }
}
