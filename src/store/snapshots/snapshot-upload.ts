import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { EmulatorError } from '../../domain/errors.js';
import { fileBytes, type StoredBytes, storageFailure } from './snapshot-file.js';

/** A snapshot that comes in: a file that grows, so that its size is nobody's memory. */
export class SnapshotUpload {
  private readonly descriptor: number;
  private size = 0;
  private isOpen = true;

  /**
   * @param file  Where it lies meanwhile; nothing is there.
   * @param onDiscarded  Told when the file is gone, or is nobody's any more.
   */
  constructor(
    readonly file: string,
    readonly bytesMax: number,
    private readonly onDiscarded: () => void,
  ) {
    // Made by this call and by no other, so that no link is followed.
    this.descriptor = storageFailure(() => openSync(file, 'wx+', 0o600));
  }

  /** @throws EmulatorError `request_too_large`, `storage_unusable`. */
  append(bytes: Uint8Array): void {
    this.assertFits(this.size + bytes.length);
    storageFailure(() => {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.descriptor, bytes, written);
      }
    });
    this.size += bytes.length;
  }

  /** @throws EmulatorError `request_too_large`. */
  assertFits(size: number): void {
    if (size <= this.bytesMax) return;
    throw new EmulatorError(
      'request_too_large',
      `The snapshot is larger than ${this.bytesMax} bytes, which is what there is room for; see limits in GET /_emulator/v1/info`,
    );
  }

  read<T>(work: (bytes: StoredBytes) => T): T {
    return work(fileBytes(this.descriptor));
  }

  /** Makes sure that all of it is on the disk, and lets go of it. */
  finish(): void {
    storageFailure(() => fsyncSync(this.descriptor));
    this.close();
  }

  /** Removes the file, unless it has become something else. */
  discard(): void {
    this.close();
    rmSync(this.file, { force: true });
    this.onDiscarded();
  }

  private close(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}
