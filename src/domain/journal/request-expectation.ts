import {
  type Difference,
  differences,
  isMatch,
  type RequestFacts,
  type RequestMatch,
} from './request-match.js';

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
  requests: readonly JournaledRequest[],
): ExpectationResult {
  return 'inOrder' in expectation
    ? checkOrder(expectation.inOrder, requests)
    : checkCount(expectation.match, expectation.count, requests);
}

function checkCount(
  match: RequestMatch,
  { min, max }: CountBounds,
  requests: readonly JournaledRequest[],
): ExpectationResult {
  const compared = compareAll(match, requests);
  const matchingIds = compared.filter((its) => its.differences.length === 0).map((its) => its.id);
  const isMet = matchingIds.length >= min && matchingIds.length <= max;
  // Of too many there is no near miss: they all match.
  const nearest = matchingIds.length < min ? nearestOf(compared) : [];
  return { isMet, matchingIds, nearest };
}

function checkOrder(
  matches: readonly RequestMatch[],
  requests: readonly JournaledRequest[],
): ExpectationResult {
  const matchingIds: string[] = [];
  let from = 0;
  for (const [index, match] of matches.entries()) {
    const rest = requests.slice(from);
    const found = rest.find((request) => isMatch(match, request));
    if (found === undefined) {
      const nearest = nearestOf(compareAll(match, rest));
      return { isMet: false, matchingIds, nearest, missingIndex: index };
    }
    matchingIds.push(found.id);
    from += rest.indexOf(found) + 1;
  }
  return { isMet: true, matchingIds, nearest: [] };
}

type Compared = ExpectationResult['nearest'][number];

function compareAll(match: RequestMatch, requests: readonly JournaledRequest[]): Compared[] {
  return requests.map((request) => ({ id: request.id, differences: differences(match, request) }));
}

/** Those with the fewest differences, the latest first among equals. */
function nearestOf(compared: readonly Compared[]): Compared[] {
  return compared
    .filter((its) => its.differences.length > 0)
    .reverse()
    .sort((a, b) => a.differences.length - b.differences.length)
    .slice(0, nearestMax);
}
