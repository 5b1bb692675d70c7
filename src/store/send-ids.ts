import type { Campaign } from '../domain/messaging/campaign.js';
import type { Database } from './database.js';

/** No change when it may be used with the campaign already. */
export function insertSendId(database: Database, campaign: Campaign, sendId: string): void {
  const sql = 'INSERT INTO send_ids (campaign, send_id) VALUES (?, ?) ON CONFLICT DO NOTHING';
  database.run(sql, campaign.number, sendId);
}

export function hasSendId(database: Database, campaign: Campaign, sendId: string): boolean {
  const sql = 'SELECT 1 AS found FROM send_ids WHERE campaign = ? AND send_id = ?';
  return database.get(sql, campaign.number, sendId) !== undefined;
}
