import { z } from 'zod';
import {
  campaignsPerWorkspaceMax,
  faultsPerWorkspaceMax,
  newWorkspaceCohortsMax,
  newWorkspaceKeysPerPartnerMax,
  newWorkspacePartnersMax,
  newWorkspaceRestApiKeysMax,
  segmentsPerWorkspaceMax,
} from '../../domain/limits.js';
import type { NewWorkspace } from '../../domain/seed/blueprint.js';
import { isoTime } from '../../domain/time/time.js';
import {
  type RestApiKey,
  type Workspace,
  type WorkspacePartner,
  workspaceIdPattern,
} from '../../domain/workspaces/workspace.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { behaviourAnswer, behaviourInput, behaviourJson } from './behaviour.js';
import { cohortInput } from './cohorts/cohorts.js';
import { dataSettingsAnswer, dataSettingsJson, dataSettingsOf, dataSettingsShape } from './data-settings.js';
import { controlEndpoint } from './endpoint.js';
import { faultInput } from './faults/faults.js';
import { key, restApiKeyAnswer, restApiKeyInput, restApiKeyJson } from './keys.js';
import { campaignInput, canvasInput } from './messaging/campaigns.js';
import { cursorOf, pageAnswer, pageOf, pageShape } from './pages.js';
import { partnerAnswer, partnerJson } from './partners.js';
import { refuseLargeRegexes, refuseManyFilters } from './segments/new-workspace-definitions.js';
import { segmentInput } from './segments/segments.js';
import { userInput } from './users/users.js';
import { answeredTime, givenName, nothing } from './values.js';

const partner = z.union([
  z
    .string()
    .min(1)
    .transform((name) => ({ partner: name })),
  z
    .strictObject({
      partner: z.string().min(1).describe('Path name, e.g. hightouch.'),
      data_import_keys: z
        .array(key)
        .max(newWorkspaceKeysPerPartnerMax)
        .optional()
        .describe('Left out, one is made; an empty list means none.'),
    })
    .transform((its) => ({ partner: its.partner, dataImportKeys: its.data_import_keys })),
]);

const workspaceFields = z
  .strictObject({
    id: z
      .string()
      .regex(workspaceIdPattern, 'expected ws_ and 1 to 64 letters, digits, "_" and "-"')
      .optional()
      .describe('Left out, one is made.'),
    name: givenName.optional(),
    partners: z
      .array(partner)
      .max(newWorkspacePartnersMax)
      .optional()
      .describe('Left out, hightouch with one data import key; [] means none.'),
    rest_api_keys: z
      .array(restApiKeyInput)
      .max(newWorkspaceRestApiKeysMax)
      .optional()
      .describe('Left out, one with all permissions; [] means none.'),
    behaviour: behaviourInput.optional(),
    ...dataSettingsShape,
    users: z.array(userInput).optional(),
    cohorts: z.array(cohortInput).max(newWorkspaceCohortsMax).optional(),
    segments: z
      .array(segmentInput)
      .max(segmentsPerWorkspaceMax)
      .optional()
      .describe('May use the cohorts, and segments that stand before.'),
    campaigns: z.array(campaignInput).max(campaignsPerWorkspaceMax).optional(),
    canvases: z.array(canvasInput).max(campaignsPerWorkspaceMax).optional(),
    faults: z
      .array(z.lazy(faultInput))
      .max(faultsPerWorkspaceMax)
      .optional()
      .describe('As `POST …/faults` takes them.'),
  })
  .transform(
    (its): NewWorkspace => ({
      id: its.id,
      name: its.name,
      partners: its.partners,
      restApiKeys: its.rest_api_keys,
      behaviour: its.behaviour,
      dataSettings: dataSettingsOf(its),
      users: its.users,
      cohorts: its.cohorts,
      segments: its.segments,
      campaigns: its.campaigns,
      canvases: its.canvases,
      faults: its.faults,
    }),
  )
  .superRefine(refuseLargeRegexes);

/** A workspace to make: body, entry of a seed file, argument of the library (DESIGN 4.1). */
export const workspaceInput = z
  .preprocess(refuseManyFilters, workspaceFields)
  .meta({ id: 'new_workspace', description: 'A workspace to make. Everything may be left out.' });

const workspaceChanges = lazySchema(() =>
  z
    .strictObject({
      name: givenName.optional(),
      behaviour: behaviourInput.optional(),
      ...dataSettingsShape,
    })
    .transform((its) => ({ name: its.name, behaviour: its.behaviour, dataSettings: dataSettingsOf(its) })),
);

export const workspaceAnswer = lazySchema(() =>
  z
    .strictObject({
      id: z.string(),
      name: z.string(),
      rest_endpoint: z.string().describe("The address to give a connector, from the request's own Host."),
      rest_api_keys: z.array(restApiKeyAnswer()),
      partners: z.array(partnerAnswer()),
      behaviour: behaviourAnswer(),
      ...dataSettingsAnswer().shape,
      created_at: answeredTime,
    })
    .meta({ id: 'workspace', description: 'A workspace with its keys and switches.' }),
);

