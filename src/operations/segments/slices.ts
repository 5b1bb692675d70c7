import type { ProfileSet } from '../../domain/profile-set.js';
import type { LeafFilter } from '../../domain/segments/expression.js';

/**
 * One caller's work on filters that may take long, done a slice at a time. When a slice is over, the operation ends with
 * `WorkPaused` and nothing is changed; the caller lets others in and calls it again, and it goes on where it was.
 */
export interface Slices {
  /** Milliseconds of some steady clock. */
  elapsed(): number;
  /** Whether others should be let in now. */
  isOver(): boolean;
  /** How many profiles the first query of a filter looks at. */
  firstStep(filter: LeafFilter): number;
  /** How far each filter has got, by what tells it from every other. */
  readonly progress: Map<string, FilterProgress>;
  /** Whether something new has been found in this slice: one without would go on for ever. */
  hasAdvanced: boolean;
  /** `changeCount` of the database when the present call began. */
  changeCount: number;
}

/** How many profiles are looked at in one query: few where each may take long. */
export function firstStepOf(filter: LeafFilter): number {
  return hasRegex(filter) ? 64 : 4_096;
}

/** Of the profiles up to a number it is known which ones a filter selects. */
export interface FilterProgress {
  /** All of them, once every profile was looked at. */
  found?: ProfileSet;
  selected: number[];
  /** The first profile to look at next. */
  next: number;
  /** How many to look at in one query, so that it is over soon. */
  step: number;
}

/** Ends an operation whose caller should let others in, and then call it again. No refusal, and never an answer. */
export class WorkPaused extends Error {
  override readonly name = 'WorkPaused';
}

/** Whether a filter compares with a regular expression, which takes long for one profile. */
function hasRegex(filter: LeafFilter): boolean {
  switch (filter.type) {
    case 'custom_attribute':
    case 'attribute':
      return isRegex(filter.comparison);
    case 'custom_event':
      return (
        filter.metric === 'count' && filter.property !== undefined && isRegex(filter.property.comparison)
      );
    default:
      return false;
  }
}

function isRegex(comparison: string): boolean {
  return comparison === 'matches_regex' || comparison === 'does_not_match_regex';
}
