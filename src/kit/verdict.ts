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

/**
 * A verdict about a running server, with the address of the page that shows what happened. One in this process ends with its
 * test, so that nobody could look.
 */
export function withPage(verdict: Either<Verdict>, page: string): Either<Verdict> {
  if (!(verdict instanceof Promise)) return verdict;
  return verdict.then((its) => ({ ...its, message: `${its.message}\nSee ${page}` }));
}

/** A promise for what is asked of a running server, nothing in process. */
export type Done<T> = Given<
  T extends { size(): Promise<unknown> } | { info(): Promise<unknown> } ? 'remote' : 'here',
  void
>;

/**
 * @param caller  The function that the test called: where the stack of the error begins.
 * @throws AssertionError when the verdict is not `wanted`.
 */
export function insist<T>(caller: Caller, verdict: Either<Verdict>, wanted = true): Done<T> {
  const done = after(verdict, ({ pass, message, expected, actual }) => {
    if (pass === wanted) return;
    throw failure(caller, { message, expected, actual });
  });
  return done as Done<T>;
}

/** What a test runner shows as a failed assertion. */
export function failure(caller: Caller, its: Omit<Verdict, 'pass'>): Error {
  return new AssertionError({ operator: caller.name, stackStartFn: caller, ...its });
}

type Caller = (...its: never[]) => unknown;
