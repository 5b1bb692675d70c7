import { journalStretchBytes } from '../../domain/limits.js';
import type { Context } from '../context.js';
import type { JournalStretch, LastStretches } from './stretches.js';

/** The stretch that was read from this place last, if nothing has changed since. */
export function findShared(context: Context, key: string): JournalStretch | undefined {
  return lastOf(context)?.stretches.get(key);
}

/** Keeps a stretch for others who look at the same place about now; the garbage collector may take it at any time. */
export function share(context: Context, key: string, stretch: JournalStretch): void {
  const bytes = stretch.items.reduce((sum, its) => sum + its.bytes, 0);
  const last = lastOf(context);
  if (last !== undefined && last.bytes + bytes <= journalStretchBytes) {
    last.stretches.set(key, stretch);
    last.bytes += bytes;
    return;
  }
  const { changeCount } = context.database;
  context.lastStretches = new WeakRef({ changeCount, bytes, stretches: new Map([[key, stretch]]) });
}

function lastOf({ database, lastStretches }: Context): LastStretches | undefined {
  const last = lastStretches?.deref();
  return last?.changeCount === database.changeCount ? last : undefined;
}
