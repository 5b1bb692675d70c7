import type { MembershipOutcome } from '../../domain/cohort.js';
import type { EmulatorError } from '../../domain/errors.js';
import type { Decision, DecisionNote } from '../../domain/journal/journal.js';
import type { JsonValue } from '../../domain/json.js';
import type { RateLimitStanding } from '../../domain/workspaces/rate-limit.js';
import type { PartnerAccess, RestAccess, Workspace } from '../../domain/workspaces/workspace.js';
import type { SocketBindings } from '../connections.js';

/** What is known of one request to the Braze surface while it is answered, and what is told about it afterwards. */
export interface Exchange {
  /** The `X-Request-Id` of the answer. */
  id: string;
  /** On the server's own clock, by which lines of parallel workspaces stand in order. */
  startedAt: number;
  /** The body, when it was read: its bytes, or that there are too many of them. */
  sent?: Uint8Array | 'too_large';
  workspace?: Workspace;
  /** When its keys let it in, on the clock of the workspace. */
  enteredAt?: number;
  partner?: string;
  cohortId?: string;
  /** Why it was refused. */
  refusal?: EmulatorError;
  /** What a cohort request did; left out while a processing delay holds it back. */
  outcome?: MembershipOutcome;
  /** What else of it had no effect. */
  notes?: DecisionNote[];
  /** The fault that struck it. */
  fault?: { id: string; effect: JsonValue };
  /** No answer went out, or not a whole one: a fault took the connection, or the client hung up. */
  isUnanswered?: true;
  /** When, on the clock of its workspace, the change is applied that a processing delay holds back. */
  heldUntil?: number;
}

/** An exchange with its answer, as told to the log. No key is in it. */
export interface FinishedExchange extends Omit<Exchange, 'sent' | 'notes'> {
  method: string;
  /** Without the query. */
  path: string;
  /** `null` when no answer went out. */
  status: number | null;
  /** The endpoint, e.g. `/partners/{partner}/cohorts`; `none` for a path that is none. */
  route: string;
  durationMs: number;
  decision: Decision;
}

/** Hono's variables on the Braze surface: each middleware fills in its own. */
export interface BrazeEnv {
  Bindings: Partial<SocketBindings>;
  Variables: {
    exchange: Exchange;
    /** The body as text, at most 4 MiB. */
    bodyText: string;
    body: JsonValue;
    access: RestAccess;
    partnerAccess: PartnerAccess;
    standing: RateLimitStanding;
  };
}
