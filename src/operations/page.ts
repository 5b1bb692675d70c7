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
