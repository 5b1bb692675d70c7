import type { ControlErrorCode, EmulatorError, ErrorCode } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 500;

/** Status of every refusal of the control API; `malformed_json` it has in common with the Braze surface. */
const controlStatuses = {
  invalid_request: 400,
  malformed_json: 400,
  snapshot_unusable: 400,
  admin_token_required: 401,
  host_not_allowed: 403,
  workspace_not_found: 404,
  partner_not_found: 404,
  key_not_found: 404,
  campaign_not_found: 404,
  canvas_not_found: 404,
  send_not_found: 404,
  user_not_found: 404,
  cohort_not_found: 404,
  segment_not_found: 404,
  fault_not_found: 404,
  snapshot_not_found: 404,
  request_not_found: 404,
  journal_incomplete: 409,
  not_found: 404,
  method_not_allowed: 405,
  key_in_use: 409,
  campaign_id_in_use: 409,
  external_id_in_use: 409,
  alias_in_use: 409,
  segment_id_in_use: 409,
  segment_in_use: 409,
  snapshot_exists: 409,
  request_too_large: 413,
  media_type_not_supported: 415,
  storage_unusable: 500,
} satisfies Record<ControlErrorCode | 'malformed_json', Status>;

/** The answer to a refusal, or `undefined` for a code that the control API has no answer for. */
export function controlReply(error: EmulatorError): { status: Status; body: JsonObject } | undefined {
  const status = (controlStatuses as Partial<Record<ErrorCode, Status>>)[error.code];
  if (status === undefined) return undefined;
  const { line, created } = error.details;
  // What is wrong with the body as a whole has the path ''.
  const path = error.details.path ?? (status === 400 ? '' : undefined);
  return {
    status,
    body: {
      error: {
        code: error.code,
        message: error.message,
        ...(path !== undefined && { path }),
        ...(line !== undefined && { line }),
        ...(created !== undefined && { created }),
      },
    },
  };
}
