import type { Readable } from 'node:stream';
import type { StoredBytes } from './snapshot-file.js';
import type { SnapshotUpload } from './snapshot-upload.js';

/** Where snapshots are kept, by name. */
export interface SnapshotStore {
  /** In alphabetical order. */
  names(): string[];
  /** Runs `work` on the bytes of a snapshot. @returns `undefined` when there is none of that name. */
  read<T>(name: string, work: (bytes: StoredBytes) => T): T | undefined;
  /** Runs `work` while a snapshot that is there can be opened as a file. */
  asFile<T>(name: string, work: (file: string) => T): T;
  /** The bytes of a snapshot that is there, as they are now, also when it is replaced while they are read. */
  stream(name: string): Readable;
  /** Keeps a snapshot under a name, in place of the one that has it: the process may end at any moment. */
  write(name: string, parts: readonly Uint8Array[]): void;
  /** Begins to take a file in, which is nobody's snapshot yet. */
  receive(): SnapshotUpload;
  /** Keeps what has come in under a name, as `write` does. */
  keep(name: string, upload: SnapshotUpload): void;
  /** @returns False when there is none of that name. */
  delete(name: string): boolean;
}
