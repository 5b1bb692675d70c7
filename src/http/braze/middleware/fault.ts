import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { sleepUntil } from '../../../background/sleep-until.js';
import { EmulatorError, type FaultStatus, invariant } from '../../../domain/errors.js';
import type { FaultEffect } from '../../../domain/fault.js';
import { exceededStanding, type RateLimitBucket } from '../../../domain/workspaces/rate-limit.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { faultEffectJson } from '../../../wire/control/faults.js';
import { longPoll } from '../../long-poll.js';
import { answerJson } from '../answer.js';
import { breakConnection, withoutAnswer } from '../break-connection.js';
import type { BrazeEnv } from '../env.js';
import { admitLink } from './export-link.js';
import { admitPartner } from './partner-keys.js';
import {
  cohortBucketOf,
  setEmptyRateLimitHeaders,
  setExceededHeaders,
  setRateLimitHeaders,
} from './rate-limit.js';
import { admitRestKey, type RestGuard, restApiKeyOf } from './rest-api-key.js';

/** What differs between the two kinds of endpoint. */
interface Chain {
  /** Checks the keys again after a delay, in which they or the workspace may have gone. */
  admit(c: Context<BrazeEnv>): void;
  /** Left out where nothing is counted. */
  bucketOf?(c: Context<BrazeEnv>): RateLimitBucket;
}

/** Faults of the cohort endpoints; after `partnerKeys`. */
export const partnerFaults = (emulator: Emulator): MiddlewareHandler<BrazeEnv> =>
  faults(emulator, {
    admit: (c) => admitPartner(emulator, c),
    bucketOf: (c) => cohortBucketOf(c.var.partnerAccess),
  });

/** Faults of an endpoint with a REST API key; after `restApiKey`. */
export const restFaults = (emulator: Emulator, guard: RestGuard): MiddlewareHandler<BrazeEnv> =>
  faults(emulator, {
    admit: (c) => admitRestKey(emulator, c, guard),
    bucketOf: (c) => guard.bucketOf(c.var.bodyText),
  });

/** Faults of the links of segment exports; after `exportLink`. */
export const linkFaults = (emulator: Emulator): MiddlewareHandler<BrazeEnv> =>
  faults(emulator, { admit: (c) => admitLink(emulator, c) });

/**
 * Has the fault strike that the request's workspace has for it. A request that is refused or cut off here has not been
 * counted in its rate limit; one that is delayed is, when its turn has come.
 */
function faults(emulator: Emulator, chain: Chain): MiddlewareHandler<BrazeEnv> {
  return createMiddleware<BrazeEnv>(async (c, next) => {
    const { record } = c.var;
    const { workspace, partner, cohortId } = record;
    invariant(workspace, 'Faults come after the keys');
    const { method, path } = c.req;
    const strike = emulator.takeFault(workspace, { method, path, partner, cohortId });
    if (strike === undefined) return next();
    const { faultId, effect, delayedUntil } = strike;
    record.fault = { id: faultId, effect: faultEffectJson(effect) };
    switch (effect.kind) {
      case 'status':
        if (chain.bucketOf) setRefusalHeaders(c, effect, emulator, workspace, chain.bucketOf(c));
        throw refusal(c, faultId, effect.status);
      case 'close':
        record.refusal = new EmulatorError(
          'fault_injected',
          `Fault ${faultId} closes the connection: ${effect.how}`,
        );
        return breakConnection(c, effect.how);
      case 'delay':
        await longPoll(c, (signal) => sleepUntil(emulator, workspace, delayedUntil, signal));
        if (c.req.raw.signal.aborted) return withoutAnswer(c);
        delete record.workspace;
        chain.admit(c);
        return next();
      case 'lose_answer':
        await next();
        c.res = breakConnection(c, 'reset');
        return;
      case 'queued':
        await next();
        if (c.res.ok) c.res = answerJson(c, { message: 'queued' }, 202);
        return;
      default:
        effect satisfies never;
    }
  });
}

/** The rate-limit headers that an answer of this status has: empty on a 401, nothing remaining on a 429. DESIGN 6.1 */
function setRefusalHeaders(
  c: Context<BrazeEnv>,
  { status, retryAfterS }: FaultEffect & { kind: 'status' },
  emulator: Emulator,
  workspace: Workspace,
  bucket: RateLimitBucket,
): void {
  if (status === 401) setEmptyRateLimitHeaders(c);
  else if (status === 429) {
    setExceededHeaders(c, exceededStanding(bucket, emulator.readClock(workspace).now, retryAfterS));
  } else setRateLimitHeaders(c, emulator.peekRateLimit(workspace, bucket));
}

function refusal(c: Context<BrazeEnv>, faultId: string, status: FaultStatus): EmulatorError {
  // The partner endpoints have a 401 of their own that needs no key.
  const echoed = c.var.access === undefined ? {} : { echoed: restApiKeyOf(c) ?? '' };
  return new EmulatorError('fault_injected', `Fault ${faultId} answers ${status}`, { status, ...echoed });
}
