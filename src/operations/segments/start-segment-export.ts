import { EmulatorError } from '../../domain/errors.js';
import { runningExportsMax } from '../../domain/limits.js';
import type { Segment } from '../../domain/segments/definition.js';
import { segmentExpression } from '../../domain/segments/expression.js';
import {
  objectKey,
  objectPrefix,
  type SegmentExport,
  type SegmentExportRequest,
} from '../../domain/segments/segment-export.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { addToProfileSet, insertProfileSet } from '../../store/profile-sets.js';
import { countRunningSegmentExports, insertSegmentExport } from '../../store/segments/segment-exports.js';
import { findSegment } from '../../store/segments/segments.js';
import { type Context, nowOf } from '../context.js';
import { newObjectName, newUuid } from '../identifiers.js';
import { definitionsOf, selectProfiles } from './evaluate.js';

/**
 * Takes an export of a segment on. It is of those who are members now, as far as they are not deleted before they are
 * written; `src/segment-export.ts` does the work.
 *
 * @param origin  The base address of the link, by which the caller reached this server.
 * @throws EmulatorError `invalid_segment_id` when there is no such segment, or it is archived [inferred];
 * `export_running` when one of the segment runs [doc]; `too_many_exports` when 100 do [doc].
 * @see Braze docs, export/user_data/post_users_segment
 */
export function startSegmentExport(
  context: Context,
  workspace: Workspace,
  request: SegmentExportRequest,
  origin: string,
): SegmentExport {
  const { database, random } = context;
  const segment = getExportable(context, workspace, request.segmentId);
  assertMayRun(context, workspace, segment);
  const expression = segmentExpression(segment.definition, definitionsOf(context, workspace));
  const membersSet = insertProfileSet(database, workspace.number, 'export');
  addToProfileSet(database, membersSet, selectProfiles(context, workspace, expression));

  const requestedAt = nowOf(context, workspace);
  const prefix = objectPrefix(newUuid(random), requestedAt);
  const key = objectKey(segment.id, prefix, requestedAt, newObjectName(random));
  // Whoever does the work looks again.
  context.plan.isChanged = true;
  return insertSegmentExport(database, workspace.number, {
    ...request,
    workspaceId: workspace.id,
    objectPrefix: prefix,
    objectKey: key,
    url: `${origin}/${key}`,
    state: 'running',
    requestedAt,
    readyAt: null,
    membersSet,
  });
}

function getExportable(context: Context, workspace: Workspace, segmentId: string): Segment {
  const segment = findSegment(context.database, workspace.number, segmentId);
  const problem =
    segment === undefined
      ? `The workspace has no segment '${segmentId}'`
      : `The segment '${segment.name}' is archived; unarchive it to export it`;
  if (segment === undefined || segment.isArchived) {
    throw new EmulatorError('invalid_segment_id', problem, { path: 'segment_id' });
  }
  return segment;
}

function assertMayRun(context: Context, workspace: Workspace, segment: Segment): void {
  const running = countRunningSegmentExports(context.database, workspace.number, segment.id);
  if (running.isOfSegment) {
    throw new EmulatorError(
      'export_running',
      `An export of the segment '${segment.name}' is still running; one at a time`,
    );
  }
  if (running.count >= runningExportsMax) {
    throw new EmulatorError(
      'too_many_exports',
      `${running.count} segment exports are running in the workspace, at most ${runningExportsMax}`,
    );
  }
}
