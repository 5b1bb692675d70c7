import { notOne } from '../../domain/journal/ignored.js';
import type { DecisionNote } from '../../domain/journal/journal.js';

/** For the journal: ids of an accepted request that matched nobody, by where they stand in the body. */
export function unmatchedNotes(paths: readonly string[]): DecisionNote[] {
  return paths.map((path) => notOne(path, 0));
}
