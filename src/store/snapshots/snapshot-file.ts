import { createHash } from 'node:crypto';
import { fstatSync, readSync } from 'node:fs';
import { EmulatorError, invariant, isNodeError } from '../../domain/errors.js';
import type { SnapshotDescription } from '../../domain/snapshot.js';
import { rowNumberMax, timeWithin } from '../columns/ranges.js';
import { jsonProblem, nullable, object, text, wholeWithin } from '../columns/shape.js';
import { schemaVersion } from '../open-sqlite.js';
import { readJson } from '../read-json.js';

// A snapshot file is a SQLite database, followed by a description as JSON, its length in four bytes, the SHA-256 of
// everything before, and a mark. SQLite does not look beyond its last page, so any tool for SQLite opens the file.

/** Where the bytes of a snapshot are. */
export interface StoredBytes {
  readonly size: number;
  read(position: number, length: number): Buffer;
}

const mark = Buffer.from('braze-snapshot-1');
const digestBytes = 32;
const lengthBytes = 4;
const tailBytes = lengthBytes + digestBytes + mark.length;

/** Marks the SQLite part as a snapshot ("brzs"), so that it is not taken for a database to serve from. */
const applicationId = 0x62727a73;
/** Offsets in the header of a SQLite file, as its documentation gives them. */
const headerBytes = 100;
const headerStart = Buffer.from('SQLite format 3\0');
const writeVersionAt = 18;
const readVersionAt = 19;
const userVersionAt = 60;
const applicationIdAt = 68;

const description = object<SnapshotDescription>({
  createdAt: wholeWithin(...timeWithin),
  workspace: nullable(object<{ id: string; name: string }>({ id: text, name: text })),
  workspaceCount: wholeWithin(0, rowNumberMax),
});

/** The parts of a snapshot file. @param image  A whole SQLite database; its header is written to. @param its  What it says about itself. */
export function snapshotFile(image: Buffer, its: SnapshotDescription): Buffer[] {
  // In write-ahead mode SQLite would want further files beside it.
  image[writeVersionAt] = 1;
  image[readVersionAt] = 1;
  image.writeInt32BE(schemaVersion, userVersionAt);
  image.writeInt32BE(applicationId, applicationIdAt);
  const said = Buffer.from(JSON.stringify(its));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(said.length);
  const hash = createHash('sha256');
  for (const part of [image, said, length]) hash.update(part);
  return [image, said, length, hash.digest(), mark];
}

/**
 * What a snapshot says about itself. Only its beginning and its end are read.
 *
 * @throws EmulatorError `snapshot_unusable`.
 */
export function readDescription(bytes: StoredBytes): SnapshotDescription {
  if (!bytes.read(0, headerStart.length).equals(headerStart)) throw unusable('it is not a SQLite database');
  const tail = tailOf(bytes);
  const header = bytes.read(0, headerBytes);
  if (tail === undefined || header.readInt32BE(applicationIdAt) !== applicationId) {
    throw unusable('it is no snapshot of this emulator, or its end is missing');
  }
  const version = header.readInt32BE(userVersionAt);
  if (version !== schemaVersion) {
    const age = version > schemaVersion ? 'a newer' : 'an older';
    throw unusable(
      `it was saved by ${age} version of the emulator (schema ${version}, this one reads ${schemaVersion})`,
    );
  }
  const textAt = bytes.size - tailBytes - tail.textBytes;
  const said = bytes.read(textAt, tail.textBytes).toString();
  const problem = jsonProblem(said, description);
  if (problem !== undefined) throw unusable(`it is damaged: in its description, ${problem}`);
  return readJson<SnapshotDescription>(said);
}

/**
 * Reads a snapshot whole, so that damage is found before anything is done with it.
 *
 * @throws EmulatorError `snapshot_unusable`.
 */
export function verifySnapshot(bytes: StoredBytes): SnapshotDescription {
  const its = readDescription(bytes);
  const tail = tailOf(bytes);
  invariant(tail !== undefined, 'what has a description has an end');
  const end = bytes.size - digestBytes - mark.length;
  const chunkBytes = 1024 * 1024;
  const hash = createHash('sha256');
  for (let position = 0; position < end; position += chunkBytes) {
    hash.update(bytes.read(position, Math.min(chunkBytes, end - position)));
  }
  if (!hash.digest().equals(tail.digest)) {
    throw unusable('it is damaged: its checksum does not fit its content');
  }
  return its;
}

function tailOf(bytes: StoredBytes): { textBytes: number; digest: Buffer } | undefined {
  if (bytes.size < headerBytes + tailBytes) return undefined;
  const tail = bytes.read(bytes.size - tailBytes, tailBytes);
  const textBytes = tail.readUInt32BE(0);
  const isWhole = tail.subarray(lengthBytes + digestBytes).equals(mark);
  if (!isWhole || textBytes > bytes.size - tailBytes - headerBytes) return undefined;
  return { textBytes, digest: tail.subarray(lengthBytes, lengthBytes + digestBytes) };
}

/** The bytes of an open file. */
export function fileBytes(descriptor: number): StoredBytes {
  return {
    size: fstatSync(descriptor).size,
    read(position, length) {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
    },
  };
}

/** @throws EmulatorError `storage_unusable` for what the file system refuses: no room, no permission. */
export function storageFailure<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isNodeError(error) || error.syscall === undefined) throw error;
    throw new EmulatorError('storage_unusable', `Cannot read or write the snapshot: ${error.message}`);
  }
}

export function unusable(reason: string): EmulatorError {
  return new EmulatorError('snapshot_unusable', `Cannot use the snapshot: ${reason}`);
}
