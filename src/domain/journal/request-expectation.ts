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

/** A request that came close, and what keeps it from matching. */
export interface NearMiss {
  id: string;
  differences: Difference[];
}

/** What was found. */
export interface ExpectationResult {
  isMet: boolean;
  /** Requests that match; with `inOrder`, one for each match that was found in its place. */
  matchingIds: string[];
  /** Of a miss for want of a request: what it had to be like, and which request is the last that is too early for it. */
  wanted?: { match: RequestMatch; after: string | undefined };
  /** Of a miss with `inOrder`: the place of the first match that found nothing. */
  missingIndex?: number;
}

/** How many near misses are told. */
const nearestMax = 3;

/** Requests, one after the other, held against an expectation. Nothing is kept of them but their ids. */
export class ExpectationCheck {
  /** Those that match, by their place among all; with `inOrder`, the one for each match. */
  private readonly matching: { place: number; id: string }[] = [];
  private seen = 0;

  constructor(private readonly expectation: RequestExpectation) {}

  /** @returns The place of the request among all. @throws EmulatorError as `differences`. */
  see(request: JournaledRequest): number {
    const place = this.seen++;
    const match = this.wanted();
    if (match !== undefined && differences(match, request).length === 0) {
      this.matching.push({ place, id: request.id });
    }
    return place;
  }

  /** Forgets the request at a place and all after it: they are seen again. */
  rewind(place: number): void {
    this.seen = place;
    while ((this.matching.at(-1)?.place ?? -1) >= place) this.matching.pop();
  }

  /** What the next request must be like to be of use; `undefined` when nothing is wanted any more. */
  private wanted(): RequestMatch | undefined {
    return 'inOrder' in this.expectation
      ? this.expectation.inOrder[this.matching.length]
      : this.expectation.match;
  }

  result(): ExpectationResult {
    const matchingIds = this.matching.map(({ id }) => id);
    const match = this.wanted();
    if ('inOrder' in this.expectation) {
      if (match === undefined) return { isMet: true, matchingIds };
      const wanted = { match, after: matchingIds.at(-1) };
      return { isMet: false, matchingIds, wanted, missingIndex: matchingIds.length };
    }
    const { min, max } = this.expectation.count;
    const isMet = matchingIds.length >= min && matchingIds.length <= max;
    // Of too many there is no near miss: they all match.
    const isWanted = match !== undefined && matchingIds.length < min;
    return { isMet, matchingIds, ...(isWanted && { wanted: { match, after: undefined } }) };
  }
}

/** The requests that come closest to a match: those with the fewest differences, the latest first among equals. */
export class NearestRequests {
  private nearest: NearMiss[] = [];

  constructor(private readonly match: RequestMatch) {}

  /** @throws EmulatorError as `differences`. */
  see(request: JournaledRequest): void {
    const its = { id: request.id, differences: differences(this.match, request) };
    if (its.differences.length === 0) return;
    this.nearest = [its, ...this.nearest]
      .sort((a, b) => a.differences.length - b.differences.length)
      .slice(0, nearestMax);
  }

  list(): NearMiss[] {
    return this.nearest;
  }
}
