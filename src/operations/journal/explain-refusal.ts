import type { Endpoint } from '../../domain/endpoint.js';
import type { EmulatorError, ErrorCode, TrackProblem } from '../../domain/errors.js';
import { malformedHint, mediaTypeHint } from '../../domain/journal/explanation/body-hint.js';
import { closest } from '../../domain/journal/explanation/edit-distance.js';
import { fieldHint, queryHint, tooManyHint } from '../../domain/journal/explanation/field-hint.js';
import { pathHint } from '../../domain/journal/explanation/path-hint.js';
import { trackProblemHint } from '../../domain/journal/explanation/track-hint.js';
import { queryObject } from '../../domain/journal/explanation/unknown-fields.js';
import { valueAt } from '../../domain/journal/explanation/value-at.js';
import type { DecisionNote } from '../../domain/journal/journal.js';
import type { RequestRecord } from '../../domain/journal/request-record.js';
import { isJsonObject, type JsonValue } from '../../domain/json.js';
import { trackObjectsPerRequestMax } from '../../domain/limits.js';
import { isOnRoute } from '../../domain/route-pattern.js';
import { listPartners } from '../../store/workspaces/partners.js';
import type { Context } from '../context.js';
import { explainKey } from './explain-keys.js';
import { recognizeKey } from './recognize-key.js';

/**
 * Says why a request was refused, in words that help: the rule, where the offending value stands, the value, and what was
 * probably meant.
 *
 * @param endpoints  Everything that Braze has.
 */
