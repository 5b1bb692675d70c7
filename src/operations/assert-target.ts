import { EmulatorError } from '../domain/errors.js';
import type { FilterGroup, SegmentFilter, Target } from '../domain/segment/definition.js';
import type { Workspace } from '../domain/workspace.js';
import { findCohort } from '../store/cohorts.js';
import { listWorkspacePartners } from '../store/partners.js';
import { findSegment } from '../store/segments.js';
import type { Context } from './context.js';

/**
 * Refuses a target that selects by what is not there: a dashboard offers only segments and cohorts that are. [inferred]
 *
 * @param path  Of the target in the caller's input.
 * @throws EmulatorError `invalid_request`, with the path of the id.
 */
export function assertTarget(context: Context, workspace: Workspace, target: Target, path: string): void {
  for (const [index, id] of target.segmentIds.entries()) {
    assertSegment(context, workspace, id, `${path}.segment_ids[${index}]`);
  }
  const { groups, exclusionGroups } = target.additionalFilters;
  assertGroups(context, workspace, groups, `${path}.additional_filters.groups`);
  assertGroups(context, workspace, exclusionGroups, `${path}.additional_filters.exclusion_groups`);
}

// MERGE (segments): check-definition.ts has assertSegmentsKnown and assertFiltersKnown, which the function above then calls;
// everything below goes.

function assertGroups(
  context: Context,
  workspace: Workspace,
  groups: readonly FilterGroup[],
  path: string,
): void {
  for (const [groupIndex, group] of groups.entries()) {
    for (const [index, filter] of group.filters.entries()) {
      assertFilter(context, workspace, filter, `${path}[${groupIndex}].filters[${index}]`);
    }
  }
}

function assertFilter(context: Context, workspace: Workspace, filter: SegmentFilter, path: string): void {
  if (filter.type !== 'cohort') return;
  const { partner, cohortIds } = filter;
  const known = listWorkspacePartners(context.database, workspace.number);
  if (!known.some((its) => its.isEnabled && its.partner.partner === partner)) {
    refuse(`Partner '${partner}' is not enabled in this workspace`, `${path}.partner`);
  }
  for (const [index, id] of cohortIds.entries()) {
    if (findCohort(context.database, workspace.number, partner, id) !== undefined) continue;
    refuse(`${partner} has no cohort '${id}' in this workspace`, `${path}.cohort_ids[${index}]`);
  }
}

function assertSegment(context: Context, workspace: Workspace, id: string, path: string): void {
  if (findSegment(context.database, workspace.number, id) !== undefined) return;
  refuse(`This workspace has no segment '${id}'`, path);
}

function refuse(message: string, path: string): never {
  throw new EmulatorError('invalid_request', message, { path });
}