/** @param restEndpoint  The address to give a connector, from the request's own `Host`. */
export function workspaceJson(
  workspace: Workspace & { restApiKeys: RestApiKey[]; partners: WorkspacePartner[] },
  restEndpoint: string,
): Wire<typeof workspaceAnswer> {
  return {
    id: workspace.id,
    name: workspace.name,
    rest_endpoint: restEndpoint,
    rest_api_keys: workspace.restApiKeys.map(restApiKeyJson),
    partners: workspace.partners.map(partnerJson),
    behaviour: behaviourJson(workspace.behaviour),
    ...dataSettingsJson(workspace.dataSettings),
    created_at: isoTime(workspace.createdAt),
  };
}

const count = z.int().nonnegative();

const workspacesQuery = lazySchema(() =>
  pageShape()
    .extend({
      search: z.string().optional().describe('A part of the name or id, in any case.'),
      order: z
        .enum(['created', 'activity'])
        .default('created')
        .describe('`created`: the oldest first; `activity`: that with the newest request first.'),
      cursor: cursorOf(z.strictObject({ position: count, lastEntry: count })).optional(),
    })
    .transform((its) => ({ page: pageOf(its), selection: { search: its.search, order: its.order } })),
);

const listedWorkspaceAnswer = lazySchema(() =>
  workspaceAnswer()
    .extend({
      request_count: count.describe('Of the requests that the journal keeps.'),
      last_request_at: answeredTime
        .nullable()
        .describe("When the last of them arrived, on the server's clock."),
    })
    .meta({ id: 'listed_workspace', description: 'A workspace in a list, with what it last did.' }),
);

export function listedWorkspaceJson(
  workspace: Parameters<typeof workspaceJson>[0] & {
    activity: { requestCount: number; lastRequestAt: number | null };
  },
  restEndpoint: string,
): Wire<typeof listedWorkspaceAnswer> {
  const { requestCount, lastRequestAt } = workspace.activity;
  return {
    ...workspaceJson(workspace, restEndpoint),
    request_count: requestCount,
    last_request_at: lastRequestAt === null ? null : isoTime(lastRequestAt),
  };
}

const countsAnswer = lazySchema(() =>
  z
    .strictObject({
      partners: count.describe('Those that are enabled.'),
      cohorts: count,
      users: count.describe('Profiles, identified and anonymous.'),
      segments: count.describe('Those that are not archived.'),
      campaigns: count,
      canvases: count,
      requests: count.describe('Those that the journal keeps.'),
      faults: count,
    })
    .meta({ id: 'workspace_counts', description: 'How much of everything a workspace has.' }),
);

export const workspaceEndpoints = {
  listWorkspaces: controlEndpoint({
    verb: 'GET',
    path: '/workspaces',
    summary: 'Lists the workspaces of the server.',
    query: workspacesQuery,
    answer: {
      status: 200,
      body: lazySchema(() => pageAnswer({ workspaces: z.array(listedWorkspaceAnswer()) })),
    },
  }),
  createWorkspace: controlEndpoint({
    verb: 'POST',
    path: '/workspaces',
    summary: 'Creates a workspace, an isolated world, with all that it begins with.',
    description:
      'Everything may be left out. What is left out is made: one REST API key with every permission, and partner ' +
      '`hightouch` with one data import key.',
    body: () => workspaceInput,
    isBodyLarge: true,
    answer: { status: 201, body: workspaceAnswer },
    refusals: [
      'workspace_id_in_use',
      'partner_not_found',
      'key_in_use',
      'external_id_in_use',
      'braze_id_in_use',
      'alias_in_use',
      'segment_id_in_use',
      'campaign_id_in_use',
    ],
  }),
  getWorkspace: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}',
    summary: 'Shows a workspace with its keys and switches.',
    answer: { status: 200, body: workspaceAnswer },
  }),
  countWorkspace: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/counts',
    summary: 'Counts what a workspace has: users, cohorts, segments, requests and so on.',
    answer: { status: 200, body: countsAnswer },
  }),
  updateWorkspace: controlEndpoint({
    verb: 'PATCH',
    path: '/workspaces/{ws}',
    summary: 'Changes the name, switches or data settings of a workspace; what is left out stays as it is.',
    body: workspaceChanges,
    answer: { status: 200, body: workspaceAnswer },
  }),
  deleteWorkspace: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}',
    summary: 'Deletes a workspace with everything in it. Its keys are invalid from then on.',
    answer: { status: 204 },
  }),
  resetWorkspace: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/reset',
    summary: 'Takes a workspace back to what it was created with.',
    body: nothing,
    answer: { status: 200, body: workspaceAnswer },
    refusals: ['key_in_use'],
  }),
};
