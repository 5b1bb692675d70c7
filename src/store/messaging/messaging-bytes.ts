import type { Database } from '../database.js';

/** How many bytes a workspace keeps. */
export interface MessagingBytes {
  /** Definitions of segments, targets of campaigns and Canvases. */
  definitions: number;
  /** The same with all else that people say of them. */
  all: number;
}

/** Asks for lengths alone, which SQLite knows without reading the texts. */
export function countMessagingBytes(database: Database, workspace: number): MessagingBytes {
  const sum = (columns: readonly string[]) =>
    `coalesce(sum(${columns.map((column) => `octet_length(${column})`).join(' + ')}), 0)`;
  return database.one<MessagingBytes>(
    `WITH of_segments AS (
       SELECT ${sum(['definition'])} AS definitions, ${sum(['name', 'text_description', 'tags', 'teams'])} AS others
       FROM segments WHERE workspace = ?),
     of_campaigns AS (
       SELECT ${sum(['target'])} AS definitions, ${sum(['name', 'description', 'tags', 'teams', 'details'])} AS others
       FROM campaigns WHERE workspace = ?)
     SELECT s.definitions + c.definitions AS definitions,
       s.definitions + c.definitions + s.others + c.others AS "all"
     FROM of_segments s, of_campaigns c`,
    workspace,
    workspace,
  );
}
