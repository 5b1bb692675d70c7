import { EmulatorError } from '../../domain/errors.js';
import { type Ignored, tolerated } from '../../domain/journal/ignored.js';
import { assertNothingIgnored } from '../../domain/journal/strictness.js';
import type { Campaign, CampaignKind } from '../../domain/messaging/campaign.js';
import type { Schedule, ScheduleTime } from '../../domain/messaging/schedule.js';
import type { SendRequest } from '../../domain/messaging/send.js';
import { earliestZoneOffsetMs, latestZoneOffsetMs } from '../../domain/time/local-time.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  deleteSchedule as deleteStoredSchedule,
  findSchedule,
  insertSchedule,
  updateSchedule as updateStoredSchedule,
} from '../../store/messaging/schedules.js';
import { type Context, nowOf } from '../context.js';
import { settle } from '../due-work/settle.js';
import { newDispatchId, newUuid } from '../identifiers.js';
import { cancelWork, planWork } from '../plan-work.js';
import { assertAudienceFits } from './assert-audience-fits.js';
import { getNamedCampaign, getTriggeredCampaign, withSendId } from './get-triggered-campaign.js';

/**
 * Plans a send of a campaign or Canvas. Who receives it is decided when it happens; for a time that has passed already
 * that is at once. [doc] targeting_users for the first, second [inferred]
 *
 * @returns `ignored`: of a send at once, what of the request has no effect.
 * @throws EmulatorError as `sendCampaign`; `invalid_field` for a local time that has passed in every zone [doc]
 * schedule_object.
 */
export function createSchedule(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  when: ScheduleTime,
  request: SendRequest,
): { dispatchId: string; scheduleId: string; ignored: Ignored[] } {
  const campaign = getTriggeredCampaign(context, workspace, kind, id);
  assertNotPassed(context, workspace, when);
  assertAudienceFits(workspace, request.audience);
  const dispatchId = newDispatchId(context.random);
  const scheduleId = newUuid(context.random);
  insertSchedule(context.database, workspace.number, {
    ...when,
    id: scheduleId,
    campaign: campaign.number,
    dispatchId,
    request: withSendId(context, campaign, request),
    handledUntil: null,
    dueWork: planFiring(context, workspace, scheduleId, when),
  });
  settle(context, workspace);
  const ignored = context.fired.flatMap((its) => (its.dispatchId === dispatchId ? its.ignored : []));
  if (workspace.behaviour.strictness === 'strict') assertNothingIgnored(ignored);
  return { dispatchId, scheduleId, ignored };
}

/**
 * Gives a planned send another time. A local time that has come in some zone already stays as it is. [doc]
 * post_update_scheduled_triggered_campaigns; that this is a success [inferred]
 *
 * @returns That it changed nothing, if so.
 * @throws EmulatorError `unknown_campaign`, `unknown_canvas`; `invalid_field` for a schedule that is unknown, or done.
 */
export function updateSchedule(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  scheduleId: string,
  when: ScheduleTime,
): Ignored[] {
  const schedule = getSchedule(
    context,
    workspace,
    getNamedCampaign(context, workspace, kind, id),
    scheduleId,
  );
  assertNotPassed(context, workspace, when);
  const now = nowOf(context, workspace);
  if (schedule.isLocal && schedule.time - earliestZoneOffsetMs <= now) {
    const reason = 'came too late: the time has come in some zone, so all keep the time they had';
    return [tolerated('schedule', 'schedule_begun', reason)];
  }
  if (schedule.time === when.time && schedule.isLocal === when.isLocal) {
    return [tolerated('schedule', 'schedule_kept', 'is the time it had already')];
  }
  cancelWork(context, schedule.dueWork);
  const dueWork = planFiring(context, workspace, scheduleId, when);
  updateStoredSchedule(context.database, workspace.number, { ...schedule, ...when, dueWork });
  settle(context, workspace);
  return [];
}

/** Takes a planned send back, or what is left of it. @throws EmulatorError as `updateSchedule`. */
export function deleteSchedule(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  scheduleId: string,
): void {
  const schedule = getSchedule(
    context,
    workspace,
    getNamedCampaign(context, workspace, kind, id),
    scheduleId,
  );
  cancelWork(context, schedule.dueWork);
  deleteStoredSchedule(context.database, workspace.number, scheduleId);
}

function getSchedule(
  context: Context,
  workspace: Workspace,
  campaign: Campaign,
  scheduleId: string,
): Schedule {
  const schedule = findSchedule(context.database, workspace.number, scheduleId);
  if (schedule !== undefined && schedule.campaign === campaign.number) return schedule;
  throw new EmulatorError('invalid_field', 'Schedule does not exist', { path: 'schedule_id' });
}

/** A local time begins where it comes first. @returns The number of the planned work. */
function planFiring(
  context: Context,
  workspace: Workspace,
  scheduleId: string,
  { time, isLocal }: ScheduleTime,
): number {
  const dueAt = Math.max(nowOf(context, workspace), isLocal ? time - earliestZoneOffsetMs : time);
  return planWork(context, workspace, dueAt, { kind: 'fire_schedule', scheduleId });
}

/**
 * Braze's pages disagree whether the company's zone decides (api/errors) or all zones (schedule_object); the latter is
 * the page about schedules.
 */
function assertNotPassed(context: Context, workspace: Workspace, { time, isLocal }: ScheduleTime): void {
  if (!isLocal || time - latestZoneOffsetMs > nowOf(context, workspace)) return;
  throw new EmulatorError('invalid_field', "'schedule.time' has passed in all time zones", {
    path: 'schedule.time',
  });
}
