import type { ProfileSet } from '../../domain/profile-set.js';
import type { Expression, FindDefinition } from '../../domain/segments/expression.js';
import { matches } from '../../domain/segments/matches.js';
import { select } from '../../domain/segments/select.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileSet } from '../../store/profile-sets.js';
import { findFilterSet } from '../../store/segments/segment-sets.js';
import { findSegment } from '../../store/segments/segments.js';
import { getProfileFacts } from '../../store/users/profile-facts.js';
import { type Context, nowOf } from '../context.js';

/** Every profile of the workspace that an expression is true for. All its filters see one moment. */
export function selectProfiles(context: Context, workspace: Workspace, expression: Expression): ProfileSet {
  const { database } = context;
  const now = nowOf(context, workspace);
  const everyone = findProfileSet(database, workspace.everyoneSet);
  return select(expression, {
    everyone,
    selectedBy: (filter) => findFilterSet(database, workspace, filter, everyone, now),
  });
}

/** Whether an expression is true for one profile, without looking at any other. */
export function isSelected(
  context: Context,
  workspace: Workspace,
  expression: Expression,
  profileNumber: number,
): boolean {
  const facts = getProfileFacts(context.database, workspace, profileNumber);
  return matches(expression, facts, nowOf(context, workspace));
}

/** What the segment ids in filters and targets stand for; an archived segment still means what it did. */
export function definitionsOf(context: Context, workspace: Workspace): FindDefinition {
  return (id) => findSegment(context.database, workspace.number, id)?.definition;
}
