import { invariant } from '../../domain/errors.js';
import type { Campaign } from '../../domain/messaging/campaign.js';
import type { Schedule } from '../../domain/messaging/schedule.js';
import type { Recipient } from '../../domain/messaging/send.js';
import { latestZoneOffsetMs, momentIn } from '../../domain/time/local-time.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getCampaignByNumber } from '../../store/messaging/campaigns.js';
import { deleteSchedule, findSchedule, updateSchedule } from '../../store/messaging/schedules.js';
import { findTimeZoneSet, listTimeZones } from '../../store/users/time-zones.js';
import { getProfile } from '../../store/users/user-profiles.js';
import { type Context, nowOf } from '../context.js';
import { planWork } from '../plan-work.js';
import { resolveReference } from '../users/resolve-reference.js';
import { dispatchCampaign } from './send-campaign.js';

/** Sends what is scheduled for this moment. One at a local time goes on with the next zone until all have had their turn. */
export function fireSchedule(context: Context, workspace: Workspace, scheduleId: string): void {
  const schedule = findSchedule(context.database, workspace.number, scheduleId);
  invariant(schedule !== undefined, 'a schedule is there as long as its work is planned');
  const next = firePart(context, workspace, schedule);
  if (next === undefined) {
    deleteSchedule(context.database, workspace.number, scheduleId);
    return;
  }
  const dueWork = planWork(context, workspace, next.dueAt, { kind: 'fire_schedule', scheduleId });
  updateSchedule(context.database, workspace.number, { ...next.schedule, dueWork });
}

/** What is left to be done, and when. */
interface NextPart {
  dueAt: number;
  schedule: Schedule;
}

function firePart(context: Context, workspace: Workspace, schedule: Schedule): NextPart | undefined {
  const campaign = getCampaignByNumber(context.database, schedule.campaign);
  const { dispatchId, isLocal, request } = schedule;
  if (!isLocal) {
    const { ignored } = dispatchCampaign(context, workspace, campaign, dispatchId, request);
    context.fired.push({ dispatchId, ignored });
    return undefined;
  }
  return request.recipients === null
    ? broadcastLocally(context, workspace, campaign, schedule)
    : sendLocally(context, workspace, campaign, schedule, request.recipients);
}

/**
 * To everyone in the zones whose time has come since the part before. Zones are looked up anew for each part, and the last
 * part comes when no zone is left on earth, so that people who came or moved in the meantime are not passed over.
 */
function broadcastLocally(
  context: Context,
  workspace: Workspace,
  campaign: Campaign,
  schedule: Schedule,
): NextPart | undefined {
  const { database } = context;
  const now = nowOf(context, workspace);
  const zones = listTimeZones(database, workspace.number).map((zone) => ({
    zone,
    at: momentIn(zone, schedule.time),
  }));
  const handledUntil = schedule.handledUntil ?? Number.NEGATIVE_INFINITY;
  const due = zones.filter(({ at }) => at > handledUntil && at <= now).map(({ zone }) => zone);
  const end = schedule.time - latestZoneOffsetMs;
  const later = [...zones.map(({ at }) => at), end].filter((at) => at > now);
  if (due.length > 0 || later.length === 0) {
    const within = findTimeZoneSet(database, workspace.number, due);
    dispatchCampaign(context, workspace, campaign, schedule.dispatchId, schedule.request, within);
  }
  if (later.length === 0) return undefined;
  return { dueAt: Math.min(...later), schedule: { ...schedule, handledUntil: now } };
}

/** To the named recipients whose time has come; the others wait. Somebody unknown is in no zone, so in UTC. [inferred] */
function sendLocally(
  context: Context,
  workspace: Workspace,
  campaign: Campaign,
  schedule: Schedule,
  recipients: readonly Recipient[],
): NextPart | undefined {
  const now = nowOf(context, workspace);
  const moments = recipients.map((recipient) => ({
    recipient,
    at: momentIn(zoneOf(context, workspace, recipient), schedule.time),
  }));
  const due = moments.filter(({ at }) => at <= now).map(({ recipient }) => recipient);
  if (due.length > 0) {
    const request = { ...schedule.request, recipients: due };
    const { dispatchId } = schedule;
    const { ignored } = dispatchCampaign(context, workspace, campaign, dispatchId, request);
    context.fired.push({ dispatchId, ignored });
  }
  const later = moments.filter(({ at }) => at > now);
  if (later.length === 0) return undefined;
  const request = { ...schedule.request, recipients: later.map(({ recipient }) => recipient) };
  const dueAt = Math.min(...later.map(({ at }) => at));
  return { dueAt, schedule: { ...schedule, request, handledUntil: now } };
}

function zoneOf(context: Context, workspace: Workspace, { reference }: Recipient): string | null {
  const { profileNumber } = resolveReference(context.database, workspace, reference);
  if (profileNumber === undefined) return null;
  const { time_zone: zone } = getProfile(context.database, workspace.number, profileNumber).attributes;
  return typeof zone === 'string' ? zone : null;
}
