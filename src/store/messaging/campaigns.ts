import { brazePageItems } from '../../domain/limits.js';
import type { Listing } from '../../domain/listing.js';
import type {
  Campaign,
  CampaignDetails,
  CampaignFields,
  CampaignKind,
  CampaignListing,
  CampaignUse,
  ListedCampaign,
} from '../../domain/messaging/campaign.js';
import { emptyProfileSet, type ProfileSet } from '../../domain/profile-set.js';
import type { Target } from '../../domain/segments/definition.js';
import type { Database } from '../database.js';
import { listingSql } from '../listing-sql.js';
import { deleteProfileSet, findProfileSet, insertProfileSet, isInProfileSet } from '../profile-sets.js';
import { readJson } from '../read-json.js';
import { type SqlValue, sql } from '../sql.js';

interface CampaignRow {
  campaign: number;
  kind: CampaignKind;
  id: string;
  name: string;
  description: string;
  target: string;
  is_enabled: number;
  is_archived: number;
  is_draft: number;
  is_api_campaign: number;
  tags: string;
  teams: string;
  details: string;
  created_at: number;
  updated_at: number;
  first_sent_at: number | null;
  last_sent_at: number | null;
  received_set: number;
}

/** Columns that a save writes. */
const fieldColumns = [
  'name',
  'description',
  'target',
  'is_enabled',
  'is_archived',
  'is_draft',
  'is_api_campaign',
  'tags',
  'teams',
  'details',
] as const;

export function insertCampaign(
  database: Database,
  workspace: number,
  campaign: CampaignFields & Pick<Campaign, 'kind' | 'id' | 'createdAt'>,
): void {
  const receivedSet = insertProfileSet(database, workspace, 'receivers');
  database.run(
    `INSERT INTO campaigns (workspace, kind, id, created_at, updated_at, received_set, ${fieldColumns.join()})
     VALUES (?, ?, ?, ?, ?, ?, ${fieldColumns.map(() => '?').join()})`,
    workspace,
    campaign.kind,
    campaign.id,
    campaign.createdAt,
    campaign.createdAt,
    receivedSet,
    ...fieldValues(campaign),
  );
}

/** Writes what a person says of it; id, creation and what was sent stay. */
export function updateCampaign(
  database: Database,
  campaign: CampaignFields & Pick<Campaign, 'number' | 'updatedAt'>,
): void {
  database.run(
    `UPDATE campaigns SET ${fieldColumns.map((column) => `${column} = ?`).join()}, updated_at = ? WHERE campaign = ?`,
    ...fieldValues(campaign),
    campaign.updatedAt,
    campaign.number,
  );
}

function fieldValues(campaign: CampaignFields): SqlValue[] {
  return [
    campaign.name,
    campaign.description,
    JSON.stringify(campaign.target),
    campaign.isEnabled ? 1 : 0,
    campaign.isArchived ? 1 : 0,
    campaign.isDraft ? 1 : 0,
    campaign.isApiCampaign ? 1 : 0,
    JSON.stringify(campaign.tags),
    JSON.stringify(campaign.teams),
    JSON.stringify(campaign.details),
  ];
}

/** Counts as an edit. */
export function archiveCampaign(database: Database, number: number, updatedAt: number): void {
  database.run('UPDATE campaigns SET is_archived = 1, updated_at = ? WHERE campaign = ?', updatedAt, number);
}

/** Adds to those who ever received it. */
export function updateCampaignSent(database: Database, campaign: Campaign, at: number): void {
  database.run(
    'UPDATE campaigns SET first_sent_at = coalesce(first_sent_at, ?), last_sent_at = ? WHERE campaign = ?',
    at,
    at,
    campaign.number,
  );
}

/** Those of one kind. */
export function countCampaigns(database: Database, workspace: number, kind: CampaignKind): number {
  const query = 'SELECT count(*) AS count FROM campaigns WHERE workspace = ? AND kind = ?';
  return database.one<{ count: number }>(query, workspace, kind).count;
}

/** With its schedules and send ids; what it sent stays in the outbox. */
export function deleteCampaign(database: Database, campaign: Campaign): void {
  database.run('DELETE FROM campaigns WHERE campaign = ?', campaign.number);
  deleteProfileSet(database, campaign.receivedSet);
}

