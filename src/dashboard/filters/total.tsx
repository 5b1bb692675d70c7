import type { Child } from 'hono/jsx';
import { countText } from '../parts/numbers.js';
import type { Counts } from './counts.js';

/**
 * How many are in it, filled in by what counts.
 *
 * @param place  Where on the page: ids on a page differ.
 * @param ready  What was asked for without JavaScript.
 */
export function Total({ place, counts, ready }: { place: string; counts?: Counts; ready?: Child }) {
  const isKnown = counts !== undefined || ready !== undefined;
  return (
    <output class="counted total" id={`total-${place}`} hx-morph-skip={isKnown ? undefined : ''}>
      {counts === undefined ? (ready ?? '…') : counts.size === undefined ? '–' : countText(counts.size)}
    </output>
  );
}
