import type { Endpoint } from './endpoint.js';
import { EmulatorError, type FaultStatus, invariant } from './errors.js';
import type { RequestMatch } from './journal/request-match.js';
import type { JsonValue } from './json.js';
import { isOnRoute } from './route-pattern.js';
import type { FirstPart } from './users/track-parts.js';

/** Statuses that a fault can refuse with in Braze's own words. */
export const faultStatuses = [
  401, 403, 423, 429, 500, 502, 503, 504,
] as const satisfies readonly FaultStatus[];

/** Ways to end a connection without a whole answer. */
export const connectionBreaks = ['reset', 'empty', 'truncated', 'hang', 'garbage'] as const;
export type ConnectionBreak = (typeof connectionBreaks)[number];

/** Which of the rate-limit headers an answer has. `retry_after`: only `X-Ratelimit-Retry-After`, as on plans priced by MAU. */
export const rateLimitHeaderSets = ['all', 'retry_after', 'none'] as const;
export type RateLimitHeaderSet = (typeof rateLimitHeaderSets)[number];

export type FaultEffect =
  | AnswerEffect
  /** Processed, and answered by the endpoint; only the delivery is another. */
  | { kind: 'own_answer'; delivery: Delivery }
  /** Processed after `delayMs` and up to `jitterMs` more of the workspace's clock. */
  | { kind: 'delay'; delayMs: number; jitterMs: number }
  /** The connection ends without a whole answer; unprocessed, unless it is applied. */
  | { kind: 'close'; how: ConnectionBreak; isApplied?: boolean }
  /** Processed; the connection is reset instead of an answer. */
  | { kind: 'lose_answer' }
  /** Processed; the answer waits until it is let go. */
  | { kind: 'hold' }
  | InPartsEffect;

/** Answered with this status in place of what the endpoint would answer. */
export interface AnswerEffect {
  kind: 'status';
  status: number;
  /** With 429 only: `null` is the end of the window. */
  retryAfterS: number | null;
  /** Whether the request is processed before. One that its endpoint then refuses has that refusal as its answer. */
  isApplied?: boolean;
  /** Left out: all. */
  rateLimitHeaders?: RateLimitHeaderSet;
  /** By name as given; they win over those that the answer would have. */
  headers?: Record<string, string>;
  /** Left out: Braze's own words where it has some for the status, and else none. */
  body?: PlantedBody;
  /** Left out: the usual one of the body. */
  contentType?: string;
  delivery?: Delivery;
}

/** A body that somebody made up: JSON, or text as it is. */
export type PlantedBody = { json: JsonValue } | { text: string };

/** Whether an answer with this status never has a body. RFC 9110 */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** How an answer goes out, if not at once and whole. */
export interface Delivery {
  /** The request is processed at once, and its answer comes this much later on the workspace's clock. */
  delay?: { ms: number; jitterMs: number };
  /** The head promises the whole body; at the most so many bytes of it come, never all, and the connection ends. */
  cutAfterBytes?: number;
  /** In real time. */
  pace?: Pace;
}

/** Some bytes of a body after each interval, or so many in a second. */
export type Pace = { bytes: number; everyMs: number } | { bytesPerS: number };

/** `/users/track` only: a part of the request is applied as ever, the rest `restAfterMs` later, behind nothing else. */
export interface InPartsEffect {
  kind: 'in_parts';
  restAfterMs: number;
  first: FirstPart;
  /** The chance of each user to be in the first part, from 0 to 1. */
  share: number;
}

/** Where the effect of the last kind has something to divide. */
export const inPartsRoute = '/users/track';

/** Which requests a fault is for: those that fit everything that is given. */
export type FaultMatch = Pick<RequestMatch, 'route' | 'method' | 'partner' | 'cohortId'>;

/** A planned misbehaviour, as it is asked for. */
export interface NewFault {
  match: FaultMatch;
  /** One effect, or those of a sequence in turn. `null` lets a request pass as if there were no fault. */
  steps: readonly (FaultEffect | null)[];
  isSequence: boolean;
  /** How many of the requests it matches pass first. */
  skip: number;
  /** How many requests it strikes before it is used up; `null` is without end. A sequence begins anew after its last step. */
  times: number | null;
  /** Of striking a request, from 0, never, to 1, always. A request that it misses passes and takes no step. */
  probability: number;
}

