import { onTestFinished } from 'vitest';
import { KeyFinder } from '../../src/domain/journal/key-finder.js';
import type { Context } from '../../src/operations/context.js';
import { SeededRandom } from '../../src/platform/random.js';
import { Database } from '../../src/store/database.js';
import { SnapshotMemory } from '../../src/store/snapshots/snapshot-memory.js';
import { TrustedRows } from '../../src/store/trust/trusted-rows.js';
import type { ManualClock } from './manual-clock.js';

/** What operations need; its chance repeats itself. For those that the emulator offers to nobody. */
export function contextOf(clock: ManualClock, database = freshDatabase()): Context {
  return {
    database,
    snapshots: new SnapshotMemory(),
    clock,
    random: new SeededRandom('context'),
    requestCounts: new Map(),
    plan: { isChanged: false },
    applied: [],
    fired: [],
    trusted: new TrustedRows(database),
    early: new Map(),
    knownKeys: { finder: new KeyFinder(), last: 0 },
  };
}

function freshDatabase(): Database {
  const database = Database.open();
  onTestFinished(() => database.close());
  return database;
}
