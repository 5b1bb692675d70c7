import type { ProfileEvent, ProfilePurchase, UserProfile } from '../user-profile.js';
import type { Expression, LeafFilter } from './expression.js';

/** All that a filter may look at of one profile. */
export interface ProfileFacts {
  profile: UserProfile;
  events: readonly ProfileEvent[];
  purchases: readonly ProfilePurchase[];
  isMemberOf(partner: string, cohortId: string): boolean;
  hasReceived(campaignId: string): boolean;
}

/** Whether an expression is true for one profile: the reference that the computed sets are held to. */
export function matches(expression: Expression, facts: ProfileFacts, now: number): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.terms.every((term) => matches(term, facts, now));
    case 'or':
      return expression.terms.some((term) => matches(term, facts, now));
    case 'not':
      return !matches(expression.term, facts, now);
    case 'filter':
      return filterMatches(expression.filter, facts, now);
    default:
      return expression satisfies never;
  }
}

/** Whether one filter is true for one profile. */
export function filterMatches(filter: LeafFilter, facts: ProfileFacts, _now: number): boolean {
  if (filter.type !== 'cohort') throw new Error(`${filter.type} is not evaluated yet`);
  const isIn = filter.cohortIds.some((id) => facts.isMemberOf(filter.partner, id));
  return isIn === (filter.comparison === 'includes');
}
