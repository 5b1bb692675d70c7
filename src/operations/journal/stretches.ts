import type { Eviction, PlacedEntry } from '../../store/journal.js';

/** A stretch of a journal: what of it a filter leaves, and where to read on. */
export interface JournalStretch {
  items: PlacedEntry[];
  /** `null` at the end of the journal. */
  next: number | null;
  eviction: Eviction;
}

/** What was read of journals last. */
export interface LastStretches {
  /** `changeCount` of the database when it was read; nothing of it holds once that has moved on. */
  changeCount: number;
  bytes: number;
  stretches: Map<string, JournalStretch>;
}
