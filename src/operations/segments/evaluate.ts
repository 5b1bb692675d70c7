import { intersect, type ProfileSet, profileNumbersEnd, profileSetOf } from '../../domain/profile-set.js';
import type { Expression, FindDefinition, LeafFilter } from '../../domain/segments/expression.js';
import { matches } from '../../domain/segments/matches.js';
import { select } from '../../domain/segments/select.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileSet } from '../../store/profile-sets.js';
import { interruptible, QueryInterrupted } from '../../store/query-interruption.js';
import { findFilterSet, listFilterProfiles } from '../../store/segments/segment-sets.js';
import { findSegment } from '../../store/segments/segments.js';
import { getProfileFacts } from '../../store/users/profile-facts.js';
import { type Context, nowOf } from '../context.js';
import { type FilterProgress, type Slices, WorkPaused } from './slices.js';

/** Every profile of the workspace that an expression is true for. All its filters see one moment. */
export function selectProfiles(context: Context, workspace: Workspace, expression: Expression): ProfileSet {
  const { database } = context;
  const now = nowOf(context, workspace);
  const everyone = findProfileSet(database, workspace.everyoneSet);
  return select(expression, {
    everyone,
    selectedBy: (filter) =>
      context.slices === undefined
        ? findFilterSet(database, workspace, filter, everyone, now)
        : selectInSlices(context, context.slices, workspace, filter, everyone),
  });
}

/** Queries of one slice take about so long. */
const queryMsMax = 5;
/** One that takes longer all the same is begun anew with fewer profiles, where its filter is a slow one. */
const interruptedMs = 20;
const stepMax = 65_536;

/**
 * As `findFilterSet`, with others let in between. Each profile is looked at once, at some moment between the first call
 * and the last.
 *
 * @throws WorkPaused when others should be let in.
 */
function selectInSlices(
  context: Context,
  slices: Slices,
  workspace: Workspace,
  filter: LeafFilter,
  everyone: ProfileSet,
): ProfileSet {
  const { database } = context;
  const key = momentOf(context, slices, workspace) + JSON.stringify(filter);
  const progress = slices.progress.get(key) ?? { selected: [], next: 0, step: slices.firstStep(filter) };
  slices.progress.set(key, progress);
  // Some may have been deleted since they were looked at.
  if (progress.found !== undefined) return intersect([everyone, progress.found], everyone);
  pauseIfOver(slices);
  if (!isInPieces(filter)) {
    progress.found = findFilterSet(database, workspace, filter, everyone, nowOf(context, workspace));
    slices.hasAdvanced = true;
    return progress.found;
  }
  progress.found = findInPieces(context, slices, workspace, filter, progress, profileNumbersEnd(everyone));
  progress.selected = [];
  slices.hasAdvanced = true;
  return intersect([everyone, progress.found], everyone);
}

/**
 * Where an operation has got to, the same each time it is called: what it has changed so far is changed again. The filters of one
 * evaluation begin with it.
 */
function momentOf({ database, dueAt }: Context, slices: Slices, workspace: Workspace): string {
  return `${workspace.number} ${dueAt} ${database.changeCount - slices.changeCount} `;
}

/** Lets go of what the filters of this moment select, once what comes of them is known: each set has a bit for every profile. */
export function forgetFilters(context: Context, slices: Slices, workspace: Workspace): void {
  const moment = momentOf(context, slices, workspace);
  for (const key of slices.progress.keys()) if (key.startsWith(moment)) slices.progress.delete(key);
}

/** @throws WorkPaused */
function pauseIfOver(slices: Slices): void {
  if (slices.isOver() && slices.hasAdvanced) throw new WorkPaused();
}

type FilterInPieces = Exclude<LeafFilter, { type: 'cohort' | 'received_campaign' | 'purchase' }>;

/** Whether it can be asked of some profiles for less than of all: not of sets, nor of sums over every purchase. */
function isInPieces(filter: LeafFilter): filter is FilterInPieces {
  return filter.type !== 'cohort' && filter.type !== 'received_campaign' && filter.type !== 'purchase';
}

/** @throws WorkPaused when others should be let in. */
function findInPieces(
  context: Context,
  slices: Slices,
  workspace: Workspace,
  filter: FilterInPieces,
  progress: FilterProgress,
  end: number,
): ProfileSet {
  while (progress.next < end) {
    pauseIfOver(slices);
    const startedAt = slices.elapsed();
    const range = { from: progress.next, to: progress.next + progress.step - 1 };
    const query = () =>
      listFilterProfiles(context.database, workspace, filter, nowOf(context, workspace), range);
    const isTooLong = () => progress.step > 1 && slices.elapsed() - startedAt > interruptedMs;
    const found = foundUnlessInterrupted(isTooLong, query);
    slices.hasAdvanced = true;
    if (found === undefined) {
      // What is here takes longer than what came before.
      progress.step = Math.max(1, Math.floor(progress.step / 8));
      continue;
    }
    for (const number of found) progress.selected.push(number);
    progress.next = range.to + 1;
    const took = slices.elapsed() - startedAt;
    if (took > queryMsMax) progress.step = Math.max(1, Math.floor(progress.step / 2));
    else if (took < queryMsMax / 4) progress.step = Math.min(stepMax, progress.step * 2);
  }
  return profileSetOf(progress.selected);
}

/** @returns `undefined` when it took too long. */
function foundUnlessInterrupted<Found>(isTooLong: () => boolean, query: () => Found): Found | undefined {
  try {
    return interruptible(isTooLong, query);
  } catch (error) {
    if (error instanceof QueryInterrupted) return undefined;
    throw error;
  }
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
