import type { CohortIdentifier, MembershipOutcome } from '../../cohort.js';
import type { JournalEntry } from '../journal.js';
import { keyOf } from './identifier-key.js';
import type { Naming } from './naming.js';

/**
 * What came of a place that names somebody. `added` and `removed` also where that was so already; `removed_by_conflict`
 * where the request asks for both and the removal won.
 */
export type NamingEffect =
  | 'refused'
  | 'held_back'
  | 'passed_over'
  | 'unknown'
  | 'skipped'
  | 'added'
  | 'removed'
  | 'removed_by_conflict';

/** Tells of each place of one request what came of it. */
export function effectsOf({ decision, outcome }: JournalEntry): (naming: Naming) => NamingEffect {
  if (decision.kind === 'refused') return () => 'refused';
  if (outcome === null) return () => 'held_back';
  if (decision.notes.some(({ rule }) => rule === 'cohort_passed_over')) return () => 'passed_over';
  let lookUp: ReturnType<typeof lookUpIn> | undefined;
  return (naming) => (lookUp ??= lookUpIn(outcome))(naming);
}

function lookUpIn({
  unknown,
  skippedIdentified,
  conflicts,
}: MembershipOutcome): (naming: Naming) => NamingEffect {
  const keys = (its: readonly CohortIdentifier[]) => new Set(its.map(keyOf));
  const strangers = keys([
    ...unknown.externalIds.map((externalId) => ({ externalId })),
    ...unknown.deviceIds.map((deviceId) => ({ deviceId })),
    ...unknown.aliases.map((alias) => ({ alias })),
  ]);
  const skipped = keys(skippedIdentified.deviceIds.map((deviceId) => ({ deviceId })));
  const decided = new Map(conflicts.map(({ identifier, applied }) => [keyOf(identifier), applied]));
  return ({ identifier, removes }) => {
    const key = keyOf(identifier);
    if (skipped.has(key)) return 'skipped';
    if (strangers.has(key)) return 'unknown';
    const applied = decided.get(key);
    if (applied !== undefined) return applied === 'add' ? 'added' : 'removed_by_conflict';
    return removes ? 'removed' : 'added';
  };
}

export function isApplied(effect: NamingEffect): boolean {
  return effect === 'added' || isRemoval(effect);
}

export function isRemoval(effect: NamingEffect): boolean {
  return effect === 'removed' || effect === 'removed_by_conflict';
}
