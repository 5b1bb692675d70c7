import { z } from 'zod';
import {
  connectionBreaks,
  type Fault,
  type FaultEffect,
  type FaultMatch,
  faultStatuses,
  type NewFault,
  remainingStrikes,
} from '../../domain/fault.js';
import { faultCountMax, faultDelayMsMax, faultRetryAfterSMax, faultStepsMax } from '../../domain/limits.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { pageAnswer, pageQuery } from './pages.js';

// Planned misbehaviour of the Braze surface (DESIGN 4.3).

/** Accepts a request, and says that it waits in a queue. */
const queuedStatus = 202;

const effectKinds = ['status', 'delay_ms', 'close', 'lose_answer'] as const;
/** Fields that only go with another. */
const effectOptions = { retry_after_s: 'status', jitter_ms: 'delay_ms' } as const;

const effectFields = lazySchema(() =>
  z
    .strictObject({
      status: z.literal([queuedStatus, ...faultStatuses]),
      retry_after_s: z.int().min(0).max(faultRetryAfterSMax),
      delay_ms: z.int().min(0).max(faultDelayMsMax),
      jitter_ms: z.int().min(0).max(faultDelayMsMax),
      close: z.enum(connectionBreaks),
      lose_answer: z.literal(true),
    })
    .partial(),
);
type EffectFields = z.output<ReturnType<typeof effectFields>>;

const effect = lazySchema(() => effectFields().transform(readEffect));

function readEffect(its: EffectFields, context: z.RefinementCtx): FaultEffect {
  const refuse = (path: string | undefined, message: string) => {
    context.issues.push({ code: 'custom', input: its, path: path === undefined ? [] : [path], message });
    return z.NEVER;
  };
  const [first, second] = effectKinds.filter((kind) => its[kind] !== undefined);
  if (second !== undefined) return refuse(second, `one effect at a time, and ${first} is one already`);
  for (const [option, kind] of Object.entries(effectOptions)) {
    if (option in its && first !== kind) return refuse(option, `goes with ${kind} only`);
  }
  if (its.retry_after_s !== undefined && its.status !== 429) {
    return refuse('retry_after_s', 'goes with status 429 only');
  }
  return (
    effectOf(its) ??
    refuse(undefined, 'expected one of {"status"}, {"delay_ms"}, {"close"}, {"lose_answer":true}')
  );
}

function effectOf(its: EffectFields): FaultEffect | undefined {
  if (its.status === queuedStatus) return { kind: 'queued' };
  if (its.status !== undefined) {
    return { kind: 'status', status: its.status, retryAfterS: its.retry_after_s ?? null };
  }
  if (its.delay_ms !== undefined) {
    return { kind: 'delay', delayMs: its.delay_ms, jitterMs: its.jitter_ms ?? 0 };
  }
  if (its.close !== undefined) return { kind: 'close', how: its.close };
  return its.lose_answer && { kind: 'lose_answer' };
}

const routeLengthMax = 512;

const match = lazySchema(() =>
  z
    .strictObject({
      route: z
        .string()
        .max(routeLengthMax)
        .regex(
          /^(\/([\w.-]+|\*))*(\/([\w.-]+|\*\*?))$/,
          'expected a path such as /partners/*/cohorts/users, where * is one segment and a last ** any rest',
        )
        .optional(),
      method: z.enum(['GET', 'POST']).optional(),
      partner: z.string().min(1).optional(),
      cohort_id: z.string().min(1).optional(),
    })
    .transform(({ cohort_id: cohortId, ...its }): FaultMatch => ({ ...its, cohortId })),
);

