import { EmulatorError } from '../../domain/errors.js';
import { filtersWithSegmentsMax } from '../../domain/limits.js';
import type { Campaign } from '../../domain/messaging/campaign.js';
import type { FilterGroups, Segment, SegmentDefinition } from '../../domain/segments/definition.js';
import type { FindDefinition } from '../../domain/segments/expression.js';
import { listFilters } from '../../domain/segments/filter-places.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { definitionsOf } from './evaluate.js';
import { usesOf } from './segment-uses.js';

/**
 * Refuses what comes to more filters than anybody waits for, those of the segments that it names counted each time.
 *
 * @param path  Of what is counted.
 * @throws EmulatorError `invalid_request`.
 */
export function assertFewFilters(
  context: Context,
  workspace: Workspace,
  groups: FilterGroups,
  path: string,
  segmentIds: readonly string[] = [],
): void {
  const count = countFilters(groups, segmentIds, definitionsOf(context, workspace));
  if (count > filtersWithSegmentsMax) refuse(path, 'it comes', count);
}

/**
 * The same of what names a segment that gets another definition.
 *
 * @throws EmulatorError `invalid_request`.
 */
export function assertFewFiltersInUses(
  context: Context,
  workspace: Workspace,
  segment: Segment,
  definition: SegmentDefinition,
): void {
  const saved = definitionsOf(context, workspace);
  const find: FindDefinition = (id) => (id === segment.id ? definition : saved(id));
  const { segments, campaigns } = usesOf(context, workspace, segment);
  for (const its of segments) assertFew(its, countFilters(its.definition, [], find));
  for (const its of campaigns) {
    assertFew(its, countFilters(its.target.additionalFilters, its.target.segmentIds, find));
  }
}

function assertFew({ name }: Segment | Campaign, count: number): void {
  if (count > filtersWithSegmentsMax)
    refuse('definition', `${JSON.stringify(name)}, which uses it, comes`, count);
}

function refuse(path: string, subject: string, count: number): never {
  const message = `${path} is not valid: ${subject} to ${count} filters with those of its segments, expected at most ${filtersWithSegmentsMax}`;
  throw new EmulatorError('invalid_request', message, { path });
}

/** Segments nest one level deep, below a target two. */
function countFilters(
  groups: FilterGroups,
  segmentIds: readonly string[],
  find: FindDefinition,
  counts = new Map<string, number>(),
): number {
  const countOf = (id: string): number => {
    const known = counts.get(id);
    if (known !== undefined) return known;
    const definition = find(id);
    const count = definition === undefined ? 0 : countFilters(definition, [], find, counts);
    counts.set(id, count);
    return count;
  };
  const named = (ids: readonly string[]) => ids.reduce((sum, id) => sum + countOf(id), 0);
  const own = listFilters(groups).map(({ filter }) =>
    filter.type === 'segment' ? named(filter.segmentIds) : 1,
  );
  return own.reduce((sum, count) => sum + count, named(segmentIds));
}
