import { EmulatorError } from '../../domain/errors.js';
import { segmentsPerWorkspaceMax } from '../../domain/limits.js';
import type { SegmentContent, SegmentInput } from '../../domain/segments/definition.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { countSegments, findSegment, insertSegment, updateSegment } from '../../store/segments/segments.js';
import { type Context, nowOf } from '../context.js';
import { newUuid } from '../identifiers.js';
import { assertMessagingFits } from '../messaging/assert-messaging-fits.js';
import { assertSavable } from './check-definition.js';
import { assertFewFiltersInUses } from './filter-count.js';
import { planMeasuring } from './measure-segments.js';
import { getSavedSegment, type SegmentView, viewSegment } from './read-segments.js';
import { noUses } from './segment-uses.js';

/**
 * Saves a new segment. Its size is kept at the end of every day from now on.
 *
 * @throws EmulatorError `segment_id_in_use`, and `invalid_request` for what the workspace does not have, with the path of the
 * value, and when it has 1,000 segments.
 */
export function createSegment(context: Context, workspace: Workspace, input: SegmentInput): SegmentView {
  assertRoom(context, workspace, 1);
  const added = addSegment(context, workspace, input, '');
  assertMessagingFits(context, workspace);
  return added;
}

/**
 * Saves the segments of a workspace that has none, each of which may use those before it.
 *
 * @throws EmulatorError as `createSegment`, with a path that begins with `segments[i].`.
 */
export function createSegments(
  context: Context,
  workspace: Workspace,
  inputs: readonly SegmentInput[],
): void {
  assertRoom(context, workspace, inputs.length);
  for (const [index, input] of inputs.entries()) addSegment(context, workspace, input, `segments[${index}].`);
  assertMessagingFits(context, workspace);
}

/** Counting takes a look at each that is there: once for all that are added. */
function assertRoom({ database }: Context, workspace: Workspace, added: number): void {
  if (countSegments(database, workspace.number) + added <= segmentsPerWorkspaceMax) return;
  const message = `A workspace has at most ${segmentsPerWorkspaceMax} segments; delete some`;
  throw new EmulatorError('invalid_request', message);
}

/** @param prefix  What stands before the paths of refusals. */
function addSegment(
  context: Context,
  workspace: Workspace,
  { id = newUuid(context.random), ...content }: SegmentInput,
  prefix: string,
): SegmentView {
  if (findSegment(context.database, workspace.number, id) !== undefined) {
    throw new EmulatorError('segment_id_in_use', `This workspace has a segment with the id '${id}'`, {
      path: `${prefix}id`,
    });
  }
  assertSavable(context, workspace, content.definition, `${prefix}definition`, id);
  const now = nowOf(context, workspace);
  const segment = insertSegment(context.database, workspace.number, {
    ...content,
    id,
    isArchived: false,
    createdAt: now,
    updatedAt: now,
  });
  planMeasuring(context, workspace);
  return { ...segment, uses: noUses };
}

/**
 * Saves a segment anew, whole. Who is in it and who a next send reaches follows at once. [inferred]
 *
 * @throws EmulatorError `segment_not_found`, and as `createSegment`; also when it is used by other segments and would use
 * some itself.
 */
export function replaceSegment(
  context: Context,
  workspace: Workspace,
  id: string,
  content: SegmentContent,
): SegmentView {
  const segment = getSavedSegment(context, workspace, id);
  assertSavable(context, workspace, content.definition, 'definition', id);
  assertFewFiltersInUses(context, workspace, segment, content.definition);
  const { number, isArchived, createdAt } = segment;
  const updatedAt = nowOf(context, workspace);
  const replaced = { ...content, number, id, isArchived, createdAt, updatedAt };
  updateSegment(context.database, replaced);
  assertMessagingFits(context, workspace);
  return viewSegment(context, workspace, replaced);
}
