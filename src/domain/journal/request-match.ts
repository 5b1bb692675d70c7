import { EmulatorError } from '../errors.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { patternComparisonsMax } from '../limits.js';
import { isOnRoute } from '../route-pattern.js';

/** What a request must be like. Everything that is left out may be anything. */
export interface RequestMatch {
  /** Path without query, see `isOnRoute`. */
  route?: string;
  method?: string;
  partner?: string;
  cohortId?: string;
  /** A status, or a class of them: `4xx`. */
  status?: number | `${number}xx`;
  decision?: 'accepted' | 'refused';
  /** The rule that refused it, or that a note of an accepted one names. */
  rule?: string;
  /** By name in any casing, each with the exact value. */
  headers?: Record<string, string>;
  /** A pattern for the body, see `differences`. */
  body?: JsonValue;
  /** A pattern for what a cohort request did, as the journal shows it. */
  outcome?: JsonValue;
}

/** Which entries of a journal are asked for: those that match, within a stretch of time. */
export interface JournalFilter
  extends Pick<RequestMatch, 'route' | 'method' | 'partner' | 'cohortId' | 'status' | 'decision' | 'rule'> {
  /** Arrived at this moment or later. */
  since?: number;
  /** Arrived before this moment. */
  until?: number;
  /** Stands anywhere in the request, in its answer or in what is said of it, or is its id. */
  text?: string;
  /** Whether notes say what of it had no effect. */
  hasNotes?: boolean;
  /** Of requests that changed the members of a cohort, or were to: whether there was anything to change. */
  hasChanged?: boolean;
}

/** What of a request can be matched. Before it is answered, only the first four are known. */
export interface RequestFacts {
  method: string;
  /** Without the query. */
  path: string;
  /** Path name, lower case. */
  partner?: string | null;
  cohortId?: string | null;
  status?: number | null;
  decision?: 'accepted' | 'refused';
  /** The rule that refused it, or those that notes of an accepted one name. */
  rules?: readonly string[];
  headers?: Readonly<Record<string, string>>;
  body?: JsonValue;
  /** What a cohort request did, as the control API shows it. */
  outcome?: JsonValue;
}

/** One thing that keeps a request from matching. */
export interface Difference {
  /** What of the match it is about, e.g. `status` or `body.cohort_id`. */
  path: string;
  expected: JsonValue;
  /** `null` for what is not there. */
  received: JsonValue;
}

/** The one rule for faults, `verify` and `wait`: whether nothing keeps a request from matching. */
export function isMatch(match: RequestMatch, request: RequestFacts): boolean {
  return differences(match, request).length === 0;
}

/**
 * Everything that keeps a request from matching; nothing when it matches.
 *
 * @throws EmulatorError `invalid_request` when a pattern takes too many comparisons.
 */
export function differences(match: RequestMatch, request: RequestFacts): Difference[] {
  const found: Difference[] = [];
  const expect = (path: string, expected: JsonValue | undefined, received: JsonValue, isMet: boolean) => {
    if (expected !== undefined && !isMet) found.push({ path, expected, received });
  };
  const { path: route, partner = null, cohortId = null, status = null, rules = [] } = request;
  expect('route', match.route, route, match.route !== undefined && isOnRoute(match.route, route));
  expect('method', match.method, request.method, match.method?.toUpperCase() === request.method);
  expect('partner', match.partner, partner, match.partner?.toLowerCase() === partner);
  expect('cohort_id', match.cohortId, cohortId, match.cohortId === cohortId);
  expect('status', match.status, status, isStatus(match.status, status));
  expect('decision', match.decision, request.decision ?? null, match.decision === request.decision);
  const isRuleNamed = match.rule !== undefined && rules.includes(match.rule);
  expect('rule', match.rule, [...rules], isRuleNamed);
  for (const [name, value] of Object.entries(match.headers ?? {})) {
    const received = request.headers?.[name.toLowerCase()] ?? null;
    expect(`headers.${name}`, value, received, value === received);
  }
  const budget = { left: patternComparisonsMax };
  if (match.body !== undefined) comparePattern('body', match.body, request.body, found, budget);
  if (match.outcome !== undefined) comparePattern('outcome', match.outcome, request.outcome, found, budget);
  return found;
}

function isStatus(expected: RequestMatch['status'], status: number | null): boolean {
  if (typeof expected === 'string')
    return status !== null && expected.startsWith(String(Math.floor(status / 100)));
  return expected === status;
}

/** How many comparisons of one pattern with one request are left. */
interface Budget {
  left: number;
}

