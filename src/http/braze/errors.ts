import type { BrazeErrorCode, EmulatorError, ErrorCode, FaultStatus } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import { trackProblemsJson } from '../../wire/braze/track/track.js';

interface BrazeReply {
  status: 400 | 404 | 413 | 415 | 501 | FaultStatus;
  /** JSON, but of object storage: fields of its XML form, see `storageErrorXml`. */
  body: JsonObject;
  isOfStorage?: true;
}
type Render = BrazeReply | ((error: EmulatorError) => BrazeReply);

function says(status: BrazeReply['status'], message: string): BrazeReply {
  return { status, body: { message } };
}

/** As object storage answers, where Braze keeps what it exports. */
function storageSays(status: BrazeReply['status'], code: string, message: string): BrazeReply {
  return { status, body: { Code: code, Message: message }, isOfStorage: true };
}

/**
 * Status and text of every refusal on the Braze surface. The comments name the page and how sure we are of the text;
 * the body shape `{"message": …}` is [doc] api/errors.
 */
const brazeReplies = {
  // partners/isv_partners/cohort_import: texts [doc]
  invalid_partner_api_key: says(401, 'Invalid Partner API key'),
  invalid_data_import_key: says(401, 'Invalid client secret'),
  partner_not_enabled: (error) =>
    says(401, `Partner not enabled for client with client secret: ${error.details.echoed ?? ''}`),
  invalid_cohort_id: says(400, 'cohort_id must be a valid string'),
  invalid_cohort_name: says(400, 'name must be a non-empty string'),
  invalid_created_at: says(400, 'created_at must be a valid time as an ISO-8601 string'),
  invalid_cohort_changes: says(
    400,
    'cohort_changes must be an array of objects each with key user_ids and/or device_ids mapping to an array of strings, or an aliases object',
  ),
  too_many_cohort_identifiers: says(
    400,
    'Only 1,000 user_ids, device_ids, and aliases are allowed per request',
  ),
  // Only with the switch `unknown_cohort: reject`. [inferred]
  unknown_cohort: says(400, 'cohort_id must be a valid string'),

  // api/errors
  invalid_rest_api_key: (error) => says(401, `Invalid API key: ${error.details.echoed ?? ''}`), // [client: braze_ruby]
  missing_permission: (error) =>
    says(error.details.status ?? 403, 'You do not have permission to access this resource'), // status [doc], text [inferred]
  rate_limited: says(429, 'Rate Limited'), // status [doc], text [inferred]
  malformed_json: {
    status: 400, // [doc] api/errors, published page: in a field named `error`
    body: { error: 'Error while parsing request body. Please check your syntax.' },
  },
  body_too_large: says(413, 'Request Entity Too Large'), // [doc] api/api_limits
  unsupported_media_type: says(415, 'Unsupported Media Type'), // [doc]
  unknown_path: says(404, 'Invalid URL'), // [doc]
  path_not_built: (error) => says(501, error.message), // ours

  // user_data/post_user_track
  no_valid_track_data: (error) => ({
    status: 400, // [client: Segment, RudderStack]
    body: {
      message: "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.",
      ...(error.details.problems && { errors: trackProblemsJson(error.details.problems) }),
    },
  }),
  too_many_track_objects: says(400, 'Max Input Length Exceeded'), // [doc] api/errors
  too_many_identifiers_and_aliases: says(
    400,
    'The max number of external_ids and aliases per request was exceeded', // [doc] api/errors, which endpoints [inferred]
  ),
  too_many_identifiers: says(400, 'The max number of ids per request was exceeded'), // [doc], which endpoints [inferred]

  // Campaigns, Canvases and sends. Names of api/errors as texts: [inferred]
  invalid_campaign_id: says(400, 'campaign_id must be a string of the campaign api identifier'), // [doc] post_send_transactional_message, elsewhere [inferred]
  invalid_canvas_id: says(400, 'canvas_id must be a string of the Canvas api identifier'), // [client: braze_ruby recording]
  unknown_campaign: says(400, 'Campaign does not exist'), // [doc] post_send_transactional_message, elsewhere [inferred]
  unknown_canvas: says(400, 'canvas_id must be a string of the Canvas api identifier'), // [client: braze_ruby recording]
  no_recipients: says(400, 'No Recipients'),
  no_message: says(400, 'No message to send'),
  message_variation_unspecified: says(400, 'Message Variant Unspecified'),
  invalid_message_variation: says(400, 'Invalid Message Variant'),
  mismatched_message_type: says(400, 'Mismatched Message Type'),
  invalid_push_extra: says(400, 'Invalid Extra Push Payload'),

  // user_data/post_users_merge: all four [doc]
  invalid_merge_updates: says(400, "'merge_updates' must be an array of objects"),
  too_many_merge_updates: says(400, 'a single request may not contain more than 50 merge updates'),
  invalid_merge_identifier: says(
    400,
    "identifiers must be objects with an 'external_id' property that is a string, 'user_alias' property that is an object, 'email' property that is a string, or 'phone' property that is a string",
  ),
  invalid_merge_update_keys: says(
    400,
    "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'",
  ),

  // user_data/post_users_segment
  export_running: says(429, 'Rate Limited'), // status [doc], text [inferred]; when it ends nobody knows, so no Retry-After
  too_many_exports: says(429, 'Rate Limited'), // "an error" [doc]; which [inferred]
  // The codes [doc] export_troubleshooting; status and text as Amazon S3 documents them for these codes [inferred]
  export_not_available: storageSays(403, 'AccessDenied', 'Access Denied'),
  export_link_expired: storageSays(400, 'ExpiredToken', 'The provided token has expired.'),
  // Missing, malformed or unknown, by analogy with the recorded text for a Canvas. [inferred]
  invalid_segment_id: says(400, 'segment_id must be a string of the segment api identifier'),
  // That it is an error [client: PostHog 2026], text [inferred]
  segment_not_tracked: says(400, 'analytics tracking is not enabled for the segment'),

  // Where no text is documented: our own words in the house style of /users/merge. [inferred]
  invalid_field: (error) => says(400, error.message),

  fault_injected: faultReply,
  // What Braze never says: of a caller that a web page sent. Our own words.
  host_not_allowed: (error) => says(403, error.message),
  origin_not_allowed: (error) => says(403, error.message),
  // Only with `strictness: strict`, which Braze has not: our own words.
  strict_refusal: (error) => says(400, error.message),
  // Nor is this of Braze: the disk is full, or something else wrote into the database. Our own words.
  storage_unusable: (error) => says(500, error.message),
  // Nor this: too many large bodies at once. Our own words.
  server_busy: (error) => says(503, error.message),
} satisfies Record<BrazeErrorCode | 'storage_unusable' | 'server_busy', Render>;