/** A fault to plan. Left out: it matches every request, skips none, strikes always, and a sequence runs once. */
const faultInput = lazySchema(() =>
  z
    .strictObject({
      match: match().default({}),
      effect: effect().optional(),
      sequence: z.array(effect().nullable()).min(1).max(faultStepsMax).optional(),
      skip: z.int().min(0).max(faultCountMax).default(0),
      times: z.int().min(1).max(faultCountMax).nullable().optional(),
      probability: z.number().min(0).max(1).default(1),
    })
    .transform((its, context): NewFault => {
      const { effect: sole, sequence, skip, probability } = its;
      const steps = sole === undefined ? sequence : [sole];
      if (steps === undefined || (sole !== undefined && sequence !== undefined)) {
        const path = sole === undefined ? 'effect' : 'sequence';
        const message = 'either effect or sequence, and effect is given already';
        context.issues.push({ code: 'custom', input: its, path: [path], message });
        return z.NEVER;
      }
      return {
        match: its.match,
        steps,
        isSequence: sequence !== undefined,
        skip,
        times: its.times === undefined ? (sequence?.length ?? null) : its.times,
        probability,
      };
    }),
);

/** An effect in an answer: as it is asked for. */
const effectAnswer = lazySchema(() =>
  z
    .union([
      z.strictObject({ status: z.literal(429), retry_after_s: z.int() }),
      z.strictObject({ status: z.literal([queuedStatus, ...faultStatuses]) }),
      z.strictObject({ delay_ms: z.int(), jitter_ms: z.int() }),
      z.strictObject({ close: z.enum(connectionBreaks) }),
      z.strictObject({ lose_answer: z.literal(true) }),
    ])
    .meta({ id: 'fault_effect' }),
);

const faultAnswer = lazySchema(() =>
  z
    .strictObject({
      id: z.string(),
      match: z.strictObject({
        route: z.string().optional(),
        method: z.string().optional(),
        partner: z.string().optional(),
        cohort_id: z.string().optional(),
      }),
      sequence: z.array(effectAnswer().nullable()).optional().describe('In place of `effect`.'),
      effect: effectAnswer().optional(),
      skip: z.int(),
      times: z
        .int()
        .nullable()
        .describe('How many requests it strikes before it is used up; null is without end.'),
      probability: z.number(),
      matched: z.int().describe('Requests that it matched so far: skipped, missed and struck.'),
      struck: z.int(),
      remaining: z.int().nullable().describe('How many more it can strike; null is without end.'),
    })
    .meta({ id: 'fault' }),
);

export function faultJson(fault: Fault): Wire<typeof faultAnswer> {
  const { match: its, steps, isSequence, skip, times, probability, matched, struck } = fault;
  const shown = steps.map((step) => step && faultEffectJson(step));
  return {
    id: fault.id,
    match: { route: its.route, method: its.method, partner: its.partner, cohort_id: its.cohortId },
    sequence: isSequence ? shown : undefined,
    effect: isSequence ? undefined : (shown[0] ?? undefined),
    skip,
    times,
    probability,
    matched,
    struck,
    remaining: remainingStrikes(fault),
  };
}

/** An effect as it is asked for. */
export function faultEffectJson(effect: FaultEffect): Wire<typeof effectAnswer> {
  switch (effect.kind) {
    case 'status':
      return effect.retryAfterS === null
        ? { status: effect.status }
        : { status: 429, retry_after_s: effect.retryAfterS };
    case 'queued':
      return { status: queuedStatus };
    case 'delay':
      return { delay_ms: effect.delayMs, jitter_ms: effect.jitterMs };
    case 'close':
      return { close: effect.how };
    case 'lose_answer':
      return { lose_answer: true };
    default:
      return effect satisfies never;
  }
}

export const faultEndpoints = {
  listFaults: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/faults',
    summary: 'Lists the faults that are planned in a workspace, in the order in which they are tried.',
    query: pageQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ faults: z.array(faultAnswer()) })) },
  }),
  createFault: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/faults',
    summary: 'Plans a fault: which requests it strikes, and with what.',
    body: faultInput,
    answer: { status: 201, body: faultAnswer },
    refusals: ['partner_not_found'],
  }),
  deleteFaults: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/faults',
    summary: 'Deletes every fault of a workspace.',
    answer: { status: 204 },
  }),
  getFault: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/faults/{id}',
    summary: 'Shows a fault with what became of it so far.',
    answer: { status: 200, body: faultAnswer },
    refusals: ['fault_not_found'],
  }),
  deleteFault: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/faults/{id}',
    summary: 'Deletes a fault.',
    description: 'A request that it delays goes on waiting.',
    answer: { status: 204 },
    refusals: ['fault_not_found'],
  }),
};
