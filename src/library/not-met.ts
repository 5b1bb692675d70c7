import { EmulatorError, type ErrorCode } from '../domain/errors.js';
import type { Either } from './call.js';

/** What was expected, or waited for, did not come. */
export function notMet(message: string): EmulatorError {
  return new EmulatorError('not_met', message);
}

/** What is asked for, or `instead` when it is refused with that code. */
export function unless<T>(code: ErrorCode, ask: () => Either<T>, instead: T): Either<T> {
  const orThrow = (error: unknown): T => {
    if (error instanceof EmulatorError && error.code === code) return instead;
    throw error;
  };
  try {
    const given = ask();
    return given instanceof Promise ? given.catch(orThrow) : given;
  } catch (error) {
    return orThrow(error);
  }
}