export function explainRefusal(
  context: Context,
  record: RequestRecord,
  refusal: EmulatorError,
  endpoints: readonly Endpoint[],
): DecisionNote {
  const path = refusal.details.path ?? pathOf(record, refusal);
  const hint = hintOf(context, record, refusal, endpoints);
  const received = receivedOf(record, refusal, path);
  return {
    rule: refusal.code,
    message: messageOf(refusal),
    ...(path !== undefined && { path }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
  };
}

function pathOf({ partner }: RequestRecord, { code, details }: EmulatorError): string | undefined {
  if (code === 'unknown_path' && partner !== undefined) return 'partner';
  const [problem] = details.problems ?? [];
  if (problem !== undefined) return problem.path;
  return code === 'unsupported_media_type' ? 'headers.content-type' : undefined;
}

function messageOf({ message, details }: EmulatorError): string {
  const [problem] = details.problems ?? [];
  return problem === undefined ? message : `${message}; the first: ${problem.type}`;
}

/** @param problem  The first, when every object has one; else there was no object. */
function trackHint({ body, endpoint }: RequestRecord, problem: TrackProblem | undefined): string | undefined {
  if (body.kind !== 'json') return undefined;
  const shape = endpoint?.body?.();
  if (problem === undefined) {
    const hint = fieldHint(body.value, 'attributes', shape) ?? fieldHint(body.value, 'events', shape);
    return hint ?? 'Send at least one object in attributes, events or purchases';
  }
  return trackProblemHint(body.value, problem, shape);
}

function receivedOf(
  record: RequestRecord,
  { code }: EmulatorError,
  path: string | undefined,
): JsonValue | undefined {
  if (code === 'unknown_path') return record.partner ?? `${record.method} ${record.path}`;
  return path === undefined ? undefined : valueAt(record, path);
}

/** Where there is only one way out. */
const fixedHints: Partial<Record<ErrorCode, string>> = {
  body_too_large: 'Send fewer objects in one request',
  rate_limited: 'Wait for the seconds in X-Ratelimit-Retry-After, then send the same again',
  too_many_identifiers: 'Send it as several requests of at most 50 each',
  too_many_identifiers_and_aliases: 'Send it as several requests of at most 50 each',
  too_many_merge_updates: 'Send it as several requests of at most 50 each',
  unknown_cohort:
    "Name the cohort first with POST /partners/{partner}/cohorts, or set the switch 'unknown_cohort'",
};

function hintOf(
  context: Context,
  record: RequestRecord,
  { code, message, details }: EmulatorError,
  endpoints: readonly Endpoint[],
): string | undefined {
  const partner = record.partner?.toLowerCase();
  switch (code) {
    case 'invalid_partner_api_key':
      return explainKey(context, record, 'partner_api_key', partner);
    case 'invalid_data_import_key':
    case 'partner_not_enabled':
      return explainKey(context, record, 'client_secret', partner);
    case 'invalid_rest_api_key':
      return explainKey(context, record, 'headers.authorization', partner);
    case 'missing_permission':
      return `A key's permissions never change; make another with POST /_emulator/v1/workspaces/${record.workspace?.id}/rest-api-keys`;
    case 'too_many_track_objects':
      return tooManyObjectsHint(record);
    case 'no_recipients':
      return recipientsHint(record);
    case 'segment_not_tracked':
      return trackingHint(record);
    case 'unknown_path':
      return partner === undefined
        ? pathHint(record.method, record.path, endpoints)
        : partnerHint(context, record, partner);
    case 'path_not_built':
      return unbuiltHint(record, endpoints);
    case 'malformed_json':
      return malformedHint(record);
    case 'unsupported_media_type':
      return mediaTypeHint(record);
    case 'too_many_cohort_identifiers':
      return tooManyHint(message);
    case 'no_valid_track_data':
      return trackHint(record, details.problems?.[0]);
    default:
      return fixedHints[code] ?? fieldHintOf(record, details.path);
  }
}

function tooManyObjectsHint({ workspace, body }: RequestRecord): string {
  if (workspace?.behaviour.trackLimit === 'per_array_75') return 'Send it as several requests';
  const together = 'Send it as several requests; the three arrays count together';
  const arrays = body.kind === 'json' && isJsonObject(body.value) ? Object.values(body.value) : [];
  const isForLegacy = arrays.every((its) => !Array.isArray(its) || its.length <= trackObjectsPerRequestMax);
  return isForLegacy
    ? `${together}. Legacy accounts may have 75 in each: set the switch 'track_limit'`
    : together;
}

/** What an audience without receivers means is not stated at Braze. [doc] connected_audience */
function recipientsHint({ body, endpoint }: RequestRecord): string | undefined {
  if (body.kind !== 'json' || !isJsonObject(body.value)) return undefined;
  const shape = endpoint?.body?.();
  const isTrigger = endpoint?.path !== '/messages/send';
  const list = isTrigger ? 'recipients' : 'external_user_ids';
  if (isTrigger && isJsonObject(body.value.audience)) {
    return 'An audience alone addresses nobody; send "broadcast": true with it, or recipients';
  }
  const misnamed = body.value[list] === undefined ? fieldHint(body.value, list, shape) : undefined;
  const ways = isTrigger
    ? 'Send recipients, or "broadcast": true for all whom it is for'
    : 'Send external_user_ids or user_aliases, or a segment_id or audience with "broadcast": true';
  return misnamed ?? ways;
}

function trackingHint({ workspace, query }: RequestRecord): string {
  const segment = `/_emulator/v1/workspaces/${workspace?.id}/segments/${queryObject(query).segment_id}`;
  return `Braze keeps sizes only of segments with analytics tracking; PUT ${segment} again with "analytics_tracking_enabled": true`;
}

/** What the path does at Braze. */
function unbuiltHint({ method, path }: RequestRecord, endpoints: readonly Endpoint[]): string {
  const bare = path.replace(/\/$/, '');
  const endpoint = endpoints.find(({ verb, path: route }) => verb === method && isOnRoute(bare, route));
  const summary = endpoint?.summary ?? 'Does something else';
  return `At Braze it ${summary[0]?.toLowerCase()}${summary.slice(1).replace(/\.$/, '')}; nothing here imitates it`;
}

function fieldHintOf({ body, query, endpoint }: RequestRecord, path: string | undefined): string | undefined {
  if (path?.startsWith('query.')) {
    return queryHint(queryObject(query), path.slice('query.'.length), endpoint?.query?.());
  }
  return body.kind === 'json' && path !== undefined
    ? fieldHint(body.value, path, endpoint?.body?.())
    : undefined;
}

/** The partner that was meant: the one whose keys were sent, or else the one with the most similar name. */
function partnerHint(context: Context, record: RequestRecord, partner: string): string {
  const names = listPartners(context.database).map((its) => its.partner);
  const known = `Partners of this server: ${names.join(', ')}`;
  const owner = partnerOfKeys(context, record);
  if (owner !== undefined) return `The keys are those of ${owner}: did you mean '${owner}'? ${known}`;
  const found = closest(partner, names, Math.max(2, Math.floor(partner.length / 2)));
  return found === undefined ? `${known}; a seed file can add more` : `Did you mean '${found}'? ${known}`;
}

function partnerOfKeys(context: Context, record: RequestRecord): string | undefined {
  for (const path of ['partner_api_key', 'client_secret']) {
    const value = valueAt(record, path);
    const key = typeof value === 'string' ? recognizeKey(context, value) : undefined;
    if (key !== undefined && key.kind !== 'rest_api_key') return key.partner;
  }
  return undefined;
}
