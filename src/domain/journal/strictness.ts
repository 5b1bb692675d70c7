import { EmulatorError } from '../errors.js';
import type { Ignored } from './ignored.js';

/** The refusal of something that Braze would accept and ignore. */
export function strictRefusal({ path, reason }: Pick<Ignored, 'path' | 'reason'>): EmulatorError {
  return new EmulatorError('strict_refusal', `Refused because the workspace is strict: ${path} ${reason}`, {
    path,
  });
}

/** @throws EmulatorError `strict_refusal` for the first part that is not tolerated. */
export function assertNothingIgnored(ignored: readonly Ignored[]): void {
  const first = ignored.find((its) => !its.isTolerated);
  if (first !== undefined) throw strictRefusal(first);
}
