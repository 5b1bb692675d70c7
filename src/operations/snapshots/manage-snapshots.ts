import type { Readable } from 'node:stream';
import { EmulatorError } from '../../domain/errors.js';
import { assertSnapshotName, type Snapshot } from '../../domain/snapshot.js';
import { readDescription, type StoredBytes, verifySnapshot } from '../../store/snapshots/snapshot-file.js';
import { bytesOfParts } from '../../store/snapshots/snapshot-memory.js';
import { SnapshotUpload } from '../../store/snapshots/snapshot-upload.js';
import type { Context } from '../context.js';

/** By name. One that cannot be read is listed with the reason; damage within it is found when it is restored. */
export function listSnapshots(context: Context): Snapshot[] {
  return context.snapshots.names().map((name) => viewSnapshot(context, name));
}

/** The whole file of a snapshot. @throws EmulatorError `snapshot_not_found`. */
export function openSnapshot(context: Context, name: string): { sizeBytes: number; content: Readable } {
  const sizeBytes = readSnapshot(context, name, (bytes) => bytes.size);
  return { sizeBytes, content: context.snapshots.stream(name) };
}

/**
 * Begins to take in a file, for `importSnapshot`. Whoever asked for it discards it at the end, whatever happened.
 *
 * @throws EmulatorError `invalid_request` for the name, `snapshot_exists`, `storage_unusable`.
 */
export function receiveSnapshot(context: Context, name: string, shouldReplace = false): SnapshotUpload {
  assertSnapshotName(name);
  assertNameIsFree(context, name, shouldReplace);
  return context.snapshots.receive();
}

/**
 * Keeps a file that `openSnapshot` gave, of this server or of another one of the same version.
 *
 * @param file  Its bytes, or all of it as `receiveSnapshot` took it in.
 * @param shouldReplace  Whether a snapshot of that name may be there already.
 * @throws EmulatorError `invalid_request` for the name, `snapshot_exists`, `snapshot_unusable` for a file that is damaged
 * or of another version; then nothing has changed.
 */
export function importSnapshot(
  context: Context,
  name: string,
  file: Uint8Array | SnapshotUpload,
  shouldReplace = false,
): Snapshot {
  assertSnapshotName(name);
  assertNameIsFree(context, name, shouldReplace);
  if (file instanceof SnapshotUpload) {
    file.read(verifySnapshot);
    context.snapshots.keep(name, file);
  } else {
    verifySnapshot(bytesOfParts([file]));
    // A copy: the caller may go on with what is its own.
    context.snapshots.write(name, [Buffer.from(file)]);
  }
  return viewSnapshot(context, name);
}

/** @throws EmulatorError `snapshot_not_found`. */
export function deleteSnapshot(context: Context, name: string): void {
  assertSnapshotName(name);
  if (!context.snapshots.delete(name)) throw notFound(name);
}

/** @throws EmulatorError `snapshot_exists`. */
export function assertNameIsFree(context: Context, name: string, shouldReplace: boolean): void {
  if (shouldReplace || context.snapshots.read(name, () => true) === undefined) return;
  throw new EmulatorError(
    'snapshot_exists',
    `There is a snapshot '${name}' already; say that it may be replaced ("replace": true, --replace), or choose another name`,
    { path: 'name' },
  );
}

/** @throws EmulatorError `snapshot_not_found`. */
export function viewSnapshot(context: Context, name: string): Snapshot {
  return readSnapshot(context, name, (bytes) => {
    const sizeBytes = bytes.size;
    try {
      return { name, sizeBytes, description: readDescription(bytes), problem: null };
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      return { name, sizeBytes, description: null, problem: error.message };
    }
  });
}

/** @throws EmulatorError `invalid_request` for the name, `snapshot_not_found`. */
export function readSnapshot<T extends object | number>(
  context: Context,
  name: string,
  work: (bytes: StoredBytes) => T,
): T {
  assertSnapshotName(name);
  const result = context.snapshots.read(name, work);
  if (result === undefined) throw notFound(name);
  return result;
}

function notFound(name: string): EmulatorError {
  return new EmulatorError('snapshot_not_found', `There is no snapshot '${name}'`);
}
