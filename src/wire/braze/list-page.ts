import { z } from 'zod';
import { type Ignored, ignored } from '../../domain/journal/ignored.js';
import { lazySchema } from '../endpoint.js';

/** Which page of a Braze list, and in which order. */
export interface ListPage {
  /** From 0. */
  page: number;
  isDescending: boolean;
}

/** No list is as long. */
const pageMax = 1_000_000_000;

/**
 * Reads `page` and `sort_direction` of a list of segments, campaigns or Canvases. [doc] get_segment; what is neither falls
 * back to the default [inferred]
 */
export function readListPage(query: Record<string, string>): ListPage {
  const { page = '', sort_direction: direction } = query;
  return {
    page: /^\d+$/.test(page) ? Math.min(Number(page), pageMax) : 0,
    isDescending: direction === 'desc',
  };
}

export const listPageShape = {
  page: z.int().min(0).or(z.string()).optional().describe('From 0, the default; what is no number is 0.'),
  sort_direction: z
    .string()
    .optional()
    .describe('Order of creation: desc has the newest first, anything else the oldest.'),
};

export const listPageQuery = lazySchema(() => z.object(listPageShape));

/** What of the query of a list falls back to its default. */
export function overlooksInListPage(query: Record<string, string>): Ignored[] {
  const { page, sort_direction: direction, include_archived: withArchived } = query;
  const isIn = (value: string | undefined, values: readonly string[]) =>
    value === undefined || value === '' || values.includes(value);
  const notes: Ignored[] = [];
  if (page !== undefined && page !== '' && !/^\d+$/.test(page)) {
    notes.push(ignored('page', 'ignored_value', 'is no number, so the first page is shown', pageHint));
  }
  if (!isIn(direction, ['asc', 'desc'])) {
    notes.push(ignored('sort_direction', 'ignored_value', 'is neither asc nor desc, so it counts as asc'));
  }
  if (!isIn(withArchived, ['true', 'false'])) {
    const reason = 'is not true, so it counts as false';
    notes.push(ignored('include_archived', 'ignored_value', reason, 'Only true has an effect'));
  }
  return notes;
}

const pageHint = 'Pages count from 0';