/** @param kind  Left out, a campaign or a Canvas. */
export function findCampaign(
  database: Database,
  workspace: number,
  id: string,
  kind?: CampaignKind,
): Campaign | undefined {
  const row = database.get<CampaignRow>(
    'SELECT * FROM campaigns WHERE workspace = ? AND id = ? AND kind = coalesce(?, kind)',
    workspace,
    id,
    kind ?? null,
  );
  return row && campaignOf(row);
}

/** By the key of its row, as something that belongs to it has it. */
export function getCampaignByNumber(database: Database, number: number): Campaign {
  return campaignOf(database.one<CampaignRow>('SELECT * FROM campaigns WHERE campaign = ?', number));
}

/** In order of creation unless the listing has another. @param kind  Left out, campaigns and Canvases. */
export function listCampaigns(
  database: Database,
  workspace: number,
  { kind, after, limit, ...listing }: Listing & { kind?: CampaignKind; after?: number; limit: number },
): Campaign[] {
  const { text, parameters } = sql`SELECT * FROM campaigns
    WHERE workspace = ${workspace} AND kind = coalesce(${kind ?? null}, kind)
    ${listingSql(listing, 'campaign', after, limit)}`;
  return database.all<CampaignRow>(text, ...parameters).map(campaignOf);
}

/** What each of a workspace selects by, in order of creation. */
export function listCampaignUses(database: Database, workspace: number): CampaignUse[] {
  const query = `SELECT campaign, kind, id, name, target, is_archived FROM campaigns WHERE workspace = ? ORDER BY campaign`;
  return database
    .all<Pick<CampaignRow, 'campaign' | 'kind' | 'id' | 'name' | 'target' | 'is_archived'>>(query, workspace)
    .map((row) => ({
      number: row.campaign,
      kind: row.kind,
      id: row.id,
      name: row.name,
      target: readJson<Target>(row.target),
      isArchived: row.is_archived === 1,
    }));
}

/** One page of Braze's own lists: in order of creation, or the other way round. */
export function listCampaignsBy(
  database: Database,
  workspace: number,
  kind: CampaignKind,
  listing: CampaignListing,
): ListedCampaign[] {
  const query = `SELECT id, name, updated_at, is_api_campaign, tags FROM campaigns
    WHERE workspace = ? AND kind = ? AND is_archived <= ? AND updated_at > ?
    ORDER BY campaign ${listing.isDescending ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`;
  return database
    .all<Pick<CampaignRow, 'id' | 'name' | 'updated_at' | 'is_api_campaign' | 'tags'>>(
      query,
      workspace,
      kind,
      listing.withArchived ? 1 : 0,
      listing.editedAfter ?? Number.MIN_SAFE_INTEGER,
      brazePageItems,
      listing.page * brazePageItems,
    )
    .map((row) => ({
      id: row.id,
      name: row.name,
      updatedAt: row.updated_at,
      isApiCampaign: row.is_api_campaign === 1,
      tags: readJson<string[]>(row.tags),
    }));
}

/** Everyone who ever received a campaign or Canvas; nobody when there is none with the id. */
export function findReceivedSet(database: Database, workspace: number, campaignId: string): ProfileSet {
  const campaign = findCampaign(database, workspace, campaignId);
  return campaign === undefined ? emptyProfileSet : findProfileSet(database, campaign.receivedSet);
}

/** Whether a profile ever received a campaign or Canvas. */
export function hasReceivedCampaign(
  database: Database,
  workspace: number,
  campaignId: string,
  profileNumber: number,
): boolean {
  const campaign = findCampaign(database, workspace, campaignId);
  return campaign !== undefined && isInProfileSet(database, campaign.receivedSet, profileNumber);
}

function campaignOf(row: CampaignRow): Campaign {
  return {
    number: row.campaign,
    kind: row.kind,
    id: row.id,
    name: row.name,
    description: row.description,
    target: readJson<Target>(row.target),
    isEnabled: row.is_enabled === 1,
    isArchived: row.is_archived === 1,
    isDraft: row.is_draft === 1,
    isApiCampaign: row.is_api_campaign === 1,
    tags: readJson<string[]>(row.tags),
    teams: readJson<string[]>(row.teams),
    details: readJson<CampaignDetails>(row.details),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    firstSentAt: row.first_sent_at,
    lastSentAt: row.last_sent_at,
    receivedSet: row.received_set,
  };
}
