import type { AppliedChange } from './domain/due-work.js';
import { EmulatorError } from './domain/errors.js';
import { KeyFinder } from './domain/journal/key-finder.js';
import type { JsonValue } from './domain/json.js';
import type { Clock, RandomSource } from './domain/time/clock.js';
import { partnerCatalogue } from './domain/workspaces/partner.js';
import type { Workspace } from './domain/workspaces/workspace.js';
import { SlicedWork } from './in-slices.js';
import type { Context } from './operations/context.js';
import type { Acceptance, Change } from './operations/due-work/accept-change.js';
import type { ChangeName, ChangeResult } from './operations/due-work/changes.js';
import { newUuid } from './operations/identifiers.js';
import * as operations from './operations/index.js';
import { withoutSecrets } from './operations/journal/known-keys.js';
import { WorkPaused } from './operations/segments/slices.js';
import { HeldAnswers } from './platform/held-answers.js';
import { Listeners } from './platform/listeners.js';
import { SeededRandom, systemRandom } from './platform/random.js';
import { Database } from './store/database.js';
import { SnapshotFolder } from './store/snapshots/snapshot-folder.js';
import { SnapshotMemory } from './store/snapshots/snapshot-memory.js';
import { TrustedRows } from './store/trust/trusted-rows.js';
import { findRandomPosition, saveRandomPosition } from './store/workspaces/random-positions.js';

type Operations = typeof operations;

/** Those that open their transaction themselves, because SQLite attaches no other database inside one. */
const ownTransaction: ReadonlySet<string> = new Set<keyof Operations>(['restoreSnapshot', 'saveSnapshot']);

/** Those whose changes nobody can see, so that no wait looks again after them. */
const unseen: ReadonlySet<string> = new Set<keyof Operations>(['removeLeftovers']);

