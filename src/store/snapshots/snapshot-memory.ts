import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { invariant } from '../../domain/errors.js';
import type { StoredBytes } from './snapshot-file.js';
import { storageFailure } from './snapshot-folder.js';
import type { SnapshotStore } from './snapshot-store.js';

/** Snapshots of an emulator without a database file. */
export class SnapshotMemory implements SnapshotStore {
  private readonly snapshots = new Map<string, Buffer>();

  names(): string[] {
    return [...this.snapshots.keys()].sort();
  }

  read<T>(name: string, work: (bytes: StoredBytes) => T): T | undefined {
    const bytes = this.snapshots.get(name);
    return bytes && work(bufferBytes(bytes));
  }

  /** SQLite attaches nothing but files, so the snapshot lies in the system's temporary folder meanwhile. */
  asFile<T>(name: string, work: (file: string) => T): T {
    const folder = storageFailure(() => mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-')));
    try {
      const file = join(folder, 'snapshot');
      storageFailure(() => writeFileSync(file, this.bytesOf(name), { mode: 0o600 }));
      return work(file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  stream(name: string): Readable {
    return Readable.from([this.bytesOf(name)]);
  }

  write(name: string, parts: readonly Uint8Array[]): void {
    this.snapshots.set(name, Buffer.concat(parts));
  }

  delete(name: string): boolean {
    return this.snapshots.delete(name);
  }

  private bytesOf(name: string): Buffer {
    const bytes = this.snapshots.get(name);
    invariant(bytes !== undefined, 'only a snapshot that was found is read');
    return bytes;
  }
}

export function bufferBytes(bytes: Buffer): StoredBytes {
  return {
    size: bytes.length,
    read: (position, length) => bytes.subarray(position, position + length),
  };
}
