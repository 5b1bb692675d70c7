import { EmulatorError } from '../errors.js';
import type { Ignored } from './ignored.js';
import type { DecisionNote } from './journal.js';

/** The refusal of something that Braze would accept and ignore. */
export function strictRefusal({ path, message }: Pick<DecisionNote, 'path' | 'message'>): EmulatorError {
  return new EmulatorError('strict_refusal', `Refused because the workspace is strict: ${message}`, {
    ...(path !== undefined && { path }),
  });
}

/** @throws EmulatorError `strict_refusal` for the first part that is not tolerated. */
export function assertNothingIgnored(ignored: readonly Ignored[]): void {
  const first = ignored.find((its) => !its.isTolerated);
  if (first !== undefined) throw strictRefusal(first);
}
