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
  /** How many are in each segment that was counted as a whole, by what tells it from every other: its filters are not walked again. */
  readonly sizes: Map<string, number>;
  /** Whether something new has been found in this slice: one without would go on for ever. */
  hasAdvanced: boolean;
  /** `changeCount` of the database when the present call began. */
  changeCount: number;
}

/** How many profiles are looked at in one query: few where each may take long. */
export function firstStepOf(filter: LeafFilter): number {
  return Math.ceil(4_096 / costOf(filter));
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

/** How long one profile may take, as a multiple of a plain comparison. */
function costOf(filter: LeafFilter): number {
  switch (filter.type) {
    case 'custom_attribute':
    case 'attribute':
      return costOfComparison(filter);
    case 'custom_event':
      return filter.metric === 'count' && filter.property !== undefined
        ? costOfComparison(filter.property)
        : 1;
    default:
      return 1;
  }
}

/** A regular expression may take long for one text, and each of many parts is looked for in it. */
function costOfComparison({ comparison, value }: { comparison: string; value?: unknown }): number {
  switch (comparison) {
    case 'matches_regex':
    case 'does_not_match_regex':
      return 64;
    case 'contains_any_of':
    case 'does_not_contain_any_of':
      return Array.isArray(value) ? Math.max(1, value.length) : 1;
    default:
      return 1;
  }
}
