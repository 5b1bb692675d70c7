/**
 * One page of a list that is short enough to be read whole: keys and partners. Its position is how many items went
 * before, so an item that goes away between two pages shifts the rest.
 */
export function pageOfWhole<Item>(
  items: readonly Item[],
  page: { after?: number; limit: number },
): { items: Item[]; next: number | null } {
  const end = (page.after ?? 0) + page.limit;
  return { items: items.slice(page.after ?? 0, end), next: end < items.length ? end : null };
}
