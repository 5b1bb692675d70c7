import type { Database } from './database.js';

/** Everything that is or was a key of any kind, those after a number only, in the order they were made. */
export function listKnownKeys(database: Database, after: number): { number: number; key: string }[] {
  return database.all('SELECT number, key FROM known_keys WHERE number > ? ORDER BY number', after);
}
