import type { Clock, RandomSource } from '../domain/clock.js';
import type { Database } from '../store/database.js';

/** What every operation works with; `emulator.ts` supplies it as the first argument. */
export interface Context {
  database: Database;
  clock: Clock;
  random: RandomSource;
  /** Requests of the present window by workspace number and bucket name. Not stored: a restart starts anew. */
  requestCounts: Map<number, Map<string, { windowStart: number; used: number }>>;
}