/** A planned misbehaviour with what became of it so far. */
export interface Fault extends NewFault {
  /** Key of its row in the store; faults are tried in this order. */
  number: number;
  id: string;
  /** Requests that came to it and matched: skipped, missed and struck. */
  matched: number;
  /** Of these, the ones it struck; a step that lets the request pass counts. */
  struck: number;
}

/** How many more requests it can strike; `null` is without end. */
export function remainingStrikes(fault: Fault): number | null {
  return fault.times === null ? null : fault.times - fault.struck;
}

/**
 * What a fault that is not used up does with a request it matches.
 *
 * @param random  From 0 up to, but not including, 1.
 * @returns Its counters afterwards, and the step the request takes; `undefined` when it passes on to the next fault.
 */
export function meetRequest(
  fault: Fault,
  random: number,
): { matched: number; struck: number; step: FaultEffect | null | undefined } {
  const matched = fault.matched + 1;
  if (matched <= fault.skip || random >= fault.probability) {
    return { matched, struck: fault.struck, step: undefined };
  }
  const step = fault.steps[fault.struck % fault.steps.length];
  invariant(step !== undefined, 'a fault has a step at least');
  return { matched, struck: fault.struck + 1, step };
}

/** @throws EmulatorError as `assertCanStrike`. @param path  Of the list, e.g. `faults`. */
export function assertAllCanStrike(
  faults: readonly NewFault[],
  endpoints: readonly Pick<Endpoint, 'verb' | 'path'>[],
  path: string,
): void {
  for (const [index, fault] of faults.entries()) assertCanStrike(fault, endpoints, `${path}[${index}].`);
}

/**
 * Refuses a fault that no request to these endpoints can meet: one that never strikes lets a test pass for nothing.
 *
 * @param prefix  What stands before the paths, e.g. `faults[0].`.
 * @throws EmulatorError `invalid_request` with the path of what cannot be.
 */
export function assertCanStrike(
  fault: NewFault,
  endpoints: readonly Pick<Endpoint, 'verb' | 'path'>[],
  prefix = '',
): void {
  assertCanMatch(fault.match, endpoints, prefix);
  assertHasParts(fault, prefix);
}

/**
 * Refuses a match that no request to these endpoints can fit.
 *
 * @throws EmulatorError `invalid_request` with the path of what cannot be.
 */
export function assertCanMatch(
  match: FaultMatch,
  endpoints: readonly Pick<Endpoint, 'verb' | 'path'>[],
  prefix = '',
): void {
  const refuse = (field: string, reason: string): never => {
    const path = `${prefix}match.${field}`;
    throw new EmulatorError('invalid_request', `${path} matches nothing: ${reason}`, { path });
  };
  const { route, method, partner, cohortId } = match;
  const ofMethod = endpoints.filter((its) => method === undefined || its.verb === method);
  if (ofMethod.length === 0) refuse('method', `no endpoint answers to ${method}`);
  const ofRoute = ofMethod.filter((its) => route === undefined || isOnRoute(route, its.path));
  if (ofRoute.length === 0) {
    refuse(
      'route',
      'no endpoint that is built has such a path; * stands for one segment, a last ** for any rest',
    );
  }
  if (partner === undefined && cohortId === undefined) return;
  const ofPartner = ofRoute.filter(({ path }) => path.includes('{partner}'));
  const name = partner === undefined ? 'cohort_id' : 'partner';
  if (ofPartner.length === 0) refuse(name, 'only requests to the cohort endpoints have one');
  const paths = ofPartner.map(({ path }) => path.replace('{partner}', partner ?? '{partner}'));
  if (route !== undefined && !paths.some((path) => isOnRoute(route, path))) {
    refuse('partner', `match.route names another partner than ${partner}`);
  }
}

/**
 * Refuses an effect in parts for requests that have none.
 *
 * @throws EmulatorError `invalid_request` with the path of the route.
 */
function assertHasParts({ match, steps }: NewFault, prefix: string): void {
  if (!steps.some((step) => step?.kind === 'in_parts') || match.route === inPartsRoute) return;
  const path = `${prefix}match.route`;
  const message = `${path} must be ${inPartsRoute} for rest_after_ms: nothing else is applied in parts`;
  throw new EmulatorError('invalid_request', message, { path });
}
