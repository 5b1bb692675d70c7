/** Which of several profiles with one e-mail address or phone number is meant. [doc] post_user_identify, post_users_merge */
export const prioritizationCriteria = [
  'identified',
  'unidentified',
  'most_recently_updated',
  'least_recently_updated',
] as const;
export type PrioritizationCriterion = (typeof prioritizationCriteria)[number];

/** Criteria in the order they are applied, each to what the one before it left. */
export type Prioritization = readonly PrioritizationCriterion[];

/** A profile that shares the e-mail address or phone number. */
export interface PrioritizationCandidate {
  number: number;
  isIdentified: boolean;
  /** The greater, the more recently updated. */
  revision: number;
}

/** False for the one combination that may not be sent: both `identified` and `unidentified`. [doc] post_users_merge */
export function isPrioritizationConsistent(criteria: Prioritization): boolean {
  return !(criteria.includes('identified') && criteria.includes('unidentified'));
}

/**
 * The one candidate that is left when every criterion was applied; `undefined` when none or several are.
 *
 * `identified` and `unidentified` filter strictly, so with nobody of that kind nobody is left; `unidentified` alone with
 * two anonymous candidates leaves both, and nothing happens. [doc] post_users_merge, its examples
 */
export function prioritize<Candidate extends PrioritizationCandidate>(
  candidates: readonly Candidate[],
  criteria: Prioritization,
): Candidate | undefined {
  const left = criteria.reduce<readonly Candidate[]>(applyCriterion, candidates);
  return left.length === 1 ? left[0] : undefined;
}

function applyCriterion<Candidate extends PrioritizationCandidate>(
  candidates: readonly Candidate[],
  criterion: PrioritizationCriterion,
): readonly Candidate[] {
  switch (criterion) {
    case 'identified':
      return candidates.filter((candidate) => candidate.isIdentified);
    case 'unidentified':
      return candidates.filter((candidate) => !candidate.isIdentified);
    case 'most_recently_updated':
      return candidates.toSorted((a, b) => b.revision - a.revision).slice(0, 1);
    case 'least_recently_updated':
      return candidates.toSorted((a, b) => a.revision - b.revision).slice(0, 1);
  }
}
