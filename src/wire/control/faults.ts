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
import type { JsonObject } from '../../domain/json.js';
import { faultCountMax, faultDelayMsMax, faultRetryAfterSMax, faultStepsMax } from '../../domain/limits.js';

// The shape of DESIGN 4.3: body of POST …/faults, and how a fault is shown. Unknown fields are errors.

/** Accepts a request, and says that it waits in a queue. */
const queuedStatus = 202;

const effectKinds = ['status', 'delay_ms', 'close', 'lose_answer'] as const;
/** Fields that only go with another. */
const effectOptions = { retry_after_s: 'status', jitter_ms: 'delay_ms' } as const;

const effectFields = z
  .strictObject({
    status: z.literal([queuedStatus, ...faultStatuses]),
    retry_after_s: z.int().min(0).max(faultRetryAfterSMax),
    delay_ms: z.int().min(0).max(faultDelayMsMax),
    jitter_ms: z.int().min(0).max(faultDelayMsMax),
    close: z.enum(connectionBreaks),
    lose_answer: z.literal(true),
  })
  .partial();
type EffectFields = z.output<typeof effectFields>;

const effect = effectFields.transform((its, context): FaultEffect => {
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
});

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

const match = z
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
  .transform(
    (its): FaultMatch => ({
      ...(its.route !== undefined && { route: its.route }),
      ...(its.method !== undefined && { method: its.method }),
      ...(its.partner !== undefined && { partner: its.partner }),
      ...(its.cohort_id !== undefined && { cohortId: its.cohort_id }),
    }),
  );

/** A fault to plan. Left out: it matches every request, skips none, strikes always, and a sequence runs once. */
export const faultInput = z
  .strictObject({
    match: match.default({}),
    effect: effect.optional(),
    sequence: z.array(effect.nullable()).min(1).max(faultStepsMax).optional(),
    skip: z.int().min(0).max(faultCountMax).default(0),
    times: z.int().min(1).max(faultCountMax).nullable().optional(),
    probability: z.number().min(0).max(1).default(1),
  })
  .transform((its, context): NewFault => {
    const { skip, probability, sequence } = its;
    if ((its.effect === undefined) === (sequence === undefined)) {
      const path = its.effect === undefined ? 'effect' : 'sequence';
      const message = 'either effect or sequence, and effect is given already';
      context.issues.push({ code: 'custom', input: its, path: [path], message });
      return z.NEVER;
    }
    return {
      match: its.match,
      steps: sequence ?? [its.effect!],
      isSequence: sequence !== undefined,
      skip,
      times: its.times === undefined ? (sequence?.length ?? null) : its.times,
      probability,
    };
  });

export function faultJson(fault: Fault): JsonObject {
  const { match, steps, isSequence, skip, times, probability, matched, struck } = fault;
  const shown = steps.map((step) => step && faultEffectJson(step));
  return {
    id: fault.id,
    match: {
      ...(match.route !== undefined && { route: match.route }),
      ...(match.method !== undefined && { method: match.method }),
      ...(match.partner !== undefined && { partner: match.partner }),
      ...(match.cohortId !== undefined && { cohort_id: match.cohortId }),
    },
    ...(isSequence ? { sequence: shown } : { effect: shown[0]! }),
    skip,
    times,
    probability,
    matched,
    struck,
    remaining: remainingStrikes(fault),
  };
}

/** An effect as it is asked for. */
export function faultEffectJson(effect: FaultEffect): JsonObject {
  switch (effect.kind) {
    case 'status':
      return {
        status: effect.status,
        ...(effect.retryAfterS !== null && { retry_after_s: effect.retryAfterS }),
      };
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
