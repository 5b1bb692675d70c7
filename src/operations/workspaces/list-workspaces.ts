import {
  type ActivityPosition,
  listWorkspaceActivity,
  type WorkspaceActivity,
  type WorkspaceSelection,
} from '../../store/workspaces/activity.js';
import { getWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { viewWorkspace, type WorkspaceView } from './create-workspace.js';

/** A workspace of a list, with what it last did. */
export interface ListedWorkspace extends WorkspaceView {
  activity: WorkspaceActivity;
}

/** In order of creation, or as the selection says; each with its keys. */
export function listWorkspaces(
  context: Context,
  { after, limit }: { after?: ActivityPosition; limit: number },
  selection: WorkspaceSelection = { order: 'created' },
): Page<ListedWorkspace, ActivityPosition> {
  const found = listWorkspaceActivity(context.database, selection, after, limit + 1);
  const next = (): ListedWorkspace | undefined => {
    const activity = found.shift();
    return activity && { ...viewWorkspace(context, getWorkspace(context.database, activity.id)), activity };
  };
  const positionOf = ({ activity: { position, lastEntry } }: ListedWorkspace) => ({ position, lastEntry });
  return pageOfLarge<ListedWorkspace, ActivityPosition>(next, { limit }, positionOf);
}
