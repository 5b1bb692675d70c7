import { EmulatorError } from './errors.js';

/** What a snapshot says about itself. */
export interface SnapshotDescription {
  /** When it was saved, on the server's clock. */
  createdAt: number;
  /** The workspace it is of; `null` for everything. */
  workspace: { id: string; name: string } | null;
  workspaceCount: number;
}

/** A snapshot in the list. */
export interface Snapshot {
  name: string;
  sizeBytes: number;
  /** `null` when it cannot be read, and `problem` then says why. */
  description: SnapshotDescription | null;
  problem: string | null;
}

const namePattern = /^(?!\.)[A-Za-z0-9._-]{1,64}$/;

export function isSnapshotName(name: string): boolean {
  return namePattern.test(name);
}

/** @throws EmulatorError `invalid_request`, with what is allowed. */
export function assertSnapshotName(name: string): void {
  if (isSnapshotName(name)) return;
  throw new EmulatorError(
    'invalid_request',
    'name must be 1 to 64 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen, not beginning with a dot',
    { path: 'name' },
  );
}
