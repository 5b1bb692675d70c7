import { z } from 'zod';
import { type Ignored, ignored } from '../../domain/journal/ignored.js';
import { lazySchema } from '../endpoint.js';

/** Which page of a Braze list, and in which order. */
export interface ListPage {
  /** From 0. */
  page: number;
  isDescending: boolean;
  /** Parameters that fell back to their default. */
  ignored: Ignored[];
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
    ignored: [
      ...ignoredUnless(/^\d*$/.test(page), 'page', 'is no whole number from 0, and was taken for 0'),
      ...ignoredUnless(
        direction === undefined || /^(asc|desc)?$/.test(direction),
        'sort_direction',
        'is neither asc nor desc, and was taken for asc',
      ),
    ],
  };
}

/** A parameter that is without effect, unless it is as its list wants it. */
export function ignoredUnless(isFitting: boolean, name: string, reason: string): Ignored[] {
  return isFitting ? [] : [ignored(`query.${name}`, 'parameter_not_used', reason)];
}

export const listPageShape = {
  page: z.int().min(0).or(z.string()).optional().describe('From 0, the default; what is no number is 0.'),
  sort_direction: z
    .string()
    .optional()
    .describe('Order of creation: desc has the newest first, anything else the oldest.'),
};

export const listPageQuery = lazySchema(() => z.object(listPageShape));
