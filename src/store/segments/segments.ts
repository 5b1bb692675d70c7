import type { Listing } from '../../domain/listing.js';
import type { Segment, SegmentDefinition } from '../../domain/segments/definition.js';
import type { Database } from '../database.js';
import { listingSql } from '../listing-sql.js';
import { readJson } from '../read-json.js';
import { sql } from '../sql.js';

interface SegmentRow {
  segment: number;
  id: string;
  name: string;
  text_description: string;
  tags: string;
  teams: string;
  is_analytics_tracked: number;
  definition: string;
  is_archived: number;
  created_at: number;
  updated_at: number;
}

export function insertSegment(
  database: Database,
  workspace: number,
  segment: Omit<Segment, 'number'>,
): Segment {
  const number = database.insert(
    `INSERT INTO segments (workspace, id, name, text_description, tags, teams, is_analytics_tracked, definition,
       is_archived, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    segment.id,
    segment.name,
    segment.textDescription,
    JSON.stringify(segment.tags),
    JSON.stringify(segment.teams),
    segment.isAnalyticsTracked ? 1 : 0,
    JSON.stringify(segment.definition),
    segment.isArchived ? 1 : 0,
    segment.createdAt,
    segment.updatedAt,
  );
  return { ...segment, number };
}

/** Those whose definition has a text as a string of its JSON, in order of creation. */
export function listSegmentsWith(database: Database, workspace: number, text: string): Segment[] {
  return database
    .all<SegmentRow>(
      'SELECT * FROM segments WHERE workspace = ? AND instr(definition, ?) > 0 ORDER BY segment',
      workspace,
      JSON.stringify(text),
    )
    .map(segmentOf);
}

/** Writes everything but the id and the moment of creation. */
export function updateSegment(database: Database, segment: Segment): void {
  database.run(
    `UPDATE segments SET name = ?, text_description = ?, tags = ?, teams = ?, is_analytics_tracked = ?, definition = ?,
       is_archived = ?, updated_at = ? WHERE segment = ?`,
    segment.name,
    segment.textDescription,
    JSON.stringify(segment.tags),
    JSON.stringify(segment.teams),
    segment.isAnalyticsTracked ? 1 : 0,
    JSON.stringify(segment.definition),
    segment.isArchived ? 1 : 0,
    segment.updatedAt,
    segment.number,
  );
}

export function countSegments(database: Database, workspace: number): number {
  const query = 'SELECT count(*) AS count FROM segments WHERE workspace = ?';
  return database.one<{ count: number }>(query, workspace).count;
}

export function deleteSegment(database: Database, segment: Segment): void {
  database.run('DELETE FROM segments WHERE segment = ?', segment.number);
}

export function findSegment(database: Database, workspace: number, id: string): Segment | undefined {
  const row = database.get<SegmentRow>(
    'SELECT * FROM segments WHERE workspace = ? AND id = ?',
    workspace,
    id,
  );
  return row && segmentOf(row);
}

/** In order of creation unless the listing has another. @param after  Number of the last one before. */
export function listSegments(
  database: Database,
  workspace: number,
  listing: Listing = {},
  after?: number,
  limit = Number.MAX_SAFE_INTEGER,
): Segment[] {
  const { text, parameters } = sql`SELECT * FROM segments WHERE workspace = ${workspace}
    ${listingSql(listing, 'segment', after, limit)}`;
  return database.all<SegmentRow>(text, ...parameters).map(segmentOf);
}

/** Those that are not archived, by creation. @param offset  How many to leave out before the first. */
export function listActiveSegments(
  database: Database,
  workspace: number,
  order: { isDescending: boolean; offset: number; limit: number },
): Segment[] {
  const query = `SELECT * FROM segments WHERE workspace = ? AND is_archived = 0
    ORDER BY segment ${order.isDescending ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`;
  return database.all<SegmentRow>(query, workspace, order.limit, order.offset).map(segmentOf);
}

export function countSegmentsCalled(database: Database, workspace: number, name: string): number {
  const query = 'SELECT count(*) AS count FROM segments WHERE workspace = ? AND name = ?';
  return database.one<{ count: number }>(query, workspace, name).count;
}

function segmentOf(row: SegmentRow): Segment {
  return {
    number: row.segment,
    id: row.id,
    name: row.name,
    textDescription: row.text_description,
    tags: readJson<string[]>(row.tags),
    teams: readJson<string[]>(row.teams),
    isAnalyticsTracked: row.is_analytics_tracked === 1,
    definition: readJson<SegmentDefinition>(row.definition),
    isArchived: row.is_archived === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
