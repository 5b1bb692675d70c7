import type Sqlite from 'better-sqlite3';
import { EmulatorError, isError, messageOf } from '../domain/errors.js';

/** What SQLite found wrong with the rows or pages it was given; `undefined` for any other error. */
export function contentProblem(error: unknown): string | undefined {
  const cause = error instanceof EmulatorError ? error.cause : error;
  const isContent =
    isSqliteError(cause) && !/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|NOMEM|BUSY|LOCKED|PERM)/.test(cause.code);
  return isContent ? cause.message : undefined;
}

/** Errors of SQLite that are neither a defect nor a refusal: the disk, or what lies on it. */
export function isStorageFailure(error: unknown): boolean {
  return (
    isSqliteError(error) &&
    /^SQLITE_(CORRUPT|NOTADB|FULL|IOERR|READONLY|CANTOPEN|PERM|BUSY|LOCKED|PROTOCOL|NOLFS)/.test(error.code)
  );
}

/** Also one of another realm: in Jest the native module, and with it the class, is that of the first test file. */
function isSqliteError(error: unknown): error is InstanceType<typeof Sqlite.SqliteError> {
  return isError(error) && error.name === 'SqliteError';
}

/** What somebody can do whose storage is damaged or full of foreign values. */
export const wayOut = 'restore a snapshot, name another file, or delete this one';

export function storageError(file: string | null, reason: string, cause?: unknown): EmulatorError {
  const storage = file === null ? 'the storage in memory' : `database file ${file}`;
  return new EmulatorError('storage_unusable', `Cannot use ${storage}: ${reason}`, {}, { cause });
}

/** The cause, and the way out. */
export function storageReason(error: unknown): string {
  const code = isSqliteError(error) ? error.code : '';
  if (code === 'SQLITE_NOTADB') return `it is not a SQLite database, or its beginning is damaged; ${wayOut}`;
  if (code.startsWith('SQLITE_CORRUPT')) return `it is damaged; ${wayOut}`;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return 'another process is using it';
  }
  if (code.startsWith('SQLITE_FULL')) return 'the disk is full; make room, and try again';
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) {
    return 'it, or its folder, may not be written; make both writable, or name another file';
  }
  if (code.startsWith('SQLITE_CANTOPEN'))
    return 'it cannot be opened; does its folder exist, and may it be written?';
  if (code.startsWith('SQLITE_IOERR')) {
    return `the disk does not read or write it (${code}); look at the disk and its room, and start again`;
  }
  return messageOf(error);
}
