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
  readonly firstStep: number;
  /** How far each filter has got, by what tells it from every other. */
  readonly progress: Map<string, FilterProgress>;
  /** `changeCount` of the database when the present call began. */
  changeCount: number;
}

/** Of the profiles up to a number it is known which ones a filter selects. */
export interface FilterProgress {
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

/** Filters that can. */
export type RegexFilter = Extract<LeafFilter, { type: 'custom_attribute' | 'attribute' | 'custom_event' }>;

/** Whether a filter compares with a regular expression: what takes long is that, whatever it is of. */
export function hasRegex(filter: LeafFilter): filter is RegexFilter {
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
