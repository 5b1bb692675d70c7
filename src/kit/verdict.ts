import { AssertionError } from 'node:assert';
import { after, type Either, type Given } from '../client/call.js';

/** Whether what was expected is so, and what to say when it should not be as it is. */
export interface Verdict {
  pass: boolean;
  /** Said when `pass` is not what the test expects. */
  message: string;
  /** With `actual`, for the difference that a test runner shows. */
  expected?: unknown;
  actual?: unknown;
}

/** A promise for what is asked of a running server, nothing in process. */
export type Done<T> = Given<
  T extends { size(): Promise<unknown> } | { info(): Promise<unknown> } ? 'remote' : 'here',
  void
>;

/** @throws AssertionError when the verdict is not `wanted`. */
export function insist<T>(name: string, verdict: Either<Verdict>, wanted = true): Done<T> {
  const done = after(verdict, ({ pass, message, expected, actual }) => {
    if (pass === wanted) return;
    throw failure(name, { message, expected, actual });
  });
  return done as Done<T>;
}

/** What a test runner shows as a failed assertion. */
export function failure(operator: string, its: Pick<Verdict, 'message' | 'expected' | 'actual'>): Error {
  return new AssertionError({ operator, ...its });
}
