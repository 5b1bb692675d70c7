import type { JsonObject } from '../json.js';
import type { FilterGroup, Target } from '../segments/definition.js';

/** A campaign sends a message, a Canvas lets people enter a journey; who they are for is decided in the same way. */
export type CampaignKind = 'campaign' | 'canvas';

/** Only one of this type can be triggered through the API. [inferred] value: the set of values is not documented */
export const apiTriggered = 'api_triggered';

/** What `/campaigns/details` and `/canvas/details` show beside the fields of every campaign; JSON as Braze spells it. */
export interface CampaignDetails {
  scheduleType: string;
  channels: string[];
  hasPostLaunchDraft: boolean;
  /** Of a campaign, by message variation id, each with its `channel`. */
  messages: JsonObject;
  conversionBehaviors: JsonObject[];
  /** Of a Canvas. */
  variants: JsonObject[];
  steps: JsonObject[];
}

/** What a person says of a campaign or Canvas in the dashboard, or a test through the control API. */
export interface CampaignFields {
  name: string;
  description: string;
  target: Target;
  isEnabled: boolean;
  isArchived: boolean;
  isDraft: boolean;
  /** Whether it only counts what `/messages/send` sends: not the same as being API-triggered. [doc] get_campaigns */
  isApiCampaign: boolean;
  tags: string[];
  teams: string[];
  details: CampaignDetails;
}

/** A campaign or Canvas to make. Without an `id` one is made. */
export interface CampaignInput extends CampaignFields {
  id?: string;
}

/** A campaign or Canvas of a workspace. */
export interface Campaign extends CampaignFields {
  /** Key of its row; orders campaigns by their creation. */
  number: number;
  kind: CampaignKind;
  /** API identifier, a UUID; no campaign and Canvas of a workspace share one. */
  id: string;
  createdAt: number;
  updatedAt: number;
  /** When it first and last had a receiver; `null` before. */
  firstSentAt: number | null;
  lastSentAt: number | null;
  /** The profile set of everyone who ever received it. */
  receivedSet: number;
}

/** As much of a campaign or Canvas as tells what it selects by: the rest may be megabytes. */
export type CampaignUse = Pick<Campaign, 'number' | 'kind' | 'id' | 'name' | 'target' | 'isArchived'>;

/** What Braze's own lists tell of one. */
export type ListedCampaign = Pick<Campaign, 'id' | 'name' | 'updatedAt' | 'isApiCampaign' | 'tags'>;

/** What Braze's own lists of campaigns and Canvases can be asked for. [doc] get_campaigns */
export interface CampaignListing {
  /** From 0. */
  page: number;
  isDescending: boolean;
  withArchived: boolean;
  /** Only what was edited later than this. */
  editedAfter?: number;
}

/** Why a trigger has no effect. */
export type Inactivity = 'archived' | 'paused';

/** An archived one is archived whatever else it is; a draft was never started, so it counts as paused. [inferred] */
export function inactivityOf(
  campaign: Pick<Campaign, 'isArchived' | 'isEnabled' | 'isDraft'>,
): Inactivity | null {
  if (campaign.isArchived) return 'archived';
  return campaign.isEnabled && !campaign.isDraft ? null : 'paused';
}

/** Whether a target selects by one of the segments, directly or in an additional filter. DESIGN 6.1 */
export function usesSegment(target: Target, segmentIds: ReadonlySet<string>): boolean {
  return segmentIdsOf(target).some((id) => segmentIds.has(id));
}

/** Ids of the segments that a target selects by, directly or in an additional filter. */
export function segmentIdsOf({ segmentIds, additionalFilters }: Target): string[] {
  const groups = [...additionalFilters.groups, ...additionalFilters.exclusionGroups];
  return [...segmentIds, ...groups.flatMap(segmentIdsInGroup)];
}

function segmentIdsInGroup(group: FilterGroup): string[] {
  return group.filters.flatMap((filter) => (filter.type === 'segment' ? filter.segmentIds : []));
}
