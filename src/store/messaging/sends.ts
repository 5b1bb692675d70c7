import type { JsonObject } from '../../domain/json.js';
import type { Campaign, Inactivity } from '../../domain/messaging/campaign.js';
import type { DroppedRecipient, Send, SendCriteria } from '../../domain/messaging/send.js';
import type { Database } from '../database.js';
import { insertProfileSet } from '../profile-sets.js';
import { readJson } from '../read-json.js';

interface SendRow {
  send: number;
  dispatch_id: string;
  send_id: string | null;
  campaign_id: string | null;
  canvas_id: string | null;
  segment_id: string | null;
  at: number;
  is_broadcast: number;
  inactivity: Inactivity | null;
  properties: string;
  content: string;
  dropped: string;
  receiver_count: number;
  receivers_set: number;
}

const select = `SELECT s.*,
  (SELECT coalesce(sum(size), 0) FROM profile_set_blocks b WHERE b.profile_set = s.receivers_set) AS receiver_count
  FROM sends s WHERE s.workspace = ?`;

/** Without receivers yet. @returns Its number and its set of receivers. */
export function insertSend(
  database: Database,
  workspace: number,
  send: Omit<Send, 'number' | 'receiverCount' | 'receiversSet'>,
): Pick<Send, 'number' | 'receiversSet'> {
  const receiversSet = insertProfileSet(database, workspace, 'receivers');
  const number = database.insert(
    `INSERT INTO sends (workspace, dispatch_id, send_id, campaign_id, canvas_id, segment_id, at, is_broadcast, inactivity,
       properties, content, dropped, receivers_set) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    send.dispatchId,
    send.sendId,
    send.campaignId,
    send.canvasId,
    send.segmentId,
    send.at,
    send.isBroadcast ? 1 : 0,
    send.inactivity,
    JSON.stringify(send.properties),
    JSON.stringify(send.content),
    JSON.stringify(send.dropped),
    receiversSet,
  );
  return { number, receiversSet };
}

/** Writes what a further part of the same send came to. */
export function updateSend(database: Database, send: Pick<Send, 'number' | 'inactivity' | 'dropped'>): void {
  database.run(
    'UPDATE sends SET inactivity = ?, dropped = ? WHERE send = ?',
    send.inactivity,
    JSON.stringify(send.dropped),
    send.number,
  );
}

export function findSend(database: Database, workspace: number, dispatchId: string): Send | undefined {
  const row = database.get<SendRow>(`${select} AND s.dispatch_id = ?`, workspace, dispatchId);
  return row && sendOf(row);
}

/** In order of sending, or the newest first. @param after  Number of the last one before. */
export function listSends(
  database: Database,
  workspace: number,
  criteria: SendCriteria,
  page: { after?: number; limit: number; isNewestFirst: boolean },
): Send[] {
  const wanted = [
    ['campaign_id', criteria.campaignId],
    ['canvas_id', criteria.canvasId],
    ['segment_id', criteria.segmentId],
    ['dispatch_id', criteria.dispatchId],
  ].filter((its): its is [string, string] => its[1] !== undefined);
  const conditions = wanted.map(([column]) => ` AND s.${column} = ?`).join('');
  const [comes, order, start] = page.isNewestFirst ? ['<', 'DESC', Number.MAX_SAFE_INTEGER] : ['>', 'ASC', 0];
  return database
    .all<SendRow>(
      `${select} AND s.send ${comes} ?${conditions} ORDER BY s.send ${order} LIMIT ?`,
      workspace,
      page.after ?? start,
      ...wanted.map(([, value]) => value),
      page.limit,
    )
    .map(sendOf);
}

/** Those with one of some sets of receivers, the newest first. */
export function listSendsByReceivers(
  database: Database,
  workspace: number,
  sets: readonly number[],
  limit: number,
): Send[] {
  const sql = `${select} AND s.receivers_set IN (SELECT value FROM json_each(?)) ORDER BY s.send DESC LIMIT ?`;
  return database.all<SendRow>(sql, workspace, JSON.stringify(sets), limit).map(sendOf);
}

/** Keeps what personalizes a send for one receiver. */
export function saveReceiverProperties(
  database: Database,
  workspace: number,
  send: Pick<Send, 'number'>,
  profileNumber: number,
  properties: JsonObject,
): void {
  database.run(
    'INSERT OR REPLACE INTO receiver_properties (send, workspace, number, properties) VALUES (?, ?, ?, ?)',
    send.number,
    workspace,
    profileNumber,
    JSON.stringify(properties),
  );
}

/** By profile number, of the receivers that have any. */
export function findReceiverProperties(
  database: Database,
  send: Pick<Send, 'number'>,
): Map<number, JsonObject> {
  const rows = database.all<{ number: number; properties: string }>(
    'SELECT number, properties FROM receiver_properties WHERE send = ?',
    send.number,
  );
  return new Map(rows.map((row) => [row.number, readJson<JsonObject>(row.properties)]));
}

/** Hands what personalizes sends for one receiver to the profile that it is merged into, unless that has its own. */
export function updateReceiverPropertiesOwner(
  database: Database,
  workspace: number,
  from: number,
  to: number,
): void {
  database.run(
    'UPDATE OR IGNORE receiver_properties SET number = ? WHERE workspace = ? AND number = ?',
    to,
    workspace,
    from,
  );
}

/** No change when it may be used with the campaign already. */
export function insertSendId(database: Database, campaign: Campaign, sendId: string): void {
  const sql = 'INSERT INTO send_ids (campaign, send_id) VALUES (?, ?) ON CONFLICT DO NOTHING';
  database.run(sql, campaign.number, sendId);
}

export function hasSendId(database: Database, campaign: Campaign, sendId: string): boolean {
  const sql = 'SELECT 1 AS found FROM send_ids WHERE campaign = ? AND send_id = ?';
  return database.get(sql, campaign.number, sendId) !== undefined;
}

function sendOf(row: SendRow): Send {
  return {
    number: row.send,
    dispatchId: row.dispatch_id,
    sendId: row.send_id,
    campaignId: row.campaign_id,
    canvasId: row.canvas_id,
    segmentId: row.segment_id,
    at: row.at,
    isBroadcast: row.is_broadcast === 1,
    inactivity: row.inactivity,
    properties: readJson<JsonObject>(row.properties),
    content: readJson<JsonObject>(row.content),
    dropped: readJson<DroppedRecipient[]>(row.dropped),
    receiverCount: row.receiver_count,
    receiversSet: row.receivers_set,
  };
}
