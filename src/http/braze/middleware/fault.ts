import type { Context, MiddlewareHandler, Next } from 'hono';
import { createMiddleware } from 'hono/factory';
import { holdAnswer } from '../../../background/hold-answer.js';
import { sleepUntil } from '../../../background/sleep-until.js';
import { EmulatorError, invariant } from '../../../domain/errors.js';
import type { AnswerEffect, FaultEffect } from '../../../domain/fault.js';
import { shortened } from '../../../domain/journal/shortened.js';
import type { JsonValue } from '../../../domain/json.js';
import type { RateLimitBucket } from '../../../domain/workspaces/rate-limit.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import type { Strike } from '../../../operations/faults/take-fault.js';
import { faultEffectJson } from '../../../wire/control/faults/effects.js';
import { endTurn, enterStruckRoom } from '../../body-room.js';
import { longPoll } from '../../long-poll.js';
import { breakConnection, withoutAnswer } from '../break-connection.js';
import type { BrazeEnv } from '../env.js';
import { bodyOf } from './body.js';
import { deliver } from './deliver.js';
import { admitLink } from './export-link.js';
import { admitPartner } from './partner-keys.js';
import { plantAnswer, setRateLimitHeadersOf } from './plant-answer.js';
import { cohortBucketOf } from './rate-limit.js';
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
    bucketOf: (c) => cohortBucketOf(c.get('partnerAccess')),
  });

/** Faults of an endpoint with a REST API key; after `restApiKey`. */
export const restFaults = (emulator: Emulator, guard: RestGuard): MiddlewareHandler<BrazeEnv> =>
  faults(emulator, {
    admit: (c) => admitRestKey(emulator, c, guard),
    bucketOf: (c) => guard.bucketOf(bodyOf(c)),
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
    const record = c.get('record');
    const { workspace, partner, cohortId } = record;
    invariant(workspace, 'Faults come after the keys');
    const { method, path } = c.req;
    const strike = emulator.takeFault(workspace, { method, path, partner, cohortId });
    if (strike === undefined) return next();
    // A body that the fault plants may be long, and the answer shows it.
    const effect = shortened(faultEffectJson(strike.effect) as JsonValue);
    record.fault = { id: strike.faultId, effect };
    const leave = await enterStruckRoom(c, c.get('sentBytes') ?? 0);
    // It may be held for long, and others shall not wait for that.
    c.get('leaveRoom')?.();
    endTurn(c);
    try {
      return await takeEffect({ c, next, emulator, workspace, chain, strike });
    } finally {
      leave?.();
    }
  });
}

/** A request that a fault strikes. */
interface StruckRequest {
  c: Context<BrazeEnv>;
  next: Next;
  emulator: Emulator;
  workspace: Workspace;
  chain: Chain;
  strike: Strike;
}

async function takeEffect(struck: StruckRequest): Promise<Response | undefined> {
  const { c, next, emulator, workspace, strike } = struck;
  const { effect } = strike;
  switch (effect.kind) {
    case 'status':
      return answerInstead(struck, effect);
    case 'own_answer':
      await next();
      note(struck, 'delivers its answer in another way');
      return deliver(c, emulator, workspace, { ...effect.delivery, until: strike.delayedUntil });
    case 'close':
      return close(struck, effect);
    case 'delay':
      return delay(struck);
    case 'lose_answer':
      await next();
      note(struck, 'loses its answer');
      c.res = breakConnection(c, 'reset');
      return;
    case 'hold':
      await next();
      note(struck, 'holds its answer');
      await longPoll(c, (signal) => holdAnswer(emulator, workspace, strike.faultId, c.var.record.id, signal));
      if (c.req.raw.signal.aborted) c.res = withoutAnswer(c);
      return;
    case 'in_parts':
      c.set('inParts', effect);
      await next();
      note(struck, 'has it applied in parts');
      return;
    default:
      return effect satisfies never;
  }
}

/** Answers with the status that the fault names: in place of the endpoint, or of what the endpoint answers. */
async function answerInstead(struck: StruckRequest, effect: AnswerEffect): Promise<Response | undefined> {
  const { c, next, emulator, workspace, chain, strike } = struck;
  const { delivery } = effect;
  if (effect.isApplied) {
    await next();
    note(struck, `answers ${effect.status} in its place`);
  } else refuse(struck, `answers ${effect.status}`);
  if (!effect.isApplied || c.res.ok) {
    if (chain.bucketOf) setRateLimitHeadersOf(c, effect, emulator, workspace, chain.bucketOf(c));
    // The partner endpoints have a 401 of their own that needs no key.
    plantAnswer(c, effect, c.get('access') === undefined ? undefined : (restApiKeyOf(c) ?? ''));
  }
  return delivery && deliver(c, emulator, workspace, { ...delivery, until: strike.delayedUntil });
}

async function close(
  struck: StruckRequest,
  { how, isApplied }: FaultEffect & { kind: 'close' },
): Promise<Response | undefined> {
  const { c, next } = struck;
  const what = `closes the connection: ${how}`;
  if (!isApplied) {
    refuse(struck, what);
    return breakConnection(c, how);
  }
  await next();
  note(struck, what);
  c.res = breakConnection(c, how);
  return undefined;
}

async function delay(struck: StruckRequest): Promise<Response | undefined> {
  const { c, next, emulator, workspace, chain, strike } = struck;
  await longPoll(c, (signal) => sleepUntil(emulator, workspace, strike.delayedUntil, signal));
  if (c.req.raw.signal.aborted) {
    refuse(struck, 'delayed it, and the client hung up meanwhile');
    return withoutAnswer(c);
  }
  delete c.get('record').workspace;
  chain.admit(c);
  await next();
  return undefined;
}

/** Says in the journal that the request was not processed. */
function refuse({ c, strike }: StruckRequest, what: string): void {
  c.get('record').refusal = new EmulatorError('fault_injected', `Fault ${strike.faultId} ${what}`);
}

/** Says in the journal what the fault did with a request that was processed. */
function note({ c, strike }: StruckRequest, what: string): void {
  const message = `Accepted; fault ${strike.faultId} ${what}`;
  c.get('record').notes.push({ rule: 'fault_injected', message });
}
