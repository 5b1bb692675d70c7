import type { JsonObject } from '../../domain/json.js';
import type { ProfileFacts } from '../../domain/segments/matches.js';
import type { ProfileEvent, ProfilePurchase } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findCohort } from '../cohorts.js';
import type { Database } from '../database.js';
import { hasReceivedCampaign } from '../messaging/campaigns.js';
import { isInProfileSet } from '../profile-sets.js';
import { readJson } from '../read-json.js';
import { getProfile } from './user-profiles.js';

/** One profile with all that a segment filter may look at. */
export function getProfileFacts(
  database: Database,
  workspace: Workspace,
  profileNumber: number,
): ProfileFacts {
  return {
    profile: getProfile(database, workspace.number, profileNumber),
    events: listEvents(database, workspace.number, profileNumber),
    purchases: listPurchases(database, workspace.number, profileNumber),
    isMemberOf(partner, cohortId) {
      const cohort = findCohort(database, workspace.number, partner, cohortId);
      return cohort !== undefined && isInProfileSet(database, cohort.membersSet, profileNumber);
    },
    hasReceived: (campaignId) => hasReceivedCampaign(database, workspace.number, campaignId, profileNumber),
  };
}

function listEvents(database: Database, workspace: number, profileNumber: number): ProfileEvent[] {
  return database
    .all<{ name: string; at: number; app_id: string | null; properties: string }>(
      'SELECT name, at, app_id, properties FROM events WHERE workspace = ? AND number = ? ORDER BY at, event',
      workspace,
      profileNumber,
    )
    .map(({ app_id: appId, properties, ...event }) => ({
      ...event,
      appId,
      properties: readJson<JsonObject>(properties),
    }));
}

function listPurchases(database: Database, workspace: number, profileNumber: number): ProfilePurchase[] {
  return database
    .all<Omit<ProfilePurchase, 'properties'> & { properties: string }>(
      `SELECT product_id AS productId, currency, price, quantity, at, app_id AS appId, properties FROM purchases
       WHERE workspace = ? AND number = ? ORDER BY at, purchase`,
      workspace,
      profileNumber,
    )
    .map(({ properties, ...purchase }) => ({
      ...purchase,
      properties: readJson<JsonObject>(properties),
    }));
}
