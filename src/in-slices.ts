import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from './operations/context.js';
import { firstStepOf, type Slices, WorkPaused } from './operations/segments/slices.js';

/** How long one piece of work keeps others waiting. */
const sliceMs = 10;

/** Runs work that may select users by many filters, or by slow ones, and lets others in between. */
export class SlicedWork {
  /** How many are paused and go on later. */
  private waiting = 0;
  /** Each slice has a turn of the event loop to itself, so that requests are read between any two. */
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly context: Context) {}

  /**
   * @param work  Calls operations before its first `await`, if it has one. It is called again, from its beginning, when the
   * operations take long: those that changed nothing have then changed nothing.
   * @returns What it returns; a promise of it when others were let in.
   */
  run<Result>(work: () => Result): Result | Promise<Awaited<Result>> {
    // Many may come in one turn; while some wait, a new one waits too.
    const slices = newSlices(this.context, this.waiting === 0 ? sliceMs : 0);
    try {
      const result = this.runSlice(slices, work);
      if (!(result instanceof Promise)) return result;
      return (result as Promise<Awaited<Result>>).catch((error: unknown) =>
        this.goOnAfter(error, slices, work),
      );
    } catch (error) {
      return this.goOnAfter(error, slices, work);
    }
  }

  /** @throws What is no pause. */
  private goOnAfter<Result>(
    error: unknown,
    slices: SlicesWithEnd,
    work: () => Result,
  ): Promise<Awaited<Result>> {
    if (!(error instanceof WorkPaused)) throw error;
    return this.goOn(slices, work);
  }

  private async goOn<Result>(slices: SlicesWithEnd, work: () => Result): Promise<Awaited<Result>> {
    this.waiting++;
    try {
      for (;;) {
        await this.turn();
        slices.endsAt = performance.now() + sliceMs;
        try {
          return await this.runSlice(slices, work);
        } catch (error) {
          if (!(error instanceof WorkPaused)) throw error;
        }
      }
    } finally {
      this.waiting--;
    }
  }

  private turn(): Promise<unknown> {
    this.turns = this.turns.then(() => nextTurn());
    return this.turns;
  }

  private runSlice<Result>(slices: SlicesWithEnd, work: () => Result): Result {
    slices.changeCount = this.context.database.changeCount;
    slices.hasAdvanced = false;
    this.context.slices = slices;
    try {
      return work();
    } finally {
      delete this.context.slices;
    }
  }
}

interface SlicesWithEnd extends Slices {
  endsAt: number;
}

function newSlices({ database }: Context, ms: number): SlicesWithEnd {
  const slices: SlicesWithEnd = {
    endsAt: performance.now() + ms,
    elapsed: () => performance.now(),
    isOver: () => performance.now() >= slices.endsAt,
    firstStep: firstStepOf,
    progress: new Map(),
    sizes: new Map(),
    hasAdvanced: false,
    changeCount: database.changeCount,
  };
  return slices;
}
