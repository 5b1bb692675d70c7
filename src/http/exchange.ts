import type { MembershipOutcome } from '../domain/cohort.js';
import type { EmulatorError } from '../domain/errors.js';
import type { JsonValue } from '../domain/json.js';
import type { RateLimitStanding } from '../domain/rate-limit.js';
import type { PartnerAccess, RestAccess, Workspace } from '../domain/workspace.js';

/** What is known of one request to the Braze surface while it is answered, and what is told about it afterwards. */
export interface Exchange {
  /** The `X-Request-Id` of the answer. */
  id: string;
  startedAt: number;
  workspace?: Workspace;
  partner?: string;
  cohortId?: string;
  /** Why it was refused. */
  refusal?: EmulatorError;
  /** What a cohort request did. */
  outcome?: MembershipOutcome;
}

/** An exchange with its answer, as told to the log. */
export interface FinishedExchange extends Exchange {
  method: string;
  path: string;
  /** The endpoint, e.g. `/partners/{partner}/cohorts`; `none` for a path that is none. */
  route: string;
  status: number;
  durationMs: number;
}

/** Hono's variables on the Braze surface: each middleware fills in its own. */
export interface BrazeEnv {
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
