import { z } from 'zod';
import type { ControlErrorCode } from '../../domain/errors.js';
import { lazySchema } from '../endpoint.js';

/** A refusal that the control API can answer with; three it has in common with the Braze surface. */
export type ControlRefusal = ControlErrorCode | 'malformed_json' | 'host_not_allowed' | 'origin_not_allowed';

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 500 | 503;

/** Status of every refusal of the control API. */
export const refusalStatuses = {
  invalid_request: 400,
  malformed_json: 400,
  snapshot_unusable: 400,
  admin_token_required: 401,
  host_not_allowed: 403,
  origin_not_allowed: 403,
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
  workspace_id_in_use: 409,
  key_in_use: 409,
  campaign_id_in_use: 409,
  external_id_in_use: 409,
  braze_id_in_use: 409,
  alias_in_use: 409,
  segment_id_in_use: 409,
  segment_in_use: 409,
  snapshot_exists: 409,
  request_too_large: 413,
  media_type_not_supported: 415,
  storage_unusable: 500,
  server_busy: 503,
} as const satisfies Record<ControlRefusal, RefusalStatus>;

/** The body of every refusal. */
export const refusalBody = lazySchema(() =>
  z
    .strictObject({
      error: z.strictObject({
        code: z.string().describe('Stable; branch on it, never on the message.'),
        message: z.string(),
        path: z
          .string()
          .optional()
          .describe(
            'Of 400: where the offending value is, such as `users[3].device_ids`; empty for the whole.',
          ),
        line: z.int().optional().describe('Of an NDJSON body: the line that was refused, counted from 1.'),
        created: z
          .int()
          .optional()
          .describe('Of an NDJSON body: how many profiles were created before the refused line.'),
      }),
    })
    .meta({ id: 'refusal' }),
);