/** An operation without its first argument. */
type Bound<Operation> = Operation extends (context: Context, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

type AnyOperation = (context: Context, ...rest: never[]) => unknown;

/** The operations. Each call is synchronous and one transaction: applied wholly or not at all. */
type BoundOperations = {
  readonly [Name in Exclude<keyof Operations, 'acceptChange'>]: Bound<Operations[Name]>;
} & {
  /** As the operation; written out because its type depends on the change. */
  acceptChange<Name extends ChangeName>(
    workspace: Workspace,
    change: Change<Name>,
  ): Acceptance<ChangeResult<Name>>;
};

/** Everything a caller can ask for. */
export type Emulator = BoundOperations & {
  readonly clock: Clock;
  /** Answers that faults hold back until a test lets them go. */
  readonly heldAnswers: HeldAnswers;
  /** A fresh UUID, for the `X-Request-Id` of an answer of the Braze surface. */
  newRequestId(): string;
  /** The same for the control API, from chance of its own: asking how things are changes nothing about what comes. */
  newControlRequestId(): string;
  /** Calls back after operations that changed something. @returns What ends it. */
  onChanged(listener: () => void): () => void;
  /** Calls back after operations that changed what is planned, or when, began an export, or left something to remove. @returns What ends it. */
  onPlanChanged(listener: () => void): () => void;
  /**
   * Runs work that may select users by regular expressions, and lets others in between when that takes long. `work` is then
   * called again; what it calls before its first `await` is done in slices.
   */
  inSlices<Result>(work: () => Result): Result | Promise<Awaited<Result>>;
  /** A text or a value, such as an error message, without the keys and passwords that it quotes. */
  redact<Value extends JsonValue>(value: Value): Value;
  /** Releases the storage; nothing may be called afterwards. */
  close(): void;
};

export interface EmulatorOptions {
  /** Database file; in memory when left out. */
  file?: string;
  /** In place of `file`: storage that is open already. It is closed with the emulator. */
  database?: Database;
  clock?: Clock;
  /** Where chance comes from; the operating system when left out. */
  random?: RandomSource;
  /** Told of each change that a processing delay held back, once it is applied. */
  onApplied?: (applied: AppliedChange) => void;
  /** Asked for by the control API: a secret like any key. */
  adminToken?: string;
  /** In place of `random`: a number that makes every id, key and random bucket repeatable. */
  randomSeed?: number;
}

/** The time of this machine. */
export const systemClock: Clock = { now: Date.now };

/**
 * Opens the storage and binds the operations to it. The catalogue's partners are known from the start.
 *
 * @throws EmulatorError `storage_unusable`.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { random, seeded, controlRandom } = chanceOf(options);
  const database = options.database ?? Database.open(options.file);
  const clock = options.clock ?? systemClock;
  const context = contextOf(database, clock, random, options.adminToken);
  const changed = new Listeners();
  const planChanged = new Listeners();
  const inTransaction = <Result>(work: () => Result): Result => {
    const position = seeded?.position;
    try {
      return database.transaction(work);
    } catch (error) {
      // What is called again draws the same again.
      if (error instanceof WorkPaused && seeded !== undefined) seeded.position = position ?? 0;
      throw error;
    }
  };
  const run = <Result>(name: string, work: () => Result): Result => {
    const before = database.changeCount;
    context.applied.length = 0;
    context.fired.length = 0;
    const wholeWork = () => {
      const result = work();
      if (seeded !== undefined && database.changeCount !== before) keepPosition(database, seeded);
      return result;
    };
    const result = ownTransaction.has(name) ? wholeWork() : inTransaction(wholeWork);
    if (database.changeCount !== before && !unseen.has(name)) changed.tell();
    if (context.plan.isChanged) planChanged.tell();
    context.plan.isChanged = false;
    for (const applied of context.applied.splice(0)) options.onApplied?.(applied);
    return result;
  };
  const bound = Object.fromEntries(
    Object.entries<AnyOperation>(operations).map(([name, operation]) => [
      name,
      (...rest: never[]) => run(name, () => operation(context, ...rest)),
    ]),
  ) as BoundOperations;
  const slicedWork = new SlicedWork(context);
  const emulator: Emulator = {
    ...bound,
    clock,
    heldAnswers: new HeldAnswers(() => changed.tell()),
    newRequestId: () => newUuid(random),
    newControlRequestId: () => newUuid(controlRandom),
    onChanged: (listener: () => void) => changed.add(listener),
    onPlanChanged: (listener: () => void) => planChanged.add(listener),
    redact: (value) => withoutSecrets(context, value),
    inSlices: (work) => slicedWork.run(work),
    close: () => database.close(),
  };
  if (seeded !== undefined) keepPosition(database, seeded);
  const known = new Set(emulator.listKnownPartners().map((partner) => partner.partner));
  emulator.configurePartners(partnerCatalogue.filter((partner) => !known.has(partner.partner)));
  return emulator;
}

/** @throws EmulatorError `storage_unusable`; the storage is closed then. */
function contextOf(database: Database, clock: Clock, random: RandomSource, adminToken?: string): Context {
  try {
    return newContext(database, clock, random, adminToken);
  } catch (error) {
    database.close();
    throw error;
  }
}

function newContext(database: Database, clock: Clock, random: RandomSource, adminToken?: string): Context {
  const finder = new KeyFinder();
  if (adminToken !== undefined) finder.add(adminToken);
  return {
    database,
    snapshots: database.file === null ? new SnapshotMemory() : new SnapshotFolder(database.file),
    clock,
    random,
    requestCounts: new Map(),
    plan: { isChanged: false },
    applied: [],
    fired: [],
    early: new Map(),
    adminToken,
    knownKeys: { finder, last: 0 },
    trusted: new TrustedRows(database),
  };
}

interface Chance {
  random: RandomSource;
  /** The same, when it is seeded. */
  seeded?: SeededRandom;
  controlRandom: RandomSource;
}

/** @throws EmulatorError `invalid_request`. */
function chanceOf({ random, randomSeed }: EmulatorOptions): Chance {
  if (randomSeed === undefined) {
    const source = random ?? systemRandom();
    return { random: source, controlRandom: source };
  }
  if (random !== undefined || !Number.isSafeInteger(randomSeed) || randomSeed < 0) {
    throw new EmulatorError(
      'invalid_request',
      `randomSeed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, given without random`,
      { path: 'randomSeed' },
    );
  }
  const seeded = new SeededRandom(String(randomSeed));
  return { random: seeded, seeded, controlRandom: new SeededRandom(`${randomSeed}:control`) };
}

/** Keeps how far the sequence has been used, or, when the storage knows of more, goes on from there. */
function keepPosition(database: Database, random: SeededRandom): void {
  const kept = findRandomPosition(database, random.seed) ?? 0;
  random.position = Math.max(random.position, kept);
  if (random.position > kept) saveRandomPosition(database, random.seed, random.position);
}
