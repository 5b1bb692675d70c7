import type { AnswerOf, Either } from '../client/call.js';
import { EmulatorError, type ErrorCode } from '../domain/errors.js';

/** What was expected, or waited for, did not come. */
export function notMet(message: string): EmulatorError {
  return new EmulatorError('not_met', message);
}

/** What an expectation of requests missed, and the requests that came closest. */
export function missOf({ message = 'It did not come to that', nearest = [] }: Miss): string {
  const close = nearest.map(({ id, differences }) => {
    const parts = differences.map(
      ({ path, expected, received }) =>
        `${path} is ${JSON.stringify(received)}, not ${JSON.stringify(expected)}`,
    );
    return `  ${id}: ${parts.join('; ')}`;
  });
  return [message, ...(close.length > 0 ? ['Closest:'] : []), ...close].join('\n');
}

type Miss = Pick<AnswerOf<'verifyRequests'>, 'message' | 'nearest'>;

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
