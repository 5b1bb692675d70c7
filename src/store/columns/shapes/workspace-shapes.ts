import { processingDelayMsMax } from '../../../domain/limits.js';
import type { CohortInput, WorkspaceBlueprint } from '../../../domain/seed/blueprint.js';
import type { SegmentContent } from '../../../domain/segments/definition.js';
import type { DataSettings } from '../../../domain/users/data-settings.js';
import { type RateLimitName, rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { type Behaviour, restPermissions } from '../../../domain/workspaces/workspace.js';
import { both, flag, listOf, object, oneOf, optional, type Shape, text, wholeWithin } from '../shape.js';
import { newFault } from './fault-shapes.js';
import { campaignInput } from './messaging-shapes.js';
import { segmentContent } from './segment-shapes.js';
import { cohortIdentifier, dataSettings, newUser } from './user-shapes.js';

export const permissions = listOf(oneOf(...restPermissions));

const requestsMax = wholeWithin(1, 1_000_000_000);
const limitShapes = Object.fromEntries(
  Object.values(rateLimitBuckets).map(({ name }) => [name, optional(requestsMax)]),
) as Record<RateLimitName, Shape<number | undefined>>;

const behaviourFields: { [Name in keyof Behaviour]: Shape<Behaviour[Name]> } = {
  unknownCohort: oneOf('create', 'ignore', 'reject'),
  conflictPolicy: oneOf('last_wins', 'add_wins', 'remove_wins'),
  aliasOnlyProfiles: oneOf('match', 'skip'),
  deviceMatch: oneOf('no_external_id', 'sdk_anonymous_only'),
  membershipOnMerge: oneOf('union', 'keep_target'),
  cohortRequestsPerHour: requestsMax,
  missingPermissionStatus: oneOf(403, 401),
  processingDelayMs: wholeWithin(0, processingDelayMsMax),
  processingOrder: oneOf('in_order', 'shuffled'),
  trackLimit: oneOf('combined_75', 'per_array_75'),
  keyInBody: flag,
  requireFieldsToExport: flag,
  ratelimitResetFormat: oneOf('epoch', 'seconds_left'),
  strictness: oneOf('lenient', 'strict'),
  rateLimits: object<Behaviour['rateLimits']>(limitShapes),
};

/** A database may be older than a switch. */
const behaviour = object<Partial<Behaviour>>(
  Object.fromEntries(
    Object.entries<Shape<unknown>>(behaviourFields).map(([name, its]) => [name, optional(its)]),
  ) as typeof behaviourFields,
);

/** Switches and data settings, as one column has them. */
export const settings = both(
  behaviour,
  object<{ dataSettings?: DataSettings }>({ dataSettings: optional(dataSettings) }),
);

const cohort = object<CohortInput>({
  partner: text,
  cohortId: text,
  name: optional(text),
  createdAt: optional(text),
  members: listOf(cohortIdentifier),
});

export const blueprint = object<WorkspaceBlueprint>({
  name: text,
  partners: listOf(
    object<WorkspaceBlueprint['partners'][number]>({ partner: text, dataImportKeys: listOf(text) }),
  ),
  restApiKeys: listOf(object<WorkspaceBlueprint['restApiKeys'][number]>({ key: text, permissions })),
  behaviour: behaviour as Shape<Behaviour>,
  dataSettings: optional(dataSettings),
  users: listOf(newUser),
  cohorts: listOf(cohort),
  segments: listOf(
    both<SegmentContent, { id: string }>(segmentContent, object<{ id: string }>({ id: text })),
  ),
  campaigns: listOf(campaignInput),
  canvases: listOf(campaignInput),
  faults: optional(listOf(newFault)),
});
