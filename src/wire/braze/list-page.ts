import { z } from 'zod';
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
