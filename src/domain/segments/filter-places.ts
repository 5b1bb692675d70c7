import type { FilterGroups, SegmentFilter } from './definition.js';
import { writtenOutSize } from './regex-size.js';

/** A filter with the place it stands at in its definition. */
export interface PlacedFilter {
  filter: SegmentFilter;
  /** E.g. `groups[0].filters[1]`. */
  path: string;
}

/** Every filter of the groups and the exclusion groups. */
export function listFilters(definition: FilterGroups): PlacedFilter[] {
  const placed = (groups: FilterGroups['groups'], name: string) =>
    groups.flatMap((group, index) =>
      group.filters.map((filter, place) => ({ filter, path: `${name}[${index}].filters[${place}]` })),
    );
  return [...placed(definition.groups, 'groups'), ...placed(definition.exclusionGroups, 'exclusion_groups')];
}

/** Ids of the segments that filters include or leave out, each once. */
export function usedSegmentIds(definition: FilterGroups): Set<string> {
  return new Set(
    listFilters(definition).flatMap(({ filter }) => (filter.type === 'segment' ? filter.segmentIds : [])),
  );
}

/** The regular expression of a filter that has one. */
export function regexOf(filter: SegmentFilter): string | undefined {
  if (!('comparison' in filter)) return undefined;
  switch (filter.comparison) {
    case 'matches_regex':
    case 'does_not_match_regex':
      return filter.value;
    default:
      return undefined;
  }
}

/** What the regular expressions of a definition come to, by `writtenOutSize`. */
export function regexSizeOf(groups: FilterGroups): number {
  return listFilters(groups).reduce((sum, { filter }) => sum + writtenOutSize(regexOf(filter) ?? ''), 0);
}
