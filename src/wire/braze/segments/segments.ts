import { z } from 'zod';
import { dataSeriesDaysMax } from '../../../domain/limits.js';
import type { Segment } from '../../../domain/segments/definition.js';
import { isoSeconds, parseIsoTime } from '../../../domain/time/time.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { getEndpoint } from '../endpoint.js';
import { refuseField } from '../fields.js';
import { listPageQuery, overlooksInListPage, readListPage } from '../list-page.js';

// Queries and answers of /segments/*, keys in the order they were recorded in. [client: braze_ruby recording]

const segmentList = lazySchema(() =>
  z.object({
    segments: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        analytics_tracking_enabled: z.boolean(),
        tags: z.array(z.string()),
      }),
    ),
    message: z.literal('success'),
  }),
);

const segmentDetails = lazySchema(() =>
  z.object({
    created_at: z.string(),
    updated_at: z.string(),
    name: z.string(),
    description: z.string().describe('The filters in words.'),
    text_description: z.string().describe('What a person wrote.'),
    tags: z.array(z.string()),
    teams: z.array(z.string()),
    message: z.literal('success'),
  }),
);

const segmentSeries = lazySchema(() =>
  z.object({
    data: z.array(z.object({ time: z.string().describe('A day.'), size: z.int() })),
    message: z.literal('success'),
  }),
);

/** [doc] get_segment */
export function segmentListJson(segments: readonly Segment[]): Wire<typeof segmentList> {
  return {
    segments: segments.map((segment) => ({
      id: segment.id,
      name: segment.name,
      analytics_tracking_enabled: segment.isAnalyticsTracked,
      tags: segment.tags,
    })),
    message: 'success',
  };
}

/** @param description  The filters in words; what a person wrote is the text description. [doc] get_segment_details */
export function segmentDetailsJson(segment: Segment, description: string): Wire<typeof segmentDetails> {
  return {
    created_at: isoSeconds(segment.createdAt),
    updated_at: isoSeconds(segment.updatedAt),
    name: segment.name,
    description,
    text_description: segment.textDescription,
    tags: segment.tags,
    teams: segment.teams,
    message: 'success',
  };
}

/**
 * Reads which days `/segments/data_series` is asked for. [doc] get_segment_analytics, texts [inferred]
 *
 * @throws EmulatorError `invalid_field`.
 */
export function readSeriesRange(query: Record<string, string>): {
  days: number;
  endingAt: number | undefined;
} {
  const { length = '', ending_at: endingAt } = query;
  const days = /^\d{1,9}$/.test(length) ? Number(length) : 0;
  if (days < 1 || days > dataSeriesDaysMax) {
    refuseField(`'length' must be an integer from 1 to ${dataSeriesDaysMax}`, 'length');
  }
  return { days, endingAt: endingAt === undefined ? undefined : readEndingAt(endingAt) };
}

/** A plus that was not escaped arrives as a space. [inferred] */
function readEndingAt(text: string): number {
  const time = parseIsoTime(text.replace(/(T.*) (\d{1,2}:?\d{2})$/, '$1+$2'));
  return time ?? refuseField("'ending_at' must be a time as an ISO 8601 string", 'ending_at');
}

export function segmentSeriesJson(
  sizes: readonly { day: string; size: number }[],
): Wire<typeof segmentSeries> {
  return { data: sizes.map(({ day, size }) => ({ time: day, size })), message: 'success' };
}

const segmentId = z.uuid().describe('API identifier of the segment.');
/** [client: braze_ruby recording] */
const answerMark = 'client: braze_ruby recording';

export const listBrazeSegments = getEndpoint({
  path: '/segments/list',
  summary: 'Lists segments, 100 a page.',
  access: { by: 'rest_api_key', permission: 'segments.list' },
  buckets: [rateLimitBuckets.shared],
  query: listPageQuery,
  read: readListPage,
  overlooks: ({ include_archived, ...query }) => overlooksInListPage(query),
  answer: { status: 200, body: segmentList },
  answerMark,
  refusals: [],
  source: { page: 'api/endpoints/export/segments/get_segment', mark: 'doc' },
});

export const showSegment = getEndpoint({
  path: '/segments/details',
  summary: 'Returns what a segment is.',
  access: { by: 'rest_api_key', permission: 'segments.details' },
  buckets: [rateLimitBuckets.shared],
  query: lazySchema(() => z.object({ segment_id: segmentId })),
  read: ({ segment_id }) => ({ segmentId: segment_id }),
  answer: { status: 200, body: segmentDetails },
  answerMark,
  refusals: ['invalid_segment_id'],
  source: { page: 'api/endpoints/export/segments/get_segment_details', mark: 'doc' },
});

export const showSegmentSeries = getEndpoint({
  path: '/segments/data_series',
  summary: 'Returns the size of a segment, day by day.',
  access: { by: 'rest_api_key', permission: 'segments.data_series' },
  buckets: [rateLimitBuckets.shared],
  query: lazySchema(() =>
    z.object({
      segment_id: segmentId,
      length: z.int().min(1).max(dataSeriesDaysMax).describe('How many days.'),
      ending_at: z
        .string()
        .optional()
        .meta({ format: 'date-time', description: 'When the last day ends, in ISO 8601. Left out, now.' }),
    }),
  ),
  read: (query) => ({ segmentId: query.segment_id, query }),
  answer: { status: 200, body: segmentSeries },
  answerMark,
  refusals: ['invalid_segment_id', 'invalid_field'],
  source: { page: 'api/endpoints/export/segments/get_segment_analytics', mark: 'doc' },
});
