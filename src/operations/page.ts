import { listedBytesMax } from '../domain/limits.js';

/** One page of a list: `next` is what to pass as `after` for the following one, `null` on the last. */
export interface Page<Item, Position> {
  items: Item[];
  next: Position | null;
}

/** A page of the first `limit` of `found`, which was asked for one more to know whether another page follows. */
export function pageOf<Item, Position>(
  found: readonly Item[],
  limit: number,
  positionOf: (item: Item) => Position,
): Page<Item, Position> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? positionOf(last) : null };
}

/**
 * The same of items that may be large: the page has `limit` of them, fewer once they have `listedBytesMax` bytes of JSON.
 *
 * @param findAfter  The first item that stands behind a position. They are read one by one, so that never many large ones
 * are in memory.
 */
export function pageOfLarge<Item, Position>(
  findAfter: (after: Position | undefined) => Item | undefined,
  { after, limit }: { after?: Position; limit: number },
  positionOf: (item: Item) => Position,
): Page<Item, Position> {
  const items: Item[] = [];
  let position = after;
  let bytes = 0;
  for (let found = findAfter(position); found !== undefined; found = findAfter(position)) {
    if (items.length === limit || bytes >= listedBytesMax) return { items, next: position ?? null };
    items.push(found);
    position = positionOf(found);
    bytes += Buffer.byteLength(JSON.stringify(found));
  }
  return { items, next: null };
}
