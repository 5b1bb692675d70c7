/** A part of a request that Braze accepts and leaves without effect. */
export interface Ignored {
  /** Where it stands in the body, as `cohort_changes[0].user_ids[3]`. */
  path: string;
  /** Why, as the rest of a sentence that begins with the path: `is the external_id of no user`. */
  reason: string;
}

/** A reference that is to name one profile, and does not. @param matchCount  How many it matches. */
export function notOne(path: string, matchCount: number): Ignored {
  return { path, reason: matchCount === 0 ? 'matches no user' : 'does not come down to exactly one user' };
}
