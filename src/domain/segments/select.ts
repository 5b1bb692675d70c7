import { intersect, type ProfileSet, union, without } from '../profile-set.js';
import type { Expression, LeafFilter } from './expression.js';

/** What sets an expression is computed from. */
export interface ProfileSets {
  /** Every live profile of the workspace: what complements are taken in. */
  everyone: ProfileSet;
  /** The profiles one filter selects. */
  selectedBy(filter: LeafFilter): ProfileSet;
}

/** The profiles an expression is true for, by set algebra: a profile either is in a set or is not, there is no third. */
export function select(expression: Expression, sets: ProfileSets): ProfileSet {
  switch (expression.kind) {
    case 'and':
      return intersect(
        expression.terms.map((term) => select(term, sets)),
        sets.everyone,
      );
    case 'or':
      return union(expression.terms.map((term) => select(term, sets)));
    case 'not':
      return without(sets.everyone, select(expression.term, sets));
    case 'filter':
      return sets.selectedBy(expression.filter);
    default:
      return expression satisfies never;
  }
}
