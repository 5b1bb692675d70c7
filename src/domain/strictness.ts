import { EmulatorError } from './errors.js';
import type { Ignored } from './ignored.js';

/** The refusal of something that Braze would accept and ignore. */
export function strictRefusal({ path, reason }: Ignored): EmulatorError {
  return new EmulatorError('strict_refusal', `Refused because the workspace is strict: ${path} ${reason}`, {
    path,
  });
}
