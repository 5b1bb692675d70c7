import type { Prioritization } from './prioritization.js';
import type { Alias } from './user-profile.js';

/** What a request names one profile by. An `externalId` that a rename deprecated still names its profile. */
export type ProfileReference =
  | { externalId: string }
  | { alias: Alias }
  | { brazeId: string }
  | { email: string; prioritization: Prioritization }
  | { phone: string; prioritization: Prioritization };
