import type { UserProfile } from './user-profile.js';

/** All occurrences of one custom event, or all purchases of one product. */
export interface OccurrenceSummary {
  /** Of the event, or the product id. */
  name: string;
  firstAt: number;
  lastAt: number;
  /** A purchase of quantity n counts n times. [doc] objects_filters/purchase_object */
  count: number;
}

/** What a profile did, summed up as the export shows it. */
export interface ProfileHistory {
  events: OccurrenceSummary[];
  purchases: OccurrenceSummary[];
  /** Price times quantity over all purchases, to the cent, whatever the currency. [inferred] */
  revenue: number;
}

/** A profile with all that an export may show of it. */
export interface ExportedProfile extends UserProfile {
  history: ProfileHistory;
}

/** The history without what did not happen since a moment. First times, counts and revenue stay those of all time. */
export function occurredSince(history: ProfileHistory, moment: number): ProfileHistory {
  const isRecent = (summary: OccurrenceSummary) => summary.lastAt >= moment;
  return {
    ...history,
    events: history.events.filter(isRecent),
    purchases: history.purchases.filter(isRecent),
  };
}
