/** Refusals that a Braze endpoint can answer with; `http/braze/errors.ts` gives each its status and Braze's text. */
export type BrazeErrorCode =
  | 'invalid_partner_api_key'
  | 'invalid_data_import_key'
  | 'partner_not_enabled'
  | 'invalid_cohort_id'
  | 'invalid_cohort_name'
  | 'invalid_created_at'
  | 'invalid_cohort_changes'
  | 'too_many_cohort_identifiers'
  | 'unknown_cohort'
  | 'invalid_rest_api_key'
  | 'missing_permission'
  | 'rate_limited'
  | 'malformed_json'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'unknown_path'
  | 'path_not_built'
  | 'no_valid_track_data'
  | 'too_many_track_objects'
  | 'too_many_identifiers_and_aliases'
  | 'too_many_identifiers'
  | 'invalid_campaign_id'
  | 'invalid_canvas_id'
  | 'unknown_campaign'
  | 'unknown_canvas'
  | 'no_recipients'
  | 'no_message'
  | 'message_variation_unspecified'
  | 'invalid_message_variation'
  | 'mismatched_message_type'
  | 'invalid_push_extra'
  | 'invalid_merge_updates'
  | 'too_many_merge_updates'
  | 'invalid_merge_identifier'
  | 'invalid_merge_update_keys'
  | 'invalid_segment_id'
  | 'segment_not_tracked'
  | 'export_running'
  | 'too_many_exports'
  | 'export_not_available'
  | 'export_link_expired'
  | 'invalid_field'
  | 'strict_refusal'
  | 'fault_injected'
  | 'host_not_allowed'
  | 'origin_not_allowed';

/** Refusals of the control API, the command line and the library; `wire/control/errors.ts` gives each its status. */
export type ControlErrorCode =
  | 'invalid_request'
  | 'workspace_not_found'
  | 'partner_not_found'
  | 'key_not_found'
  | 'campaign_not_found'
  | 'canvas_not_found'
  | 'send_not_found'
  | 'user_not_found'
  | 'cohort_not_found'
  | 'segment_not_found'
  | 'fault_not_found'
  | 'request_not_found'
  | 'journal_incomplete'
  | 'not_found'
  | 'workspace_id_in_use'
  | 'key_in_use'
  | 'campaign_id_in_use'
  | 'external_id_in_use'
  | 'braze_id_in_use'
  | 'alias_in_use'
  | 'segment_id_in_use'
  | 'segment_in_use'
  | 'admin_token_required'
  | 'method_not_allowed'
  | 'request_too_large'
  | 'media_type_not_supported'
  | 'storage_unusable'
  | 'server_busy'
  | 'snapshot_not_found'
  | 'snapshot_exists'
  | 'snapshot_unusable';

/**
 * What the library says of itself. `stopped`: its emulator is; `not_reachable`: no server answers, or it is not ready;
 * `not_an_emulator`: something else answers; `internal`: the server met a defect of its own; `not_met`: what was expected or
 * waited for did not come; `call_blocked`: an interception let a call not out.
 */
export type LibraryErrorCode =
  | 'stopped'
  | 'not_reachable'
  | 'not_an_emulator'
  | 'internal'
  | 'not_met'
  | 'call_blocked';

/** Every code that an EmulatorError can have. */
export type ErrorCode = BrazeErrorCode | ControlErrorCode | LibraryErrorCode;

/** A status that a fault can refuse with. */
export type FaultStatus = 401 | 403 | 423 | 429 | 500 | 502 | 503 | 504;

/** What a refusal carries beside its code and message; each adapter shows the parts that fit it. */
export interface ErrorDetails {
  /** JSON path of the offending value, e.g. `users[3].device_ids`. */
  path?: string;
  /** The value Braze's own text echoes: the key as sent. */
  echoed?: string;
  /** Where the code leaves it open: the workspace's choice for a missing permission, or what a fault answers. */
  status?: FaultStatus;
  /** Per-object problems of `/users/track`. */
  problems?: readonly TrackProblem[];
  /** Line of a streamed body, counted from 1, and how many profiles were created before it. */
  line?: number;
  created?: number;
}

/** One refused object of `/users/track`, in Braze's own form. [doc] user_data/post_user_track */
export interface TrackProblem {
  type: string;
  inputArray: 'attributes' | 'events' | 'purchases';
  index: number;
  /** Of the culprit, in our journal only; of the object when it has none. */
  path: string;
}

/** An expected refusal. Callers branch on `code`, never on `message`. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether it is the refusal with that code. */
export function isRefusal(error: unknown, code: ErrorCode): error is EmulatorError {
  return error instanceof EmulatorError && error.code === code;
}

/** Whether it is an error, of whatever realm: in a test of Jest, those of Node are of another one than the test's `Error`. */
export function isError(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
}

/** Whether Node itself threw it, with the `code` that Node gives it. */
export function isNodeError(error: unknown): error is Error & { code?: string; syscall?: string } {
  return isError(error) && 'code' in error;
}

/** What a thrown value says. */
export function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}

/** Stops on a state that cannot be: a defect of the emulator, never of a request. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
