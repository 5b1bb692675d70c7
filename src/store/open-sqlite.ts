import { existsSync, readFileSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { EmulatorError, isNodeError, messageOf } from '../domain/errors.js';
import { columnFunctions } from './columns/column-functions.js';
import { listSchemaSql, type SchemaItem, schemaProblem } from './schema.js';
import { sqlFunctions } from './sql-functions.js';
import { storageError, wayOut } from './storage-failure.js';

/** Goes up with every change of schema.sql; a file of another version is refused. */
export const schemaVersion = 7;
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

/** A new database in memory. */
export function openEmpty(): Sqlite.Database {
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

/** @throws EmulatorError `storage_unusable`, and what SQLite throws. */
export function openFile(file: string): Sqlite.Database {
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
