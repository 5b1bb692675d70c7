import { z } from 'zod';
import type { CampaignUse } from '../../../domain/messaging/campaign.js';
import type { Segment, SegmentContent, SegmentInput } from '../../../domain/segments/definition.js';
import type { Criterion, JudgedCriterion } from '../../../domain/segments/failing-criteria.js';
import { isoTime } from '../../../domain/time/time.js';
import { apiIdentifier } from '../../api-identifier.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { controlEndpoint } from '../endpoint.js';
import { listingQuery, pageAnswer, pageOf, pageQuery, selectionPageShape, yesOrNo } from '../pages.js';
import { membersAnswer, selectionAnswer } from '../users/profiles.js';
import { answeredTime, givenName, identifier, nothing } from '../values.js';
import { definitionAnswer, definitionInput, definitionJson } from './definition.js';

// Segments on the control API and in seeds: bodies, queries and views.

const contentShape = {
  name: givenName,
  text_description: z.string().default(''),
  tags: z.array(z.string().min(1)).default([]),
  teams: z.array(z.string().min(1)).default([]),
  analytics_tracking_enabled: z.boolean().default(false),
  definition: definitionInput,
};

function contentOf(its: z.output<z.ZodObject<typeof contentShape>>): SegmentContent {
  return {
    name: its.name,
    textDescription: its.text_description,
    tags: its.tags,
    teams: its.teams,
    isAnalyticsTracked: its.analytics_tracking_enabled,
    definition: its.definition,
  };
}

/** A segment to make. */
export const segmentInput = z
  .strictObject({
    id: apiIdentifier.optional().describe('API identifier. Left out, one is made.'),
    ...contentShape,
  })
  .transform((its): SegmentInput => ({ id: its.id, ...contentOf(its) }))
  .meta({ id: 'new_segment', description: 'A segment to make.' });

/** A segment to save anew, whole. */
const segmentReplacement = lazySchema(() => z.strictObject(contentShape).transform(contentOf));

const evaluateQuery = lazySchema(() =>
  selectionPageShape()
    .extend({ counts: yesOrNo.optional().describe('`true`: each filter and each group is counted too.') })
    .transform(({ counts, ...page }) => ({ ...pageOf(page), withCounts: counts === 'true' })),
);

const evaluationAnswer = lazySchema(() =>
  selectionAnswer().extend({
    counts: z
      .array(
        z.strictObject({
          path: z.string().describe('Such as `groups[0].filters[1]`, `groups[0]` or `exclusion_groups[0]`.'),
          size: z.int().describe('Profiles for which it is true, looked at alone.'),
          remaining: z
            .int()
            .optional()
            .describe('Of an exclusion group: who is left after it and those before it.'),
        }),
      )
      .optional()
      .describe('When they were asked for.'),
  }),
);

const evaluateInput = lazySchema(() => z.strictObject({ definition: definitionInput }));

/** Exactly one of the two ids by which the dashboard looks somebody up. */
const lookupQuery = lazySchema(() =>
  z
    .strictObject({ external_id: identifier.optional(), braze_id: identifier.optional() })
    .transform((its, context) => {
      if (its.external_id !== undefined && its.braze_id === undefined) return { externalId: its.external_id };
      if (its.braze_id !== undefined && its.external_id === undefined) return { brazeId: its.braze_id };
      const path = its.external_id === undefined ? 'external_id' : 'braze_id';
      const message = 'expected external_id or braze_id, exactly one of them';
      context.issues.push({ code: 'custom', input: its, path: [path], message });
      return z.NEVER;
    }),
);

const segmentAnswer = lazySchema(() =>
  z
    .strictObject({
      id: z.string(),
      name: z.string(),
      text_description: z.string(),
      tags: z.array(z.string()),
      teams: z.array(z.string()),
      analytics_tracking_enabled: z.boolean(),
      definition: definitionAnswer(),
      archived: z.boolean(),
      created_at: answeredTime,
      updated_at: answeredTime,
      used_by: z
        .strictObject({
          segments: z.array(z.string()),
          campaigns: z.array(z.string()),
          canvases: z.array(z.string()),
        })
        .describe('Ids of what uses it.'),
    })
    .meta({ id: 'segment', description: 'A segment with its definition.' }),
);

