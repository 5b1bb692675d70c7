import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { snapshotBytesMax } from '../../domain/limits.js';
import { isSnapshotName } from '../../domain/snapshot.js';
import { fileBytes, type StoredBytes, storageFailure } from './snapshot-file.js';
import type { SnapshotStore } from './snapshot-store.js';
import { SnapshotUpload } from './snapshot-upload.js';

const suffix = '.snapshot';
/** No snapshot's name begins with a dot. */
const unfinished = /^\..*\.unfinished$/;

/** Snapshots of an emulator with a database file: files in a folder beside it. */
export class SnapshotFolder implements SnapshotStore {
  private readonly folder: string;
  /** Names of files in it that are being written to. */
  private readonly incoming = new Set<string>();
  private uploadCount = 0;

  constructor(databaseFile: string) {
    this.folder = `${databaseFile}.snapshots`;
  }

  names(): string[] {
    const files = this.files().filter((file) => file.endsWith(suffix));
    return files
      .map((file) => file.slice(0, -suffix.length))
      .filter(isSnapshotName)
      .sort();
  }

  read<T>(name: string, work: (bytes: StoredBytes) => T): T | undefined {
    if (!existsSync(this.fileOf(name))) return undefined;
    const descriptor = storageFailure(() => openSync(this.fileOf(name), 'r'));
    try {
      return work(fileBytes(descriptor));
    } finally {
      closeSync(descriptor);
    }
  }

  asFile<T>(name: string, work: (file: string) => T): T {
    return work(this.fileOf(name));
  }

  stream(name: string): Readable {
    const descriptor = storageFailure(() => openSync(this.fileOf(name), 'r'));
    return createReadStream('', { fd: descriptor });
  }

  /** To a file of another name first, which takes the place of the old one only when all of it is on the disk. */
  write(name: string, parts: readonly Uint8Array[]): void {
    const temporary = join(this.folder, `.${name}.unfinished`);
    storageFailure(() => {
      mkdirSync(this.folder, { recursive: true });
      // Left by a save that was cut off.
      for (const file of this.files()) {
        if (unfinished.test(file) && !this.incoming.has(file)) rmSync(join(this.folder, file));
      }
      rmSync(temporary, { force: true });
      try {
        writeSynced(temporary, parts);
        renameSync(temporary, this.fileOf(name));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      syncFolder(this.folder);
    });
  }

  receive(): SnapshotUpload {
    storageFailure(() => mkdirSync(this.folder, { recursive: true }));
    const file = `.upload-${process.pid}-${++this.uploadCount}.unfinished`;
    rmSync(join(this.folder, file), { force: true });
    this.incoming.add(file);
    return new SnapshotUpload(join(this.folder, file), snapshotBytesMax, () => this.incoming.delete(file));
  }

  keep(name: string, upload: SnapshotUpload): void {
    upload.finish();
    storageFailure(() => {
      renameSync(upload.file, this.fileOf(name));
      syncFolder(this.folder);
    });
  }

  delete(name: string): boolean {
    if (!existsSync(this.fileOf(name))) return false;
    storageFailure(() => rmSync(this.fileOf(name)));
    return true;
  }

  private fileOf(name: string): string {
    return join(this.folder, name + suffix);
  }

  private files(): string[] {
    if (!existsSync(this.folder)) return [];
    const entries = storageFailure(() => readdirSync(this.folder, { withFileTypes: true }));
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }
}

function writeSynced(file: string, parts: readonly Uint8Array[]): void {
  // A link that somebody left there is not followed.
  const descriptor = openSync(file, 'wx');
  try {
    for (const part of parts) {
      for (let written = 0; written < part.length; ) written += writeSync(descriptor, part, written);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** So that the new name is on the disk too. Windows cannot open a folder and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
