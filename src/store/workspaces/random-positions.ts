import type { Database } from '../database.js';

/** How far the sequence of a seed has been used. */
export function findRandomPosition(database: Database, seed: string): number | undefined {
  const sql = 'SELECT position FROM random_positions WHERE seed = ?';
  return database.get<{ position: number }>(sql, seed)?.position;
}

export function saveRandomPosition(database: Database, seed: string, position: number): void {
  database.run(
    `INSERT INTO random_positions (seed, position) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET position = excluded.position`,
    seed,
    position,
  );
}
