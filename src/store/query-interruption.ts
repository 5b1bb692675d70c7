/** Ends a query whose caller should let others in before it goes on. No refusal, and never an answer. */
export class QueryInterrupted extends Error {
  override readonly name = 'QueryInterrupted';
}

/** Whether the query that runs takes too long; nothing does unless its caller says so. One thread runs one at a time. */
let isTooLong: (() => boolean) | undefined;

/** Runs a query that ends where a slow function in it is called although it takes too long. @throws QueryInterrupted */
export function interruptible<Result>(isOver: () => boolean, query: () => Result): Result {
  isTooLong = isOver;
  try {
    return query();
  } finally {
    isTooLong = undefined;
  }
}

/** For SQL functions that are slow. @throws QueryInterrupted */
export function endIfTooLong(): void {
  if (isTooLong?.()) throw new QueryInterrupted();
}
