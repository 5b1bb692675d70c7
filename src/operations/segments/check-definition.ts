import { EmulatorError } from '../../domain/errors.js';
import type { FilterGroups, SegmentDefinition, SegmentFilter } from '../../domain/segments/definition.js';
import { listFilters, regexOf, usedSegmentIds } from '../../domain/segments/filter-places.js';
import { regexProblem } from '../../domain/segments/regex.js';
import { customAttributeSettings } from '../../domain/users/data-settings.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findCohort, listCohortIds } from '../../store/cohorts.js';
import { findSegment } from '../../store/segments/segments.js';
import { listWorkspacePartners } from '../../store/workspaces/partners.js';
import type { Context } from '../context.js';
import { assertFewFilters } from './filter-count.js';
import { listSegmentsUsing } from './segment-uses.js';

type FilterOf<Type> = Extract<SegmentFilter, { type: Type }>;
/** How many ids a refusal names when it says what there is. */
const toldIdsMax = 10;

/**
 * Refuses a definition that could not be put together in the dashboard: over cohorts and segments that the workspace does
 * not have, with segments nested deeper than one level, or with too much or wrong regular expressions. [doc] segmentation_filters;
 * self-reference [inferred]
 *
 * @param path  Where the definition stands in what was sent.
 * @param selfId  Of the segment that is saved with it.
 * @throws EmulatorError `invalid_request`, with the path of the partner, cohort or segment.
 */
export function assertSavable(
  context: Context,
  workspace: Workspace,
  definition: SegmentDefinition,
  path: string,
  selfId?: string,
): void {
  for (const { filter, path: place } of listFilters(definition)) {
    if (filter.type === 'segment') assertNestable(context, workspace, filter, `${path}.${place}`, selfId);
  }
  assertFiltersKnown(context, workspace, definition, path);
  assertFewFilters(context, workspace, definition, path);
  assertRegexes(definition, path);
}

/**
 * Refuses regular expressions that cannot be used. Each is compiled, so what they come to is asserted before.
 *
 * @throws EmulatorError `invalid_request`, with the path of the value.
 */
export function assertRegexes(groups: FilterGroups, path: string): void {
  for (const { filter, path: place } of listFilters(groups)) {
    const regex = regexOf(filter);
    const problem = regex === undefined ? undefined : regexProblem(regex);
    if (problem !== undefined) refuse(`${path}.${place}.value`, `expected a regular expression ${problem}`);
  }
}

/**
 * Refuses filters over partners, cohorts and segments that the workspace does not have, over custom attributes and events
 * that it blocklists, and with a type that is not the one it forces. [doc] blocklist_custom_data; 6.4 of the contract for types
 *
 * @throws EmulatorError `invalid_request`, with the path of the value.
 */
export function assertFiltersKnown(
  context: Context,
  workspace: Workspace,
  groups: FilterGroups,
  path: string,
): void {
  for (const { filter, path: place } of listFilters(groups)) {
    assertAsSet(workspace, filter, `${path}.${place}`);
    if (filter.type === 'cohort') assertCohortsKnown(context, workspace, filter, `${path}.${place}`);
    if (filter.type === 'segment') {
      assertSegmentsKnown(context, workspace, filter.segmentIds, `${path}.${place}.segment_ids`);
    }
  }
}

function assertAsSet({ dataSettings }: Workspace, filter: SegmentFilter, path: string): void {
  if (filter.type === 'custom_event' && dataSettings.blocklistedEvents.includes(filter.name)) {
    refuse(`${path}.name`, `the workspace blocklists the event ${JSON.stringify(filter.name)}`);
  }
  if (filter.type !== 'custom_attribute') return;
  const setting = customAttributeSettings(dataSettings)?.get(filter.name);
  if (setting?.isBlocklisted) {
    refuse(`${path}.name`, `the workspace blocklists the attribute ${JSON.stringify(filter.name)}`);
  }
  // A path leads to a value whose type nobody forces, and objects have no filters of their own.
  const type = setting?.type;
  const isFree =
    filter.path !== undefined || type === undefined || type === 'object' || type === 'object_array';
  if (!isFree && type !== filter.valueType) {
    refuse(
      `${path}.value_type`,
      `the workspace forces ${JSON.stringify(filter.name)} to the type ${type}, so expected "${type}"`,
    );
  }
}

/** @throws EmulatorError `invalid_request`, with the path of the first id that no segment has. */
export function assertSegmentsKnown(
  context: Context,
  workspace: Workspace,
  segmentIds: readonly string[],
  path: string,
): void {
  for (const [index, id] of segmentIds.entries()) {
    if (findSegment(context.database, workspace.number, id) === undefined) {
      refuse(`${path}[${index}]`, `this workspace has no segment with the id ${JSON.stringify(id)}`);
    }
  }
}

/** The filter is offered for partners that are on, with the cohorts that are known. [doc] cohort_import */
function assertCohortsKnown(
  context: Context,
  workspace: Workspace,
  { partner, cohortIds }: FilterOf<'cohort'>,
  path: string,
): void {
  const enabled = listWorkspacePartners(context.database, workspace.number)
    .filter((its) => its.isEnabled)
    .map((its) => its.partner.partner);
  if (!enabled.includes(partner)) {
    const names = enabled.length === 0 ? 'none is' : `enabled: ${enabled.join(', ')}`;
    refuse(
      `${path}.partner`,
      `the partner ${JSON.stringify(partner)} is not enabled for this workspace; ${names}`,
    );
  }
  for (const [index, id] of cohortIds.entries()) {
    if (findCohort(context.database, workspace.number, partner, id) !== undefined) continue;
    const known = listCohortIds(context.database, workspace.number, partner, toldIdsMax).map((known) =>
      JSON.stringify(known),
    );
    const some = known.length === 0 ? 'it has none yet' : `it has ${known.join(', ')}`;
    refuse(`${path}.cohort_ids[${index}]`, `${partner} has no cohort ${JSON.stringify(id)}; ${some}`);
  }
}

function assertNestable(
  context: Context,
  workspace: Workspace,
  { segmentIds }: FilterOf<'segment'>,
  path: string,
  selfId: string | undefined,
): void {
  for (const [index, id] of segmentIds.entries()) {
    const place = `${path}.segment_ids[${index}]`;
    if (id === selfId) refuse(place, 'a segment cannot use itself');
    const used = findSegment(context.database, workspace.number, id);
    if (used !== undefined && usedSegmentIds(used.definition).size > 0) {
      refuse(
        place,
        `the segment ${JSON.stringify(used.name)} uses segments itself, and they nest one level deep`,
      );
    }
  }
  const [user] = selfId === undefined ? [] : listSegmentsUsing(context, workspace, selfId);
  if (user !== undefined) {
    refuse(
      path,
      `the segment ${JSON.stringify(user.name)} uses this one, so this one cannot use segments; they nest one level deep`,
    );
  }
}

function refuse(path: string, reason: string): never {
  throw new EmulatorError('invalid_request', `${path} is not valid: ${reason}`, { path });
}
