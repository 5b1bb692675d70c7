import type { MembershipOutcome } from '../cohort.js';
import type { RequestFacts } from '../journal/request-match.js';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json.js';
import { canonicalText, hashOf } from './fingerprint.js';

/** A request and its answer, of a journal or of a recording. No key is in it: `[redacted]` stands where one stood. */
export interface ObservedRequest {
  id: string;
  /** When it arrived, on the clock of its workspace; in a recording, of that. */
  at: number;
  /** When it arrived, on the server's own clock; in a recording, of that. */
  receivedAt: number;
  /** From its arrival to the end of its answer, on the server's own clock. */
  durationMs: number;
  method: string;
  /** Without the query. */
  path: string;
  /** Empty, or from its question mark on. */
  query: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  body: JsonValue;
  /** `null` when none, or not a whole one, went out. Of a body that is JSON the value, any other as text. */
  answer: { status: number; headers: Readonly<Record<string, string>>; body: JsonValue } | null;
  /** What a cohort request did; `null` where nobody knows. */
  outcome: MembershipOutcome | null;
  /** What an exception can match. */
  facts: RequestFacts;
}

/**
 * What became of a request, as its client sees it. `failed`: 423 or 5xx; `limited`: 429; `lost`: no whole answer;
 * `refused`: anything else that is no 2xx.
 */
export type Result = 'accepted' | 'refused' | 'limited' | 'failed' | 'lost';

/** The identifiers of a cohort change, each as it is shown: `user_ids "cust-1"`. */
export interface Members {
  adds: string[];
  removes: string[];
  count: number;
}

/** What rules see of a request: the request itself, and what they all ask of it. */
export interface JudgedRequest extends ObservedRequest {
  /** `naming` and `members` are the two cohort endpoints. */
  kind: 'naming' | 'members' | 'other';
  /** Partner and id of the cohort of those two; `undefined` when the body has no id. */
  cohort: string | undefined;
  /** Of a `members` request; `undefined` where the body cannot be read. */
  members: Members | undefined;
  result: Result;
  /** When its answer was over, on the server's clock. */
  endedAt: number;
  /** Equal for requests that ask for the same. Keys and the order of identifiers make no difference. */
  fingerprint: number;
}

const cohortPath = /^\/partners\/([^/]+)\/cohorts(\/users)?\/*$/i;

/** Reads what rules ask of a request. */
export function judgedRequest(its: ObservedRequest): JudgedRequest {
  const [whole, partner = '', users] = cohortPath.exec(its.path) ?? [];
  const kind = whole === undefined ? 'other' : users === undefined ? 'naming' : 'members';
  const id = kind !== 'other' && isJsonObject(its.body) ? memberOf(its.body, 'cohort_id') : undefined;
  const cohort = typeof id === 'string' ? `${partner.toLowerCase()} ${id}` : undefined;
  const members = kind === 'members' && isJsonObject(its.body) ? membersOf(its.body) : undefined;
  return {
    ...its,
    kind,
    cohort,
    members,
    result: resultOf(its.answer),
    endedAt: its.receivedAt + its.durationMs,
    fingerprint: fingerprintOf(its, cohort, members),
  };
}

function resultOf(answer: ObservedRequest['answer']): Result {
  if (answer === null) return 'lost';
  const { status } = answer;
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 429) return 'limited';
  return status === 423 || status >= 500 ? 'failed' : 'refused';
}

function membersOf(body: JsonObject): Members | undefined {
  const changes = memberOf(body, 'cohort_changes');
  if (!Array.isArray(changes)) return undefined;
  const adds: string[] = [];
  const removes: string[] = [];
  for (const change of changes) {
    if (!isJsonObject(change)) continue;
    const list = change.should_remove === true ? removes : adds;
    for (const name of ['user_ids', 'device_ids', 'aliases']) {
      const ids = memberOf(change, name);
      if (Array.isArray(ids)) for (const id of ids) list.push(`${name} ${canonicalText(id)}`);
    }
  }
  return { adds, removes, count: adds.length + removes.length };
}

function fingerprintOf(
  { method, path, query, body }: ObservedRequest,
  cohort: string | undefined,
  members: Members | undefined,
): number {
  const target = `${method} ${path}${query} `;
  if (members !== undefined) {
    const ids = [...members.adds].sort().join(' ');
    return hashOf(`${target}${cohort} + ${ids} - ${[...members.removes].sort().join(' ')}`);
  }
  if (!isJsonObject(body)) return hashOf(target + canonicalText(body));
  const { partner_api_key: _, client_secret: __, ...rest } = body;
  return hashOf(target + canonicalText(rest));
}

/** How long a client waited between the answer to one request and the next: on the clock on which it was longer. */
export function waitBetween(
  before: Pick<JudgedRequest, 'at' | 'endedAt'>,
  after: Pick<JudgedRequest, 'at' | 'receivedAt'>,
): number {
  // When an answer was over on the workspace's clock is not known, so that counts from the arrival.
  return Math.max(after.at - before.at, after.receivedAt - before.endedAt);
}

/** Whether an answer says without a doubt that all of the request was taken: a 2xx in JSON without `errors`. */
export function isPlainSuccess({ result, answer }: JudgedRequest): boolean {
  if (result !== 'accepted' || !isJsonObject(answer?.body)) return false;
  const { errors } = answer.body;
  return errors === undefined || (Array.isArray(errors) && errors.length === 0);
}

/**
 * Whether a request was under way when another was answered, so that its sender did not know of the answer. Arrivals are
 * known to the millisecond: one in that of the answer counts as later, or else a repeat at once would mostly go unseen.
 */
export function isInFlight(
  request: Pick<JudgedRequest, 'receivedAt'>,
  answered: Pick<JudgedRequest, 'endedAt' | 'result'>,
): boolean {
  return request.receivedAt < Math.floor(answered.endedAt) && answered.result !== 'lost';
}

/** The status of the answer, or that there was none. */
export function describeAnswer({ answer }: JudgedRequest): string {
  return answer === null ? 'got no whole answer' : `was answered ${answer.status}`;
}
