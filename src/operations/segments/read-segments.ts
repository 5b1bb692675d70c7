import { EmulatorError } from '../../domain/errors.js';
import { brazePageItems } from '../../domain/limits.js';
import type { Listing } from '../../domain/listing.js';
import { type ProfileSet, profileNumbers, profileSetSize } from '../../domain/profile-set.js';
import type { Segment } from '../../domain/segments/definition.js';
import { segmentExpression } from '../../domain/segments/expression.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findSegment,
  listActiveSegments as listStoredActiveSegments,
  listSegments as listStoredSegments,
} from '../../store/segments/segments.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';
import { definitionsOf, selectProfiles } from './evaluate.js';
import { type SegmentUses, usesOf, usesOfEach } from './segment-uses.js';

/** A segment with what uses it. */
export interface SegmentView extends Segment {
  uses: SegmentUses;
}

/** @throws EmulatorError `segment_not_found`. */
export function getSegment(context: Context, workspace: Workspace, id: string): SegmentView {
  return viewSegment(context, workspace, getSavedSegment(context, workspace, id));
}

/** The segment alone. @throws EmulatorError `segment_not_found`. */
export function getSavedSegment(context: Context, workspace: Workspace, id: string): Segment {
  const segment = findSegment(context.database, workspace.number, id);
  if (segment !== undefined) return segment;
  throw new EmulatorError('segment_not_found', `This workspace has no segment with the id '${id}'`);
}

export function viewSegment(context: Context, workspace: Workspace, segment: Segment): SegmentView {
  return { ...segment, uses: usesOf(context, workspace, segment) };
}

/**
 * The segment that a request to a Braze endpoint names, archived or not.
 *
 * @throws EmulatorError `invalid_segment_id`, also when it names none.
 */
export function getRequestedSegment(context: Context, workspace: Workspace, id: string | undefined): Segment {
  const segment = id === undefined ? undefined : findSegment(context.database, workspace.number, id);
  if (segment !== undefined) return segment;
  const reason = id === undefined ? 'segment_id is required' : `There is no segment with the id '${id}'`;
  throw new EmulatorError('invalid_segment_id', reason, { path: 'segment_id' });
}

/** In order of creation unless the listing has another. */
export function listSegments(
  context: Context,
  workspace: Workspace,
  page: Listing & { after?: number; limit: number },
): Page<SegmentView, number> {
  const usesOfOne = usesOfEach(context, workspace);
  const findAfter = (after?: number) => {
    const [segment] = listStoredSegments(context.database, workspace.number, page, after, 1);
    return segment && { ...segment, uses: usesOfOne(segment) };
  };
  return pageOfLarge(findAfter, page, (segment) => segment.number);
}

/** A page of 100 of the segments that are not archived. [doc] get_segment */
export function listActiveSegments(
  context: Context,
  workspace: Workspace,
  { page, isDescending }: { page: number; isDescending: boolean },
): Segment[] {
  return listStoredActiveSegments(context.database, workspace.number, {
    isDescending,
    offset: page * brazePageItems,
    limit: brazePageItems,
  });
}

/** How many profiles are in a segment now, exactly. @throws EmulatorError `segment_not_found`. */
export function getSegmentSize(context: Context, workspace: Workspace, id: string): number {
  return profileSetSize(findMembers(context, workspace, getSavedSegment(context, workspace, id)));
}

/** Who is in a segment now, in order of creation. @throws EmulatorError `segment_not_found`. */
export function listSegmentMembers(
  context: Context,
  workspace: Workspace,
  id: string,
  page: { after?: number; limit: number },
): Page<ProfileIdentity, number> {
  const members = findMembers(context, workspace, getSavedSegment(context, workspace, id));
  return pageOfProfiles(context, workspace, profileNumbers(members, page.after), page.limit);
}

/** The members of a segment at this moment. */
export function findMembers(
  context: Context,
  workspace: Workspace,
  { definition }: Pick<Segment, 'definition'>,
): ProfileSet {
  return selectProfiles(context, workspace, segmentExpression(definition, definitionsOf(context, workspace)));
}
