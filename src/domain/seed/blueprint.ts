import type { CohortIdentifier } from '../cohort.js';
import type { NewFault } from '../fault.js';
import type { CampaignInput } from '../messaging/campaign.js';
import type { SegmentContent, SegmentInput } from '../segments/definition.js';
import { changedDataSettings, type DataSettings, noDataSettings } from '../users/data-settings.js';
import type { NewUserProfile } from '../users/user-profile.js';
import { type Behaviour, type RestPermission, restPermissions } from '../workspaces/workspace.js';

/** A workspace to be made: everything may be left out. */
export interface NewWorkspace {
  /** As `workspaceIdPattern` has it. */
  id?: string;
  name?: string;
  partners?: PartnerInput[];
  restApiKeys?: { key?: string; permissions?: RestPermission[] }[];
  behaviour?: Partial<Behaviour>;
  dataSettings?: Partial<DataSettings>;
  users?: NewUserProfile[];
  cohorts?: CohortInput[];
  /** May use the cohorts, and segments that stand before. */
  segments?: SegmentInput[];
  campaigns?: CampaignInput[];
  canvases?: CampaignInput[];
  faults?: NewFault[];
}

/** A partner to switch on. Without `dataImportKeys` one key is made; an empty list means none. */
export interface PartnerInput {
  partner: string;
  dataImportKeys?: string[];
}

/** A cohort with the members it starts with, each of whom must exist. */
export interface CohortInput {
  partner: string;
  cohortId: string;
  name?: string;
  createdAt?: string;
  members: CohortIdentifier[];
}

/** A workspace input with everything that was left out filled in: what a reset goes back to. */
export interface WorkspaceBlueprint {
  name: string;
  partners: { partner: string; dataImportKeys: string[] }[];
  restApiKeys: { key: string; permissions: RestPermission[] }[];
  behaviour: Behaviour;
  /** Left out by versions before it. */
  dataSettings?: DataSettings;
  users: NewUserProfile[];
  cohorts: CohortInput[];
  segments: (SegmentContent & { id: string })[];
  campaigns: CampaignInput[];
  canvases: CampaignInput[];
  /** Left out by versions before it. */
  faults?: NewFault[];
}

export const defaultBehaviour: Behaviour = {
  unknownCohort: 'create',
  conflictPolicy: 'last_wins',
  aliasOnlyProfiles: 'match',
  deviceMatch: 'no_external_id',
  membershipOnMerge: 'union',
  cohortRequestsPerHour: 250_000,
  missingPermissionStatus: 403,
  processingDelayMs: 0,
  processingOrder: 'in_order',
  trackLimit: 'combined_75',
  keyInBody: false,
  requireFieldsToExport: false,
  ratelimitResetFormat: 'epoch',
  strictness: 'lenient',
  rateLimits: {},
};

/**
 * Fills in what was left out: one REST API key with every permission, partner `hightouch` with one data import key.
 *
 * @param newUuid  Makes a key or an id that is in nobody's use.
 */
export function completeBlueprint(
  input: NewWorkspace,
  id: string,
  newUuid: () => string,
): WorkspaceBlueprint {
  return {
    name: input.name ?? id,
    partners: (input.partners ?? [{ partner: 'hightouch' }]).map(({ partner, dataImportKeys }) => ({
      partner: partner.toLowerCase(),
      dataImportKeys: dataImportKeys ?? [newUuid()],
    })),
    restApiKeys: (input.restApiKeys ?? [{}]).map(({ key, permissions }) => ({
      key: key ?? newUuid(),
      permissions: permissions ?? [...restPermissions],
    })),
    behaviour: { ...defaultBehaviour, ...input.behaviour },
    dataSettings: changedDataSettings(noDataSettings, input.dataSettings),
    users: input.users ?? [],
    cohorts: input.cohorts ?? [],
    segments: (input.segments ?? []).map((segment) => ({ ...segment, id: segment.id ?? newUuid() })),
    campaigns: withIds(input.campaigns ?? [], newUuid),
    canvases: withIds(input.canvases ?? [], newUuid),
    faults: input.faults ?? [],
  };
}

function withIds(inputs: readonly CampaignInput[], newId: () => string): CampaignInput[] {
  return inputs.map((input) => ({ ...input, id: input.id ?? newId() }));
}