/** The documents list it with each status that has words of Braze. */
function faultReply({ details: { status = 500, echoed } }: EmulatorError): BrazeReply {
  return { status, body: brazeWords(status, echoed) ?? {} };
}

/**
 * What Braze says with a status that only a fault brings about; `undefined` when that is not known.
 *
 * @param echoed  The REST API key of the request, at an endpoint that takes one.
 */
export function brazeWords(status: number, echoed?: string): JsonObject | undefined {
  if (status === 401 && echoed !== undefined) return { message: `Invalid API key: ${echoed}` }; // [client: braze_ruby]
  const message = textOf[status];
  return message === undefined ? undefined : { message };
}

const faultTexts: Record<FaultStatus | 202, string> = {
  202: 'queued', // during maintenance, [doc, superseded] api/errors
  401: 'Unauthorized access', // of the cohort endpoints, [doc] cohort_import
  403: 'Forbidden', // the account is inactive: status [doc] api/errors, text [inferred]
  423: 'Resource locked', // [doc] cohort_import; elsewhere [inferred]
  429: 'Rate Limited', // status [doc], text [inferred]
  500: 'Internal Server Error', // that these four occur is [doc] api/errors, texts [inferred]
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
const textOf: Partial<Record<number, string>> = faultTexts;

const renders: Partial<Record<ErrorCode, Render>> = brazeReplies;

/** The answer to a refusal, or `undefined` for a code that the Braze surface has no answer for. */
export function brazeReply(error: EmulatorError): BrazeReply | undefined {
  const render = renders[error.code];
  return typeof render === 'function' ? render(error) : render;
}
