import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Database } from '../database.js';

/** How much of everything a workspace has. */
export interface WorkspaceCounts {
  /** Those that are enabled. */
  partners: number;
  cohorts: number;
  users: number;
  /** Those that are not archived. */
  segments: number;
  campaigns: number;
  canvases: number;
  /** Those that the journal keeps. */
  requests: number;
  faults: number;
}

export function countContents(database: Database, { number }: Workspace): WorkspaceCounts {
  return database.one<WorkspaceCounts>(
    `SELECT
       (SELECT count(*) FROM workspace_partners p WHERE p.workspace = w.workspace AND is_enabled = 1) AS partners,
       (SELECT count(*) FROM cohorts c WHERE c.workspace = w.workspace) AS cohorts,
       (SELECT coalesce(sum(size), 0) FROM profile_set_blocks WHERE profile_set = w.everyone_set) AS users,
       (SELECT count(*) FROM segments s WHERE s.workspace = w.workspace AND is_archived = 0) AS segments,
       (SELECT count(*) FROM campaigns c WHERE c.workspace = w.workspace AND kind = 'campaign') AS campaigns,
       (SELECT count(*) FROM campaigns c WHERE c.workspace = w.workspace AND kind = 'canvas') AS canvases,
       (SELECT coalesce(sum(entry_count), 0) FROM journals j WHERE j.workspace = w.workspace) AS requests,
       (SELECT count(*) FROM faults f WHERE f.workspace = w.workspace) AS faults
     FROM workspaces w WHERE w.workspace = ?`,
    number,
  );
}
