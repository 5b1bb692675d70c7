import type { MembershipOutcome } from '../cohort.js';
import type { EmulatorError } from '../errors.js';
import type { JsonValue } from '../json.js';
import type { Workspace } from '../workspaces/workspace.js';
import type { DecisionNote, JournalEntry } from './journal.js';

/** A body as far as it was read. Anything that is JSON is `json`, whatever its content type says. */
export type ObservedBody =
  | { kind: 'none' }
  | { kind: 'json'; value: JsonValue }
  | { kind: 'text'; text: string }
  /** Bytes that are no UTF-8 text. */
  | { kind: 'binary'; byteCount: number }
  | { kind: 'too_large' };

/** A request to the Braze surface as it came, keys and all. */
export interface ObservedRequest {
  method: string;
  /** Path without the query. */
  route: string;
  /** Empty, or from its question mark on. */
  query: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: ObservedBody;
}

export interface ObservedAnswer {
  status: number;
  headers: Record<string, string>;
  body: ObservedBody;
}

/** A request with all that became of it, before keys are taken out. */
export interface ObservedExchange {
  /** The `X-Request-Id` of the answer. */
  id: string;
  /** When it arrived, on the server's own clock. */
  startedAt: number;
  /** The workspace that its keys let it into, and when that was, on the workspace's clock. */
  workspace?: Workspace | undefined;
  enteredAt?: number | undefined;
  partner?: string | undefined;
  cohortId?: string | undefined;
  request: ObservedRequest;
  /** `null` when no answer, or not a whole one, went out. */
  answer: ObservedAnswer | null;
  durationMs: number;
  fault?: JournalEntry['fault'] | undefined;
  /** Why it was refused. */
  refusal?: EmulatorError | undefined;
  /** What of an accepted request had no effect. */
  notes?: DecisionNote[] | undefined;
  outcome?: MembershipOutcome | undefined;
}
