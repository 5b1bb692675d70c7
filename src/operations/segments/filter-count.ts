import { EmulatorError } from '../../domain/errors.js';
import { filtersWithSegmentsMax, regexSizeMax } from '../../domain/limits.js';
import type { CampaignUse } from '../../domain/messaging/campaign.js';
import type { FilterGroups, Segment, SegmentDefinition } from '../../domain/segments/definition.js';
import type { FindDefinition } from '../../domain/segments/expression.js';
import { listFilters, regexSizeOf } from '../../domain/segments/filter-places.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { campaignsUsing } from './campaigns-using.js';
import { definitionsOf } from './evaluate.js';
import { listSegmentsUsing } from './segment-uses.js';

/** What a definition or target comes to, with the segments that it names, each as often as it names it. */
interface Extent {
  filters: number;
  /** By `writtenOutSize`. */
  regexSize: number;
}

const bounds: readonly [keyof Extent, max: number, of: string][] = [
  ['filters', filtersWithSegmentsMax, 'filters'],
  [
    'regexSize',
    regexSizeMax,
    'characters and classes of regular expressions (counted repetitions written out)',
  ],
];

/**
 * Refuses what comes to more filters than anybody waits for, those of the segments that it names counted each time, or to more
 * of regular expressions.
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
  assertWithin(extentOf(groups, segmentIds, definitionsOf(context, workspace)), path, 'it');
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
  // Of each segment once: a thousand campaigns may name the same thousand.
  const known = new Map<string, Extent>();
  for (const its of listSegmentsUsing(context, workspace, segment.id))
    assertFew(its, extentOf(its.definition, [], find, known));
  for (const its of campaignsUsing(context, workspace, [segment.id])) {
    assertFew(its, extentOf(its.target.additionalFilters, its.target.segmentIds, find, known));
  }
}

function assertFew({ name }: Segment | CampaignUse, extent: Extent): void {
  assertWithin(extent, 'definition', `${JSON.stringify(name)}, which uses it,`);
}

function assertWithin(extent: Extent, path: string, subject: string): void {
  for (const [its, max, of] of bounds) {
    if (extent[its] <= max) continue;
    const message = `${path} is not valid: ${subject} comes to ${extent[its]} ${of} with those of its segments, expected at most ${max}`;
    throw new EmulatorError('invalid_request', message, { path });
  }
}

/** Segments nest one level deep, below a target two. */
function extentOf(
  groups: FilterGroups,
  segmentIds: readonly string[],
  find: FindDefinition,
  known = new Map<string, Extent>(),
): Extent {
  const sum: Extent = { filters: 0, regexSize: regexSizeOf(groups) };
  const addSegments = (ids: readonly string[]) => {
    for (const id of ids) {
      const { filters, regexSize } = known.get(id) ?? extentOfSegment(id, find, known);
      sum.filters += filters;
      sum.regexSize += regexSize;
    }
  };
  for (const { filter } of listFilters(groups)) {
    if (filter.type === 'segment') addSegments(filter.segmentIds);
    else sum.filters++;
  }
  addSegments(segmentIds);
  return sum;
}

function extentOfSegment(id: string, find: FindDefinition, known: Map<string, Extent>): Extent {
  const definition = find(id);
  const extent =
    definition === undefined ? { filters: 0, regexSize: 0 } : extentOf(definition, [], find, known);
  known.set(id, extent);
  return extent;
}
