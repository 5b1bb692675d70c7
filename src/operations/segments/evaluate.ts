import { intersect, type ProfileSet, profileNumbersEnd, profileSetOf } from '../../domain/profile-set.js';
import type { Expression, FindDefinition } from '../../domain/segments/expression.js';
import { matches } from '../../domain/segments/matches.js';
import { select } from '../../domain/segments/select.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileSet } from '../../store/profile-sets.js';
import { findFilterSet, listFilterProfiles } from '../../store/segments/segment-sets.js';
import { findSegment } from '../../store/segments/segments.js';
import { getProfileFacts } from '../../store/users/profile-facts.js';
import { type Context, nowOf } from '../context.js';
import { hasRegex, type RegexFilter, type Slices, WorkPaused } from './slices.js';

/** Every profile of the workspace that an expression is true for. All its filters see one moment. */
export function selectProfiles(context: Context, workspace: Workspace, expression: Expression): ProfileSet {
  const { database } = context;
  const now = nowOf(context, workspace);
  const everyone = findProfileSet(database, workspace.everyoneSet);
  return select(expression, {
    everyone,
    selectedBy: (filter) =>
      context.slices !== undefined && hasRegex(filter)
        ? selectInSlices(context, context.slices, workspace, filter, everyone)
        : findFilterSet(database, workspace, filter, everyone, now),
  });
}

/** Queries of one slice take about so long. */
const queryMsMax = 5;
const stepMax = 65_536;

/**
 * As `findFilterSet`, of a filter whose query may take long. Each profile is looked at once, at some moment between the
 * first call and the last.
 *
 * @throws WorkPaused when others should be let in.
 */
function selectInSlices(
  context: Context,
  slices: Slices,
  workspace: Workspace,
  filter: RegexFilter,
  everyone: ProfileSet,
): ProfileSet {
  const { database, dueAt } = context;
  // What the present operation has changed so far is changed again each time it is called.
  const changes = database.changeCount - slices.changeCount;
  const key = JSON.stringify([workspace.number, dueAt ?? null, changes, filter]);
  const progress = slices.progress.get(key) ?? { selected: [], next: 0, step: slices.firstStep };
  slices.progress.set(key, progress);
  const end = profileNumbersEnd(everyone);
  while (progress.next < end) {
    if (slices.isOver()) throw new WorkPaused();
    const startedAt = slices.elapsed();
    const range = { from: progress.next, to: progress.next + progress.step - 1 };
    const found = listFilterProfiles(database, workspace, filter, nowOf(context, workspace), range);
    for (const number of found) progress.selected.push(number);
    progress.next = range.to + 1;
    const took = slices.elapsed() - startedAt;
    if (took > queryMsMax) progress.step = Math.max(1, Math.floor(progress.step / 2));
    else if (took < queryMsMax / 4) progress.step = Math.min(stepMax, progress.step * 2);
  }
  // Some may have been deleted since they were looked at.
  return intersect([everyone, profileSetOf(progress.selected)], everyone);
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
