import { EmulatorError } from '../../domain/errors.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { deleteSegment as deleteStoredSegment } from '../../store/segments/segments.js';
import type { Context } from '../context.js';
import { getSegment } from './read-segments.js';

/**
 * Takes a segment away, with the sizes kept of it. Braze has no such call.
 *
 * @throws EmulatorError `segment_not_found`; `segment_in_use` while something uses it, archived or not.
 */
export function deleteSegment(context: Context, workspace: Workspace, id: string): void {
  const segment = getSegment(context, workspace, id);
  const users = [...segment.uses.segments, ...segment.uses.campaigns];
  if (users.length > 0) {
    const names = users.map(
      (user) => `${'kind' in user ? user.kind : 'segment'} ${JSON.stringify(user.name)} (${user.id})`,
    );
    throw new EmulatorError('segment_in_use', `Used by ${names.join(', ')}`);
  }
  deleteStoredSegment(context.database, segment);
}
