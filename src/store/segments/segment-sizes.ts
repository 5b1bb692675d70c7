import type { Segment } from '../../domain/segments/definition.js';
import type { Database } from '../database.js';

/** @param day  `YYYY-MM-DD`. A size already kept for it is replaced. */
export function saveSegmentSize(database: Database, segment: Segment, day: string, size: number): void {
  database.run(
    `INSERT INTO segment_sizes (segment, day, size) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET size = excluded.size`,
    segment.number,
    day,
    size,
  );
}

/** Sizes kept for the days from one to another, both included, by day and in order. */
export function listSegmentSizes(
  database: Database,
  segment: Segment,
  from: string,
  to: string,
): Map<string, number> {
  const rows = database.all<{ day: string; size: number }>(
    'SELECT day, size FROM segment_sizes WHERE segment = ? AND day BETWEEN ? AND ? ORDER BY day',
    segment.number,
    from,
    to,
  );
  return new Map(rows.map((row) => [row.day, row.size]));
}
