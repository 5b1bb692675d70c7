import type { Campaign } from '../../domain/messaging/campaign.js';
import type { Schedule } from '../../domain/messaging/schedule.js';
import type { SendRequest } from '../../domain/messaging/send.js';
import type { Database } from '../database.js';
import { readJson } from '../read-json.js';

interface ScheduleRow {
  id: string;
  campaign: number;
  dispatch_id: string;
  time: number;
  is_local: number;
  request: string;
  handled_until: number | null;
  due_work: number;
}

export function insertSchedule(database: Database, workspace: number, schedule: Schedule): void {
  database.run(
    `INSERT INTO schedules (workspace, id, campaign, dispatch_id, time, is_local, request, handled_until, due_work)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    schedule.id,
    schedule.campaign,
    schedule.dispatchId,
    schedule.time,
    schedule.isLocal ? 1 : 0,
    JSON.stringify(schedule.request),
    schedule.handledUntil,
    schedule.dueWork,
  );
}

/** Writes when it happens and what is left of it. */
export function updateSchedule(database: Database, workspace: number, schedule: Schedule): void {
  database.run(
    `UPDATE schedules SET time = ?, is_local = ?, request = ?, handled_until = ?, due_work = ?
     WHERE workspace = ? AND id = ?`,
    schedule.time,
    schedule.isLocal ? 1 : 0,
    JSON.stringify(schedule.request),
    schedule.handledUntil,
    schedule.dueWork,
    workspace,
    schedule.id,
  );
}

export function deleteSchedule(database: Database, workspace: number, id: string): void {
  database.run('DELETE FROM schedules WHERE workspace = ? AND id = ?', workspace, id);
}

export function findSchedule(database: Database, workspace: number, id: string): Schedule | undefined {
  const sql = 'SELECT * FROM schedules WHERE workspace = ? AND id = ?';
  const row = database.get<ScheduleRow>(sql, workspace, id);
  return row && scheduleOf(row);
}

export function listSchedulesOf(database: Database, campaign: Campaign): Schedule[] {
  const sql = 'SELECT * FROM schedules WHERE campaign = ?';
  return database.all<ScheduleRow>(sql, campaign.number).map(scheduleOf);
}

function scheduleOf(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    campaign: row.campaign,
    dispatchId: row.dispatch_id,
    time: row.time,
    isLocal: row.is_local === 1,
    request: readJson<SendRequest>(row.request),
    handledUntil: row.handled_until,
    dueWork: row.due_work,
  };
}
