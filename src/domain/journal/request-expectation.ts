import { type Difference, differences, type RequestFacts, type RequestMatch } from './request-match.js';

/** How often requests must have come, or in which order. */
export type RequestExpectation =
  | { match: RequestMatch; count: CountBounds }
  /** A request for each match, each later than the one before. Others may have come between. */
  | { inOrder: readonly RequestMatch[] };

/** Both included. */
export interface CountBounds {
  min: number;
  max: number;
}

/** A request of the journal. */
export interface JournaledRequest extends RequestFacts {
  id: string;
}

/** What was found. */
export interface ExpectationResult {
  isMet: boolean;
  /** Requests that match; with `inOrder`, one for each match that was found in its place. */
  matchingIds: string[];
  /** Of a miss: the requests that came closest, and what keeps them from matching. */
  nearest: { id: string; differences: Difference[] }[];
  /** Of a miss with `inOrder`: the place of the first match that found nothing. */
  missingIndex?: number;
}

/** How many near misses are told. */
const nearestMax = 3;

/** @param requests  In the order they came. */
export function checkExpectation(
  expectation: RequestExpectation,
  requests: Iterable<JournaledRequest>,
): ExpectationResult {
  const check = new ExpectationCheck(expectation);
  for (const request of requests) check.see(request);
  return check.result;
}

/** A check of requests one after the other, of which it keeps no more than their ids. */
export class ExpectationCheck {
  private matchingIds: string[] = [];
  /** Of those that do not match, the ones that came closest; with `inOrder`, since the last one that was found. */
  private nearest: NearMiss[] = [];

  constructor(private readonly expectation: RequestExpectation) {}

  /** A copy that goes on by itself. */
  copy(): ExpectationCheck {
    const copy = new ExpectationCheck(this.expectation);
    copy.matchingIds = [...this.matchingIds];
    copy.nearest = [...this.nearest];
    return copy;
  }

  /** Takes the next request. */
  see(request: JournaledRequest): void {
    const match = this.wanted;
    if (match === undefined) return;
    const its = differences(match, request);
    if (its.length > 0) {
      this.nearest = nearestOf(this.nearest, { id: request.id, differences: its });
      return;
    }
    this.matchingIds.push(request.id);
    if ('inOrder' in this.expectation) this.nearest = [];
  }

  get result(): ExpectationResult {
    const { expectation, matchingIds } = this;
    const found = matchingIds.length;
    if ('inOrder' in expectation) {
      return found === expectation.inOrder.length
        ? { isMet: true, matchingIds, nearest: [] }
        : { isMet: false, matchingIds, nearest: this.nearest, missingIndex: found };
    }
    const { min, max } = expectation.count;
    // Of too many there is no near miss: they all match.
    return { isMet: found >= min && found <= max, matchingIds, nearest: found < min ? this.nearest : [] };
  }

  /** What the next request is held against; `undefined` once all matches were found in order. */
  private get wanted(): RequestMatch | undefined {
    const { expectation } = this;
    return 'inOrder' in expectation ? expectation.inOrder[this.matchingIds.length] : expectation.match;
  }
}

type NearMiss = ExpectationResult['nearest'][number];

/** With one more, the latest of all: those with the fewest differences, the latest first among equals. */
function nearestOf(nearest: readonly NearMiss[], latest: NearMiss): NearMiss[] {
  return [latest, ...nearest]
    .sort((a, b) => a.differences.length - b.differences.length)
    .slice(0, nearestMax);
}
