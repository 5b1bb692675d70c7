import type { Target } from '../../domain/segments/definition.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { assertFiltersKnown, assertRegexes, assertSegmentsKnown } from '../segments/check-definition.js';
import { assertFewFilters } from '../segments/filter-count.js';

/**
 * Refuses a target that selects by what is not there: a dashboard offers only segments and cohorts that are. [inferred]
 * Segments may be nested ones: a target is no segment itself. [doc] targeting_users
 *
 * @param path  Of the target in the caller's input.
 * @throws EmulatorError `invalid_request`, with the path of the id.
 */
export function assertTarget(context: Context, workspace: Workspace, target: Target, path: string): void {
  assertSegmentsKnown(context, workspace, target.segmentIds, `${path}.segment_ids`);
  assertFiltersKnown(context, workspace, target.additionalFilters, `${path}.additional_filters`);
  assertFewFilters(context, workspace, target.additionalFilters, path, target.segmentIds);
  assertRegexes(target.additionalFilters, `${path}.additional_filters`);
}