const lookupAnswer = lazySchema(() =>
  z.strictObject({
    matches: z.boolean(),
    failing: z
      .array(
        z.strictObject({
          path: z.string().describe('Such as `groups[0].filters[1]` or `apps_used`.'),
          description: z.string(),
        }),
      )
      .describe('The criteria that keep the profile out.'),
    criteria: z
      .array(z.strictObject({ path: z.string(), description: z.string(), met: z.boolean() }))
      .describe('Every criterion, and whether the profile meets it.'),
  }),
);

/** A segment with what uses it. */
export function segmentJson(
  segment: Segment & {
    uses: { segments: readonly { id: string }[]; campaigns: readonly Pick<CampaignUse, 'kind' | 'id'>[] };
  },
): Wire<typeof segmentAnswer> {
  const { segments, campaigns } = segment.uses;
  const idsOf = (kind: CampaignUse['kind']) =>
    campaigns.filter((its) => its.kind === kind).map(({ id }) => id);
  return {
    id: segment.id,
    name: segment.name,
    text_description: segment.textDescription,
    tags: segment.tags,
    teams: segment.teams,
    analytics_tracking_enabled: segment.isAnalyticsTracked,
    definition: definitionJson(segment.definition),
    archived: segment.isArchived,
    created_at: isoTime(segment.createdAt),
    updated_at: isoTime(segment.updatedAt),
    used_by: {
      segments: segments.map(({ id }) => id),
      campaigns: idsOf('campaign'),
      canvases: idsOf('canvas'),
    },
  };
}

export function lookupJson(lookup: {
  isMember: boolean;
  failing: Criterion[];
  criteria: JudgedCriterion[];
}): Wire<typeof lookupAnswer> {
  return {
    matches: lookup.isMember,
    failing: lookup.failing,
    criteria: lookup.criteria.map(({ isMet, ...its }) => ({ ...its, met: isMet })),
  };
}

export const segmentEndpoints = {
  listSegments: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/segments',
    summary: 'Lists the segments of a workspace, archived ones too.',
    query: listingQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ segments: z.array(segmentAnswer()) })) },
  }),
  createSegment: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/segments',
    summary: 'Creates a segment, which at Braze only a person in the dashboard can do.',
    body: () => segmentInput,
    answer: { status: 201, body: segmentAnswer },
    refusals: ['segment_id_in_use'],
  }),
  // Before the segments by id: `evaluate` is no id.
  evaluateDefinition: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/segments/evaluate',
    summary: 'Says who would be in a segment of a definition, without saving it.',
    query: evaluateQuery,
    body: evaluateInput,
    answer: { status: 200, body: evaluationAnswer },
  }),
  getSegment: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/segments/{id}',
    summary: 'Shows a segment with what uses it.',
    answer: { status: 200, body: segmentAnswer },
    refusals: ['segment_not_found'],
  }),
  replaceSegment: controlEndpoint({
    verb: 'PUT',
    path: '/workspaces/{ws}/segments/{id}',
    summary: 'Replaces a segment whole; its id stays.',
    body: segmentReplacement,
    answer: { status: 200, body: segmentAnswer },
    refusals: ['segment_not_found'],
  }),
  deleteSegment: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/segments/{id}',
    summary: 'Deletes a segment that nothing uses.',
    answer: { status: 204 },
    refusals: ['segment_not_found', 'segment_in_use'],
  }),
  archiveSegment: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/segments/{id}/archive',
    summary: 'Archives a segment, and stops the campaigns and Canvases that use it.',
    body: nothing,
    answer: { status: 200, body: segmentAnswer },
    refusals: ['segment_not_found'],
  }),
  unarchiveSegment: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/segments/{id}/unarchive',
    summary: 'Takes a segment out of the archive.',
    body: nothing,
    answer: { status: 200, body: segmentAnswer },
    refusals: ['segment_not_found'],
  }),
  getSegmentSize: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/segments/{id}/size',
    summary: 'Counts the profiles that are in a segment now, exactly.',
    answer: { status: 200, body: lazySchema(() => z.strictObject({ size: z.int() })) },
    refusals: ['segment_not_found'],
  }),
  listSegmentMembers: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/segments/{id}/members',
    summary: 'Lists the profiles that are in a segment now.',
    query: pageQuery,
    answer: { status: 200, body: membersAnswer },
    refusals: ['segment_not_found'],
  }),
  lookUpUser: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/segments/{id}/lookup',
    summary: 'Says whether a profile is in a segment, and which criteria keep it out.',
    query: lookupQuery,
    answer: { status: 200, body: lookupAnswer },
    refusals: ['segment_not_found', 'user_not_found'],
  }),
};
