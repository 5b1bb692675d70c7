import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { EmulatorError, invariant } from '../../domain/errors.js';
import { snapshotsInMemoryBytesMax } from '../../domain/limits.js';
import { type StoredBytes, storageFailure } from './snapshot-file.js';
import type { SnapshotStore } from './snapshot-store.js';
import { SnapshotUpload } from './snapshot-upload.js';

/** Snapshots of an emulator without a database file. */
export class SnapshotMemory implements SnapshotStore {
  /** Each in the parts that it was written in: a copy in one piece would take its size once more. */
  private readonly snapshots = new Map<string, readonly Uint8Array[]>();

  /** @param bytesMax  Of all together. */
  constructor(private readonly bytesMax = snapshotsInMemoryBytesMax) {}

  names(): string[] {
    return [...this.snapshots.keys()].sort();
  }

  read<T>(name: string, work: (bytes: StoredBytes) => T): T | undefined {
    const parts = this.snapshots.get(name);
    return parts && work(bytesOfParts(parts));
  }

  /** SQLite attaches nothing but files, so the snapshot lies in the system's temporary folder meanwhile. */
  asFile<T>(name: string, work: (file: string) => T): T {
    const folder = temporaryFolder();
    try {
      const file = join(folder, 'snapshot');
      storageFailure(() => {
        for (const part of this.partsOf(name)) writeFileSync(file, part, { mode: 0o600, flag: 'a' });
      });
      return work(file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  stream(name: string): Readable {
    return Readable.from(this.partsOf(name));
  }

  /** @throws EmulatorError `request_too_large`. */
  write(name: string, parts: readonly Uint8Array[]): void {
    const taken = this.takenBeside(name);
    const size = sizeOf(parts);
    if (taken + size > this.bytesMax) {
      throw new EmulatorError(
        'request_too_large',
        `The snapshot has ${size} bytes, and those in memory may have ${this.bytesMax} together, of which ${taken} are taken; ` +
          'delete one, or start with a database file (--db), beside which they lie',
      );
    }
    this.snapshots.set(name, parts);
  }

  receive(): SnapshotUpload {
    const folder = temporaryFolder();
    const discard = () => rmSync(folder, { recursive: true, force: true });
    return new SnapshotUpload(join(folder, 'upload'), this.bytesMax, discard);
  }

  keep(name: string, upload: SnapshotUpload): void {
    upload.read(({ size }) => upload.assertFits(size));
    this.write(name, [storageFailure(() => readFileSync(upload.file))]);
  }

  delete(name: string): boolean {
    return this.snapshots.delete(name);
  }

  private partsOf(name: string): readonly Uint8Array[] {
    const parts = this.snapshots.get(name);
    invariant(parts !== undefined, 'only a snapshot that was found is read');
    return parts;
  }

  private takenBeside(name: string): number {
    const others = [...this.snapshots].filter(([its]) => its !== name);
    return others.reduce((sum, [, parts]) => sum + sizeOf(parts), 0);
  }
}

function temporaryFolder(): string {
  return storageFailure(() => mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-')));
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** Some parts as one. */
export function bytesOfParts(parts: readonly Uint8Array[]): StoredBytes {
  return {
    size: sizeOf(parts),
    read(position, length) {
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (const part of parts) {
        const [from, to] = [Math.max(position - start, 0), Math.min(position + length - start, part.length)];
        if (from < to) pieces.push(part.subarray(from, to));
        start += part.length;
      }
      return Buffer.concat(pieces);
    },
  };
}
