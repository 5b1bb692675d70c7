import type { MembershipChange } from '../domain/cohort.js';
import type { AppliedChange } from '../domain/due-work.js';
import type { Ignored } from '../domain/journal/ignored.js';
import type { MembershipResult } from '../domain/journal/ignored-identifiers.js';
import type { KeyFinder } from '../domain/journal/key-finder.js';
import { type Clock, type RandomSource, workspaceTime } from '../domain/time/clock.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import type { Database } from '../store/database.js';
import type { SnapshotStore } from '../store/snapshots/snapshot-store.js';
import type { TrustedRows } from '../store/trust/trusted-rows.js';
import { getWorkspaceClock } from '../store/workspaces/workspaces.js';
import type { LastStretches } from './journal/stretches.js';
import type { Slices } from './segments/slices.js';

/** What every operation works with; `emulator.ts` supplies it as the first argument. */
export interface Context {
  database: Database;
  snapshots: SnapshotStore;
  /** Which rows may be relied on. */
  trusted: TrustedRows;
  /** The server's own time. What happens in a workspace happens at `nowOf` it. */
  clock: Clock;
  random: RandomSource;
  /** Requests of the present window by workspace number and bucket name. Not stored: a restart starts anew. */
  requestCounts: Map<number, Map<string, RequestCount>>;
  /** Whether what is planned or to be worked on, or a clock it is planned on, was changed since that was last looked at. */
  plan: { isChanged: boolean };
  /** Held-back changes that the present call applied. Told once it is committed. */
  applied: AppliedChange[];
  /** What the sends that the present call fired from schedules left without effect. */
  fired: { dispatchId: string; ignored: Ignored[] }[];
  /** What the control API asks for. */
  adminToken?: string;
  /** The keys of this server and the admin token, for redaction, up to the number of the last one it has learned of. */
  knownKeys: { finder: KeyFinder; last: number };
  /** What was read of journals last, for waits that go along with each other. */
  lastStretches?: WeakRef<LastStretches>;
  /**
   * Outcomes of changes that were held back and then applied before their request was in the journal, by its id. The
   * requests of all changes that are held back are here until they are in the journal.
   */
  early: Map<string, EarlyOutcome[]>;
  /** While due work is done: the moment it was due at, which is then the time in its workspace. */
  dueAt?: number;
  /** While a caller runs that lets others in when work takes long. */
  slices?: Slices;
}

export interface EarlyOutcome {
  changes: readonly MembershipChange[];
  result: MembershipResult;
}

/** Requests in one window of one bucket. */
export interface RequestCount {
  windowStart: number;
  windowEnd: number;
  used: number;
}

/** The time in a workspace. Read from the store, because a request may have waited while the clock was moved. */
export function nowOf(context: Context, workspace: Workspace): number {
  return context.dueAt ?? workspaceTime(getWorkspaceClock(context.database, workspace), context.clock.now());
}
