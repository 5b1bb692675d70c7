import { profileNumbers, profileSetSize } from '../../domain/profile-set.js';
import type { SegmentDefinition } from '../../domain/segments/definition.js';
import {
  type Expression,
  filterExpression,
  groupExpression,
  segmentExpression,
} from '../../domain/segments/expression.js';
import { listFilters } from '../../domain/segments/filter-places.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import type { Page } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';
import { assertSavable } from './check-definition.js';
import { definitionsOf, selectProfiles } from './evaluate.js';
import { findMembers } from './read-segments.js';

/** Who a selection holds: how many, and a page of them. */
export interface Selection {
  size: number;
  members: Page<ProfileIdentity, number>;
}

/** How many profiles one part of a definition is true for. */
export interface PartCount {
  /** `groups[0].filters[1]`, `groups[0]` or `exclusion_groups[0]`. */
  path: string;
  size: number;
  /** Of an exclusion group: who is left after it and those before it. */
  remaining?: number;
}

/**
 * Who would be in a segment with this definition, without saving one.
 *
 * @param page  A limit of 0 asks for the size alone; `withCounts` also for that of each part.
 * @throws EmulatorError `invalid_request`, as on saving.
 */
export function evaluateDefinition(
  context: Context,
  workspace: Workspace,
  definition: SegmentDefinition,
  page: { after?: number; limit: number; withCounts?: boolean },
): Selection & { counts?: PartCount[] } {
  assertSavable(context, workspace, definition, 'definition');
  const selected = findMembers(context, workspace, { definition });
  return {
    size: profileSetSize(selected),
    members: pageOfProfiles(context, workspace, profileNumbers(selected, page.after), page.limit),
    counts: page.withCounts ? countParts(context, workspace, definition) : undefined,
  };
}

/** Each filter, each group, and who is left after each exclusion group. */
function countParts(context: Context, workspace: Workspace, definition: SegmentDefinition): PartCount[] {
  const find = definitionsOf(context, workspace);
  const count = (expression: Expression) => profileSetSize(selectProfiles(context, workspace, expression));
  const filters = listFilters(definition).map(({ filter, path }) => ({
    path,
    size: count(filterExpression(filter, find)),
  }));
  const groups = definition.groups.map((group, index) => ({
    path: `groups[${index}]`,
    size: count(groupExpression(group, find)),
  }));
  const exclusions = definition.exclusionGroups.map((group, index, all) => ({
    path: `exclusion_groups[${index}]`,
    size: count(groupExpression(group, find)),
    remaining: count(segmentExpression({ ...definition, exclusionGroups: all.slice(0, index + 1) }, find)),
  }));
  return [...filters, ...groups, ...exclusions];
}
