import { EmulatorError } from '../../../domain/errors.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { sendIdLengthMax } from '../../../domain/limits.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import type { ScheduleTime } from '../../../domain/messaging/schedule.js';
import type { SendRequest } from '../../../domain/messaging/send.js';
import { parseIsoTime } from '../../../domain/time/time.js';
import { fieldOf, refuseField } from '../fields.js';
import { readCampaignId } from './campaigns.js';
import { readConnectedAudience } from './connected-audience.js';
import { givenField, readBoolean, readProperties } from './fields.js';
import { propertiesFields, readRecipients } from './recipients.js';

// Bodies of /campaigns/trigger/*, /canvas/trigger/* and /sends/id/create. Keys of other names are ignored. [inferred]

/** A request to trigger a campaign or Canvas. */
export interface Trigger {
  id: string;
  request: SendRequest;
}

/**
 * Reads `/campaigns/trigger/send` or `/canvas/trigger/send`.
 *
 * @throws EmulatorError `invalid_campaign_id`, `invalid_canvas_id`, `no_recipients`, `too_many_identifiers_and_aliases`,
 * `invalid_field`.
 */
export function readTrigger(kind: CampaignKind, body: JsonValue): Trigger {
  const { id, request } = readPlannedTrigger(kind, body);
  if (kind === 'canvas') return { id, request };
  return { id, request: { ...request, attachments: readAttachments(body, request.recipients === null) } };
}

/** The same without attachments, which cannot be scheduled. [doc] post_schedule_triggered_campaigns */
function readPlannedTrigger(kind: CampaignKind, body: JsonValue): Trigger {
  const id = readCampaignId(kind, fieldOf(body, `${kind}_id`));
  const recipients = readReceivers(body, kind);
  return {
    id,
    request: {
      recipients,
      audience: readAudience(body),
      properties: readProperties(body, propertiesFields[kind]),
      // A Canvas has none. [doc] post_send_triggered_canvases
      sendId: kind === 'campaign' ? readSendId(body) : undefined,
    },
  };
}

/** Either recipients or a broadcast. [doc] post_send_triggered_campaigns, texts [inferred] */
function readReceivers(body: JsonValue, kind: CampaignKind): SendRequest['recipients'] {
  const recipients = readRecipients(body, kind);
  const isBroadcast = readBoolean(body, 'broadcast') ?? false;
  if (recipients !== undefined && isBroadcast) {
    return refuseField("'recipients' and 'broadcast' cannot be used together", 'broadcast');
  }
  if (recipients === undefined && !isBroadcast) {
    throw new EmulatorError('no_recipients', "There are no 'recipients', and 'broadcast' is not true", {
      path: 'recipients',
    });
  }
  return recipients ?? null;
}

/** Reads the connected audience of a request, if it has one. @throws EmulatorError `invalid_field`. */
export function readAudience(body: JsonValue): SendRequest['audience'] {
  const audience = givenField(body, 'audience');
  return audience === undefined ? undefined : readConnectedAudience(audience);
}

/** At most 64 ASCII characters. [doc] identifier_types @throws EmulatorError `invalid_field`. */
export function readSendId(body: JsonValue): string | undefined {
  const value = givenField(body, 'send_id');
  if (value === undefined) return undefined;
  const isSound =
    typeof value === 'string' && value.length <= sendIdLengthMax && /^[\x20-\x7e]+$/.test(value);
  return isSound
    ? value
    : refuseField(`'send_id' must be a string of at most ${sendIdLengthMax} ASCII characters`, 'send_id');
}

/** Not for a broadcast. [doc] post_send_triggered_campaigns, texts [inferred] */
function readAttachments(body: JsonValue, isBroadcast: boolean): JsonObject[] | undefined {
  const value = givenField(body, 'attachments');
  if (value === undefined) return undefined;
  if (isBroadcast) refuseField("'attachments' and 'broadcast' cannot be used together", 'attachments');
  if (Array.isArray(value) && value.every(isAttachment)) return value;
  return refuseField(
    "'attachments' must be an array of objects with a 'file_name' and a 'url'",
    'attachments',
  );
}

function isAttachment(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && typeof value.file_name === 'string' && typeof value.url === 'string';
}

/** Reads `…/trigger/schedule/create`. @throws EmulatorError as `readTrigger`. */
export function readScheduleCreation(kind: CampaignKind, body: JsonValue): Trigger & { when: ScheduleTime } {
  return { ...readPlannedTrigger(kind, body), when: readScheduleTime(body) };
}

/** Reads `…/trigger/schedule/update`. */
export function readScheduleUpdate(
  kind: CampaignKind,
  body: JsonValue,
): { id: string; scheduleId: string; when: ScheduleTime } {
  return { ...readScheduleDeletion(kind, body), when: readScheduleTime(body) };
}

/** Reads `…/trigger/schedule/delete`. */
export function readScheduleDeletion(
  kind: CampaignKind,
  body: JsonValue,
): { id: string; scheduleId: string } {
  const id = readCampaignId(kind, fieldOf(body, `${kind}_id`));
  const scheduleId = givenField(body, 'schedule_id');
  if (typeof scheduleId !== 'string') refuseField("'schedule_id' must be a string", 'schedule_id');
  return { id, scheduleId };
}

/** The end of a time that says its zone. */
const zoneDesignator = /[T ].*(Z|[+-]\d{1,2}(:?\d{2})?)$/i;

/**
 * Reads `schedule`. A best time per user is not known here, so `at_optimal_time` sends at the time given, in UTC. [doc]
 * objects_filters/schedule_object, texts and that [inferred]
 */
function readScheduleTime(body: JsonValue): ScheduleTime {
  const schedule = givenField(body, 'schedule');
  if (!isJsonObject(schedule)) return refuseField("'schedule' must be an object", 'schedule');
  const text = schedule.time;
  const time = typeof text === 'string' ? parseIsoTime(text) : undefined;
  if (typeof text !== 'string' || time === undefined)
    return refuseField("'schedule.time' must be an ISO 8601 time", 'schedule.time');
  const isLocal = readBoolean(schedule, 'in_local_time', 'schedule.in_local_time') ?? false;
  const isOptimal = readBoolean(schedule, 'at_optimal_time', 'schedule.at_optimal_time') ?? false;
  if ((isLocal || isOptimal) && zoneDesignator.test(text)) {
    const message = "'schedule.time' must not name a zone with 'in_local_time' or 'at_optimal_time'";
    refuseField(message, 'schedule.time');
  }
  return { time, isLocal };
}
