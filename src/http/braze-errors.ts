import type { BrazeErrorCode, EmulatorError, ErrorCode } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import { trackProblemsJson } from '../wire/track.js';

interface BrazeReply {
  status: 400 | 401 | 403 | 404 | 413 | 415 | 423 | 429 | 501;
  body: JsonObject;
}
type Render = BrazeReply | ((error: EmulatorError) => BrazeReply);

function says(status: BrazeReply['status'], message: string): BrazeReply {
  return { status, body: { message } };
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

  // Where no text is documented: our own words in the house style of /users/merge. [inferred]
  invalid_field: (error) => says(400, error.message),

  // Only with `strictness: strict`, which Braze has not: our own words.
  strict_refusal: (error) => says(400, error.message),
} satisfies Record<BrazeErrorCode, Render>;

/** The answer to a refusal, or `undefined` for a code that the Braze surface has no answer for. */
export function brazeReply(error: EmulatorError): BrazeReply | undefined {
  const render = (brazeReplies as Partial<Record<ErrorCode, Render>>)[error.code];
  return typeof render === 'function' ? render(error) : render;
}
