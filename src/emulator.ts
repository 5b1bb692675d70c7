import { randomFillSync } from 'node:crypto';
import type { Clock, RandomSource } from './domain/clock.js';
import { KeyFinder } from './domain/key-finder.js';
import { partnerCatalogue } from './domain/partner.js';
import { Listeners } from './listeners.js';
import type { Context } from './operations/context.js';
import { newUuid } from './operations/identifiers.js';
import * as operations from './operations/index.js';
import { Database } from './store/database.js';

type Operations = typeof operations;

/** An operation without its first argument. */
type Bound<Operation> = Operation extends (context: Context, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** Everything a caller can ask for. Each call is synchronous and one transaction: applied wholly or not at all. */
export type Emulator = { readonly [Name in keyof Operations]: Bound<Operations[Name]> } & {
  readonly clock: Clock;
  /** A fresh UUID, for the `X-Request-Id` of an answer. */
  newRequestId(): string;
  /** Calls back after operations that changed something. @returns What ends it. */
  onChanged(listener: () => void): () => void;
  /** Calls back after operations that changed what is planned, or when. @returns What ends it. */
  onPlanChanged(listener: () => void): () => void;
  /** Releases the storage; nothing may be called afterwards. */
  close(): void;
};

export interface EmulatorOptions {
  /** Database file; in memory when left out. */
  file?: string | undefined;
  clock?: Clock;
  random?: RandomSource;
}

/** The time of this machine. */
export const systemClock: Clock = { now: Date.now };

/**
 * Opens the storage and binds the operations to it. The catalogue's partners are known from the start.
 *
 * @throws EmulatorError `storage_unusable`.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const database = Database.open(options.file);
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom();
  const context: Context = {
    database,
    clock,
    random,
    requestCounts: new Map(),
    plan: { isChanged: false },
    knownKeys: { finder: new KeyFinder(), last: 0 },
  };
  const changed = new Listeners();
  const planChanged = new Listeners();
  const run = <Result>(work: () => Result): Result => {
    const before = database.changeCount;
    const result = database.transaction(work);
    if (database.changeCount !== before) changed.tell();
    if (context.plan.isChanged) planChanged.tell();
    context.plan.isChanged = false;
    return result;
  };
  const bound = Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (...rest: unknown[]) =>
        run(() => (operation as (context: Context, ...rest: unknown[]) => unknown)(context, ...rest)),
    ]),
  ) as unknown as Emulator;
  const emulator = {
    ...bound,
    clock,
    newRequestId: () => newUuid(random),
    onChanged: (listener: () => void) => changed.add(listener),
    onPlanChanged: (listener: () => void) => planChanged.add(listener),
    close: () => database.close(),
  };
  const known = new Set(emulator.listKnownPartners().map((partner) => partner.partner));
  emulator.configurePartners(partnerCatalogue.filter((partner) => !known.has(partner.partner)));
  return emulator;
}

/** The operating system's generator, asked for 16 KiB at a time. */
function systemRandom(): RandomSource {
  const pool = Buffer.alloc(16_384);
  let used = pool.length;
  return {
    bytes(count) {
      if (used + count > pool.length) {
        randomFillSync(pool);
        used = 0;
      }
      used += count;
      return new Uint8Array(pool.subarray(used - count, used));
    },
  };
}
