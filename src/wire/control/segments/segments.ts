import { z } from 'zod';
import type { JsonObject } from '../../../domain/json.js';
import type { Campaign } from '../../../domain/messaging/campaign.js';
import type { Segment, SegmentContent, SegmentInput } from '../../../domain/segments/definition.js';
import type { FailingCriterion } from '../../../domain/segments/failing-criteria.js';
import { isoTime } from '../../../domain/time/time.js';
import { apiIdentifier } from '../../api-identifier.js';
import { definitionInput, definitionJson } from './definition.js';

// Segments on the control API and in seeds: bodies, queries and views.

const contentShape = {
  name: z.string().min(1),
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
  .transform((its): SegmentInput => ({ id: its.id, ...contentOf(its) }));

/** A segment to save anew, whole. */
export const segmentReplacement = z.strictObject(contentShape).transform(contentOf);

export const evaluateInput = z.strictObject({ definition: definitionInput });

const identifier = z.string().min(1);

/** Exactly one of the two ids by which the dashboard looks somebody up. */
export const lookupQuery = z
  .strictObject({ external_id: identifier.optional(), braze_id: identifier.optional() })
  .transform((its, context) => {
    if (its.external_id !== undefined && its.braze_id === undefined) return { externalId: its.external_id };
    if (its.braze_id !== undefined && its.external_id === undefined) return { brazeId: its.braze_id };
    const path = its.external_id === undefined ? 'external_id' : 'braze_id';
    const message = 'expected external_id or braze_id, exactly one of them';
    context.issues.push({ code: 'custom', input: its, path: [path], message });
    return z.NEVER;
  });

/** A segment in a list. */
export function segmentJson(segment: Segment): JsonObject {
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
  };
}

/** A segment whole, with what uses it. */
export function wholeSegmentJson(
  segment: Segment & { uses: { segments: readonly Segment[]; campaigns: readonly Campaign[] } },
): JsonObject {
  const { segments, campaigns } = segment.uses;
  const idsOf = (kind: Campaign['kind']) => campaigns.filter((its) => its.kind === kind).map(({ id }) => id);
  return {
    ...segmentJson(segment),
    used_by: {
      segments: segments.map(({ id }) => id),
      campaigns: idsOf('campaign'),
      canvases: idsOf('canvas'),
    },
  };
}

export function lookupJson(lookup: { isMember: boolean; failing: FailingCriterion[] }): JsonObject {
  return { matches: lookup.isMember, failing: lookup.failing.map((criterion) => ({ ...criterion })) };
}
