import { countAllProfiles, countWorkspaces } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';

/** What the server as a whole holds. */
export interface ServerView {
  /** `null` when everything is in memory. */
  databaseFile: string | null;
  workspaceCount: number;
  /** Of all workspaces. */
  profileCount: number;
  storageBytes: number;
  /** The server's time. */
  now: number;
}

export function viewServer(context: Context): ServerView {
  return {
    databaseFile: context.database.file,
    workspaceCount: countWorkspaces(context.database),
    profileCount: countAllProfiles(context.database),
    storageBytes: context.database.sizeBytes,
    now: context.clock.now(),
  };
}
