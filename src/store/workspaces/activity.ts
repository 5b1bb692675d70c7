import type { Database } from '../database.js';

/** What a workspace last did. */
export interface WorkspaceActivity {
  id: string;
  position: number;
  /** How many requests its journal keeps. */
  requestCount: number;
  /** Position of the last one in the journal; 0 when there is none. */
  lastEntry: number;
  /** When that arrived, on the server's clock. */
  lastRequestAt: number | null;
}

/** Where in a list of workspaces one goes on. */
export type ActivityPosition = Pick<WorkspaceActivity, 'position' | 'lastEntry'>;

/** Which workspaces, and in which order. */
export interface WorkspaceSelection {
  /** A part of the name or id, in any case. */
  search?: string | undefined;
  /** `created`: the oldest first. `activity`: whose last request is the newest first, then the newest workspaces. */
  order: 'created' | 'activity';
}

/** Those that stand behind a position. */
export function listWorkspaceActivity(
  database: Database,
  { search = '', order }: WorkspaceSelection,
  after: ActivityPosition | undefined,
  limit: number,
): WorkspaceActivity[] {
  const isCreated = order === 'created';
  const [behind, sorted] = isCreated
    ? ['w.position > ?', 'w.position']
    : ['(lastEntry, w.position) < (?, ?)', 'lastEntry DESC, w.position DESC'];
  const begin = isCreated
    ? [after?.position ?? 0]
    : [after?.lastEntry ?? maximum, after?.position ?? maximum];
  return database.all<WorkspaceActivity>(
    `WITH active AS MATERIALIZED (
       SELECT workspace, coalesce((SELECT max(entry) FROM journal_entries j WHERE j.workspace = its.workspace), 0) AS lastEntry
       FROM workspaces its WHERE instr(lower(its.name), lower(?)) > 0 OR instr(lower(its.id), lower(?)) > 0
     )
     SELECT w.id, w.position, lastEntry,
       (SELECT received_at FROM journal_entries WHERE entry = lastEntry) AS lastRequestAt,
       coalesce((SELECT entry_count FROM journals j WHERE j.workspace = w.workspace), 0) AS requestCount
     FROM active JOIN workspaces w USING (workspace) WHERE ${behind} ORDER BY ${sorted} LIMIT ?`,
    search,
    search,
    ...begin,
    limit,
  );
}

const maximum = Number.MAX_SAFE_INTEGER;
