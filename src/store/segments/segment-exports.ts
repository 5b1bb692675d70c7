import type { SegmentExport } from '../../domain/segments/segment-export.js';
import type { Database } from '../database.js';
import { readJson } from '../read-json.js';

interface SegmentExportRow {
  segment_export: number;
  workspace_id: string;
  segment_id: string;
  object_prefix: string;
  object_key: string;
  url: string;
  state: SegmentExport['state'];
  fields: string;
  custom_attributes: string;
  callback_endpoint: string | null;
  requested_at: number;
  ready_at: number | null;
  members_set: number | null;
}

const select = `SELECT e.*, w.id AS workspace_id FROM segment_exports e JOIN workspaces w USING (workspace)`;

export function insertSegmentExport(
  database: Database,
  workspace: number,
  segmentExport: Omit<SegmentExport, 'number'>,
): SegmentExport {
  const number = database.insert(
    `INSERT INTO segment_exports (workspace, segment_id, object_prefix, object_key, url, state, fields,
       custom_attributes, callback_endpoint, requested_at, ready_at, members_set)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    segmentExport.segmentId,
    segmentExport.objectPrefix,
    segmentExport.objectKey,
    segmentExport.url,
    segmentExport.state,
    JSON.stringify(segmentExport.fields),
    JSON.stringify(segmentExport.customAttributes),
    segmentExport.callbackEndpoint,
    segmentExport.requestedAt,
    segmentExport.readyAt,
    segmentExport.membersSet,
  );
  return { ...segmentExport, number };
}

/** Writes what changes in the life of an export. */
export function updateSegmentExport(
  database: Database,
  segmentExport: Pick<SegmentExport, 'number' | 'state' | 'readyAt' | 'membersSet'>,
): void {
  database.run(
    'UPDATE segment_exports SET state = ?, ready_at = ?, members_set = ? WHERE segment_export = ?',
    segmentExport.state,
    segmentExport.readyAt,
    segmentExport.membersSet,
    segmentExport.number,
  );
}

export function findSegmentExport(database: Database, objectPrefix: string): SegmentExport | undefined {
  const row = database.get<SegmentExportRow>(`${select} WHERE e.object_prefix = ?`, objectPrefix);
  return row && segmentExportOf(row);
}

export function findSegmentExportByKey(database: Database, objectKey: string): SegmentExport | undefined {
  const row = database.get<SegmentExportRow>(`${select} WHERE e.object_key = ?`, objectKey);
  return row && segmentExportOf(row);
}

/** Numbers of the workspaces in which exports run. */
export function listWorkspacesWithRunningExports(database: Database): number[] {
  const sql =
    "SELECT DISTINCT workspace FROM segment_exports JOIN workspaces USING (workspace) WHERE state = 'running'";
  return database.all<{ workspace: number }>(sql).map((row) => row.workspace);
}

/** Of one workspace, in order of their requests. */
export function listRunningSegmentExports(database: Database, workspace: number): SegmentExport[] {
  const sql = `${select} WHERE e.state = 'running' AND e.workspace = ? ORDER BY e.segment_export`;
  return database.all<SegmentExportRow>(sql, workspace).map(segmentExportOf);
}

/** The number of the workspace whose export has a link. */
export function findWorkspaceOfLink(database: Database, objectKey: string): number | undefined {
  const sql = 'SELECT workspace FROM segment_exports JOIN workspaces USING (workspace) WHERE object_key = ?';
  return database.get<{ workspace: number }>(sql, objectKey)?.workspace;
}

/** How many run in a workspace, and whether one of them is of the segment. */
export function countRunningSegmentExports(
  database: Database,
  workspace: number,
  segmentId: string,
): { count: number; isOfSegment: boolean } {
  const row = database.one<{ count: number; of_segment: number }>(
    `SELECT count(*) AS count, count(*) FILTER (WHERE segment_id = ?) AS of_segment FROM segment_exports
     WHERE state = 'running' AND workspace = ?`,
    segmentId,
    workspace,
  );
  return { count: row.count, isOfSegment: row.of_segment > 0 };
}

export function insertSegmentExportPart(
  database: Database,
  segmentExport: SegmentExport,
  part: number,
  bytes: Uint8Array,
): void {
  database.run(
    'INSERT INTO segment_export_parts (segment_export, part, bytes) VALUES (?, ?, ?)',
    segmentExport.number,
    part,
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
}

export function findSegmentExportPart(
  database: Database,
  segmentExport: SegmentExport,
  part: number,
): Uint8Array | undefined {
  const sql = 'SELECT bytes FROM segment_export_parts WHERE segment_export = ? AND part = ?';
  return database.get<{ bytes: Buffer }>(sql, segmentExport.number, part)?.bytes;
}

/** How many parts there are, and how long they are together. */
export function measureSegmentExportParts(
  database: Database,
  segmentExport: SegmentExport,
): { partCount: number; byteCount: number } {
  return database.one<{ partCount: number; byteCount: number }>(
    `SELECT count(*) AS partCount, coalesce(sum(length(bytes)), 0) AS byteCount FROM segment_export_parts
     WHERE segment_export = ?`,
    segmentExport.number,
  );
}

export function deleteSegmentExportParts(database: Database, segmentExport: SegmentExport): void {
  database.run('DELETE FROM segment_export_parts WHERE segment_export = ?', segmentExport.number);
}

function segmentExportOf(row: SegmentExportRow): SegmentExport {
  return {
    number: row.segment_export,
    workspaceId: row.workspace_id,
    segmentId: row.segment_id,
    objectPrefix: row.object_prefix,
    objectKey: row.object_key,
    url: row.url,
    state: row.state,
    fields: readJson<string[]>(row.fields),
    customAttributes: readJson<string[]>(row.custom_attributes),
    callbackEndpoint: row.callback_endpoint,
    requestedAt: row.requested_at,
    readyAt: row.ready_at,
    membersSet: row.members_set,
  };
}
