import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pieces } from '../domain/pieces.js';

/** Lets others in after each piece. */
export async function inTurns<Result>(pieces: Pieces<Result>): Promise<Result> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    await nextTurn();
  }
}
