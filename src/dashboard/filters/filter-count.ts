import type { FilterGroups } from '../../client/api.js';

/** How many filters there are, all groups together. */
export function filterCount({ groups = [], exclusion_groups: excluded = [] }: FilterGroups): number {
  return [...groups, ...excluded].reduce((sum, { filters }) => sum + filters.length, 0);
}
