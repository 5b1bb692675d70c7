import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that takes long, in pieces of some milliseconds: it yields after each. */
export type Pieces<Result> = Generator<void, Result>;

/** Lets others in after each piece. */
export async function inTurns<Result>(pieces: Pieces<Result>): Promise<Result> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    await nextTurn();
  }
}

/** All pieces without a pause, for a caller who waits for nothing else. */
export function atOnce<Result>(pieces: Pieces<Result>): Result {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
