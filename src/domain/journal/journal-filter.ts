/** Which entries of a journal are asked for: those that fit everything that is given. */
export interface JournalFilter {
  /** Path without query, see `isOnRoute`. */
  route?: string | undefined;
  /** In upper case. */
  method?: string | undefined;
  /** First and last status. */
  statuses?: { from: number; to: number } | undefined;
  partner?: string | undefined;
  cohortId?: string | undefined;
  /** `accepted`, `refused`, or the rule that refused it. */
  decision?: string | undefined;
  /** Arrived at this moment or later. */
  since?: number | undefined;
  /** Arrived before this moment. */
  until?: number | undefined;
}
