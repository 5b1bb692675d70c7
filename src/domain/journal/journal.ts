import type { MembershipOutcome } from '../cohort.js';
import type { ErrorCode } from '../errors.js';
import type { JsonValue } from '../json.js';

/** One request to the Braze surface with its answer and the reason for it. Keys in it are redacted before it is written. */
export interface JournalEntry {
  /** The `X-Request-Id` of the answer. */
  id: string;
  /** When it arrived, on the clock of its workspace; on the server's when it matched none. */
  at: number;
  /** When it arrived, on the server's own clock. */
  receivedAt: number;
  method: string;
  /** Path and query as sent. */
  path: string;
  /** Id of the workspace its keys named; `null` when they named none. */
  workspaceId: string | null;
  partner: string | null;
  cohortId: string | null;
  request: JournaledMessage;
  /** `null` when no answer, or not a whole one, went out: a fault took it, or the client had hung up. */
  response: (JournaledMessage & { status: number }) | null;
  durationMs: number;
  /** The fault that struck it. */
  fault: { id: string; effect: JsonValue } | null;
  decision: Decision;
  /** What a cohort request did. `null` for every other request, and while a processing delay holds the change back. */
  outcome: MembershipOutcome | null;
}

/** How many identifiers of a cohort request came to what, and how many are in the cohort afterwards. */
export interface MembershipTally {
  added: number;
  already_member: number;
  removed: number;
  not_member: number;
  unknown: number;
  skipped: number;
  /** Left out where no cohort was changed, nor looked at. */
  size?: number;
}

/** Headers by lower-case name. A body that is JSON is kept as such, any other as text; `null` when there was none. */
export interface JournaledMessage {
  headers: Record<string, string>;
  body: JsonValue;
}

/** Why a request was answered as it was. */
export type Decision = { kind: 'accepted'; notes: DecisionNote[] } | Refusal;

/** The rule that refused it, and what else of it Braze does not look at. */
export type Refusal = { kind: 'refused'; notes?: DecisionNote[] } & DecisionNote;

/** A rule that refused the request, or one that left something of an accepted one without effect. */
export interface DecisionNote {
  rule: ErrorCode | string;
  message: string;
  /** JSON path of the value it is about: the deepest there is; of several, the first. */
  path?: string;
  /** How many places it is about, when there are several. */
  count?: number;
  /** The first 20 of them. */
  paths?: string[];
  /** The value at `path` as received, redacted and cut to a readable length. */
  received?: JsonValue;
  /** What to do about it. */
  hint?: string;
}
