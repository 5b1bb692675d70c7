import type { OccurrenceSummary, ProfileHistory } from '../../domain/users/profile-history.js';
import type { Database } from '../database.js';

/** Gives the events and purchases of one profile to another. */
export function updateHistoryOwner(database: Database, workspace: number, from: number, to: number): void {
  database.run('UPDATE events SET number = ? WHERE workspace = ? AND number = ?', to, workspace, from);
  database.run('UPDATE purchases SET number = ? WHERE workspace = ? AND number = ?', to, workspace, from);
}

/** A profile's custom events and purchases, each summed up by name. */
export function getHistory(database: Database, workspace: number, profileNumber: number): ProfileHistory {
  const events = database.all<OccurrenceSummary>(
    `SELECT name, min(at) AS firstAt, max(at) AS lastAt, count(*) AS count FROM events
     WHERE workspace = ? AND number = ? GROUP BY name ORDER BY name`,
    workspace,
    profileNumber,
  );
  const purchases = database.all<OccurrenceSummary>(
    `SELECT product_id AS name, min(at) AS firstAt, max(at) AS lastAt, sum(quantity) AS count FROM purchases
     WHERE workspace = ? AND number = ? GROUP BY product_id ORDER BY product_id`,
    workspace,
    profileNumber,
  );
  const { revenue } = database.one<{ revenue: number }>(
    `SELECT round(coalesce(sum(price * quantity), 0), 2) AS revenue FROM purchases
     WHERE workspace = ? AND number = ?`,
    workspace,
    profileNumber,
  );
  return { events, purchases, revenue };
}
