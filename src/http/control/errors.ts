import type { EmulatorError, ErrorCode } from '../../domain/errors.js';
import { type RefusalStatus, type refusalBody, refusalStatuses } from '../../wire/control/errors.js';
import type { Wire } from '../../wire/endpoint.js';

const statuses: Partial<Record<ErrorCode, RefusalStatus>> = refusalStatuses;

/**
 * The answer to a refusal, or `undefined` for a code that the control API has no answer for.
 *
 * @param redact  Takes the keys out that message and path may quote.
 */
export function controlReply(
  error: EmulatorError,
  redact: (text: string) => string,
): { status: RefusalStatus; body: Wire<typeof refusalBody> } | undefined {
  const status = statuses[error.code];
  if (status === undefined) return undefined;
  const { line, created } = error.details;
  // What is wrong with the body as a whole has the path ''.
  const path = error.details.path ?? (status === 400 ? '' : undefined);
  return {
    status,
    body: {
      error: {
        code: error.code,
        message: redact(error.message),
        path: path === undefined ? undefined : redact(path),
        line,
        created,
      },
    },
  };
}
