import { profileNumbers, profileSetSize } from '../../domain/profile-set.js';
import type { SegmentDefinition } from '../../domain/segments/definition.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import type { Page } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';
import { assertSavable } from './check-definition.js';
import { findMembers } from './read-segments.js';

/** Who a selection holds: how many, and a page of them. */
export interface Selection {
  size: number;
  members: Page<ProfileIdentity, number>;
}

/**
 * Who would be in a segment with this definition, without saving one.
 *
 * @param page  A limit of 0 asks for the size alone.
 * @throws EmulatorError `invalid_request`, as on saving.
 */
export function evaluateDefinition(
  context: Context,
  workspace: Workspace,
  definition: SegmentDefinition,
  page: { after?: number; limit: number },
): Selection {
  assertSavable(context, workspace, definition, 'definition');
  const selected = findMembers(context, workspace, { definition });
  return {
    size: profileSetSize(selected),
    members: pageOfProfiles(context, workspace, profileNumbers(selected, page.after), page.limit),
  };
}
