import { isError, isNodeError, messageOf } from '../domain/errors.js';

/** Why `fetch` failed. Its own message says nothing; its cause does, and of several attempts only the code. */
export function fetchFailure(error: unknown): string {
  const cause = isError(error) ? error.cause : undefined;
  if (!isError(cause)) return messageOf(error);
  return cause.message || (isNodeError(cause) && cause.code) || messageOf(error);
}
