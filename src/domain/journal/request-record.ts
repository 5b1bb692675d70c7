import type { MembershipChange, MembershipOutcome } from '../cohort.js';
import type { Endpoint } from '../endpoint.js';
import type { EmulatorError } from '../errors.js';
import type { JsonValue } from '../json.js';
import type { Workspace } from '../workspaces/workspace.js';
import type { MembershipResult } from './ignored-identifiers.js';
import type { DecisionNote, JournalEntry } from './journal.js';

/** A body as far as it was read. Anything that is JSON is `json`, whatever its content type says. */
export type ObservedBody =
  | { kind: 'none' }
  | { kind: 'json'; value: JsonValue }
  | { kind: 'text'; text: string }
  /** Bytes that are no UTF-8 text. */
  | { kind: 'binary'; byteCount: number; form?: BinaryForm }
  | { kind: 'too_large' };

/** What the first bytes of a body say it is. */
export type BinaryForm = 'gzip' | 'zlib' | 'zstd' | 'zip' | 'UTF-16';

/** Why what a client sent never became a request. */
export type UnreadCause = Pick<DecisionNote, 'rule' | 'message' | 'hint'>;

/**
 * One request to the Braze surface from its arrival to its place in the journal, keys and all. Each step on the way adds
 * what it finds out.
 */
export interface RequestRecord {
  /** The `X-Request-Id` of the answer. */
  readonly id: string;
  /** When it arrived, on the server's own clock, by which lines of parallel workspaces stand in order. */
  readonly receivedAt: number;
  readonly method: string;
  /** Path without the query, as sent. */
  readonly path: string;
  /** Empty, or from its question mark on. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Record<string, string>;
  body: ObservedBody;
  /** What it came to; `undefined` for a path that nothing is built for. */
  endpoint?: Endpoint;
  /** The workspace that its keys let it into, and when that was, on the workspace's clock. */
  workspace?: Workspace;
  enteredAt?: number;
  /** Where its REST API key stands, when that is not its header: `api_key`, `query.api_key`. */
  keyPath?: string;
  partner?: string;
  cohortId?: string;
  /** The fault that struck it. */
  fault?: NonNullable<JournalEntry['fault']>;
  /** Why it was refused. */
  refusal?: EmulatorError;
  /** Why it came to neither surface. */
  unread?: UnreadCause;
  /** A web page may have sent it, so that it stands in no workspace's journal, whatever key is in it. */
  isForeign?: true;
  /** What a cohort request did; left out while a processing delay holds it back. */
  outcome?: MembershipOutcome;
  /** The same with what of it changed nothing, and what was asked. */
  membership?: { changes: readonly MembershipChange[]; result: MembershipResult };
  /** When, on the clock of its workspace, the change is applied that a processing delay holds back. */
  heldUntil?: number;
  /** What else of it had no effect. */
  notes: DecisionNote[];
  /** `null` when none, or not a whole one, goes out: a fault took the connection, or the client hung up. */
  answer?: { status: number; headers: Record<string, string>; body: ObservedBody } | null;
  durationMs: number;
}

/** A request that is finished, as the log, the metrics and the library's caller are told of it. No key is in it. */
export interface FinishedRequest extends JournalEntry {
  /** Path of its endpoint, e.g. `/partners/{partner}/cohorts`; `null` for a path that nothing is built for. */
  route: string | null;
  /** Of the answer; `null` when none, or not a whole one, went out. */
  status: number | null;
  /** Name of the workspace that its keys let it into. */
  workspaceName: string | null;
  /** When, on the clock of its workspace, the change is applied that a processing delay holds back. */
  heldUntil: number | null;
}
