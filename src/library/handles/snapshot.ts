import type { Snapshot } from '../../client/api.js';
import { after, type Caller, type Either, type Given, type Mode } from '../../client/call.js';
import { unless } from '../not-met.js';

/** A saved state to come back to. */
export interface SnapshotHandle<M extends Mode | 'either' = 'here'> {
  readonly name: string;
  /** Takes everything that was saved back to how it was: keys, users, cohorts, clock, faults, journal. */
  restore(): Given<M, Snapshot>;
  /** Takes the snapshot away. */
  delete(): Given<M, void>;
  /** The snapshot as a file, which another server can import. */
  export(): Promise<Uint8Array>;
}

/**
 * Saves everything, or a workspace. Without a name it takes the first one that is free.
 *
 * @throws EmulatorError `snapshot_exists` for a name that is taken.
 */
export function saveSnapshot(
  caller: Caller,
  { name, workspace }: { name?: string; workspace?: string },
  number = 1,
): Either<SnapshotOf> {
  const taken = name ?? `${workspace ?? 'everything'}-${number}`;
  const save = () => caller.call('saveSnapshot', { body: { name: taken, workspace } });
  const saved =
    name === undefined ? unless<Snapshot | undefined>('snapshot_exists', save, undefined) : save();
  return after(saved, (its) =>
    its === undefined ? saveSnapshot(caller, { workspace }, number + 1) : new SnapshotOf(caller, taken),
  );
}

export class SnapshotOf implements SnapshotHandle<'either'> {
  constructor(
    private readonly caller: Caller,
    readonly name: string,
  ) {}

  restore(): Either<Snapshot> {
    return this.caller.call('restoreSnapshot', { params: { name: this.name } });
  }

  delete(): Either<void> {
    return this.caller.call('deleteSnapshot', { params: { name: this.name } });
  }

  async export(): Promise<Uint8Array> {
    const answer = await this.caller.fetch(`/snapshots/${encodeURIComponent(this.name)}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
