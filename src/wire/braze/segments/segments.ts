import type { JsonObject } from '../../../domain/json.js';
import { dataSeriesDaysMax } from '../../../domain/limits.js';
import type { Segment } from '../../../domain/segments/definition.js';
import { isoSeconds, parseIsoTime } from '../../../domain/time/time.js';
import { refuseField } from '../fields.js';

// Queries and answers of /segments/*, keys in the order they were recorded in. [client: braze_ruby recording]

/** [doc] get_segment */
export function segmentListJson(segments: readonly Segment[]): JsonObject {
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
export function segmentDetailsJson(segment: Segment, description: string): JsonObject {
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

export function segmentSeriesJson(sizes: readonly { day: string; size: number }[]): JsonObject {
  return { data: sizes.map(({ day, size }) => ({ time: day, size })), message: 'success' };
}