/** @throws EmulatorError `invalid_request` when there were too many: a pattern of arrays may ask for any number. */
function spend(budget: Budget): void {
  if (--budget.left >= 0) return;
  throw new EmulatorError(
    'invalid_request',
    `The pattern takes more than ${patternComparisonsMax} comparisons with one request; give it fewer elements`,
  );
}

/**
 * Compares a value with a pattern. A pattern that is an object needs each of its fields to match, and lets others be; one
 * that is an array needs each of its elements to match a different element, in any order, and lets others be;
 * `{"$equals": value}` needs exactly that value. Anything else must be equal.
 */
function comparePattern(
  path: string,
  pattern: JsonValue,
  value: JsonValue | undefined,
  found: Difference[],
  budget: Budget,
): void {
  spend(budget);
  const differ = () => found.push({ path, expected: pattern, received: value ?? null });
  if (isExactly(pattern)) {
    if (value === undefined || !isEqual(pattern.$equals!, value, budget)) differ();
  } else if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) differ();
    else compareElements(path, pattern, value, found, budget);
  } else if (isJsonObject(pattern)) {
    if (!isJsonObject(value)) differ();
    else
      for (const [name, inner] of Object.entries(pattern)) {
        const its = Object.hasOwn(value, name) ? value[name] : undefined;
        comparePattern(`${path}.${name}`, inner, its, found, budget);
      }
  } else if (pattern !== value) differ();
}

function isExactly(pattern: JsonValue): pattern is JsonObject {
  return isJsonObject(pattern) && Object.hasOwn(pattern, '$equals') && Object.keys(pattern).length === 1;
}

function compareElements(
  path: string,
  patterns: readonly JsonValue[],
  values: readonly JsonValue[],
  found: Difference[],
  budget: Budget,
): void {
  const partners = pairUp(fitsOf(patterns, values, budget), budget);
  for (const [index, pattern] of patterns.entries()) {
    if (!partners.has(index)) {
      found.push({ path: `${path}[]`, expected: pattern, received: values.slice(0, 3) });
    }
  }
}

/** For each pattern, the elements that it fits. Texts, numbers and the like are looked up, whatever their number. */
function fitsOf(
  patterns: readonly JsonValue[],
  values: readonly JsonValue[],
  budget: Budget,
): (readonly number[])[] {
  const places = new Map<JsonValue, number[]>();
  for (const [index, value] of values.entries()) {
    if (isObjectLike(value)) continue;
    const its = places.get(value);
    if (its === undefined) places.set(value, [index]);
    else its.push(index);
  }
  return patterns.map((pattern) => {
    if (!isObjectLike(pattern)) return places.get(pattern) ?? [];
    return values.flatMap((value, index) => {
      const its: Difference[] = [];
      comparePattern('', pattern, value, its, budget);
      return its.length === 0 ? [index] : [];
    });
  });
}

function isObjectLike(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * Gives as many patterns as possible an element of their own, by augmenting paths: `["*any*", "a"]` must not fail
 * because the wide pattern took the only element the narrow one fits.
 *
 * @returns The patterns that got one.
 */
function pairUp(fits: readonly (readonly number[])[], budget: Budget): Set<number> {
  const patternOf = new Map<number, number>();
  // Where a pattern begins to look for an element that is free: those before were taken, and stay so.
  const firstFree = new Map<readonly number[], number>();
  const freeElement = (its: readonly number[]): number | undefined => {
    let place = firstFree.get(its) ?? 0;
    while (place < its.length && patternOf.has(its[place]!)) place++;
    firstFree.set(its, place);
    return its[place];
  };
  const assign = (pattern: number, tried: Set<number>): boolean => {
    const its = fits[pattern]!;
    const free = freeElement(its);
    if (free !== undefined) {
      patternOf.set(free, pattern);
      return true;
    }
    for (const element of its) {
      if (tried.has(element)) continue;
      spend(budget);
      tried.add(element);
      const holder = patternOf.get(element)!;
      // Who fits the same elements has none to give up for another.
      if (fits[holder] !== its && assign(holder, tried)) {
        patternOf.set(element, pattern);
        return true;
      }
    }
    return false;
  };
  for (const pattern of fits.keys()) assign(pattern, new Set());
  return new Set(patternOf.values());
}

function isEqual(a: JsonValue, b: JsonValue, budget: Budget): boolean {
  spend(budget);
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((value, index) => isEqual(value, b[index]!, budget))
    );
  }
  if (isJsonObject(a)) {
    if (!isJsonObject(b)) return false;
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && isEqual(a[name]!, b[name]!, budget))
    );
  }
  return a === b;
}
