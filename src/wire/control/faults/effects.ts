import { z } from 'zod';
import {
  type AnswerEffect,
  connectionBreaks,
  type FaultEffect,
  isBodiless,
  type PlantedBody,
  rateLimitHeaderSets,
} from '../../../domain/fault.js';
import type { JsonValue } from '../../../domain/json.js';
import { faultRetryAfterSMax } from '../../../domain/limits.js';
import { bodyProblem, mediaTypePattern } from '../../../domain/planted-answer.js';
import { firstParts } from '../../../domain/users/track-parts.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { jsonValue } from '../values.js';
import { delayMs, deliveryFields, deliveryJson, deliveryOf, deliveryShape } from './delivery.js';
import { plantedHeaders } from './planted-answer.js';

// What a fault does with a request, as it is asked for and shown. docs/guides/faults.md has a row for each.

const answerShape = {
  retry_after_s: z.int().min(0).max(faultRetryAfterSMax).optional().describe('With 429: of the headers.'),
  applied: z
    .boolean()
    .optional()
    .describe('Whether the request is processed first; left out: with a status of 200 to 299.'),
  rate_limit_headers: z
    .enum(rateLimitHeaderSets)
    .optional()
    .describe('`retry_after`: only X-Ratelimit-Retry-After, as on plans priced by MAU.'),
  headers: plantedHeaders.optional(),
  body: jsonValue.optional().describe("JSON, or text as it is; left out: Braze's own words, or none."),
  content_type: z
    .string()
    .regex(mediaTypePattern, 'expected a media type such as text/html')
    .max(255)
    .optional(),
};

const status = z.int().min(200).max(599);
const partsShape = {
  first: z.enum(firstParts).optional().describe('What is there at once; `identifiers` if left out.'),
  share: z.number().min(0).max(1).optional().describe('The chance of each user to be in it.'),
};

const effectFields = lazySchema(() =>
  z.strictObject({
    ...z
      .object({
        status,
        delay_ms: delayMs,
        close: z.enum(connectionBreaks),
        lose_answer: z.literal(true),
        hold: z.literal(true).describe('The answer waits until it is let go.'),
        rest_after_ms: delayMs,
      })
      .partial().shape,
    ...answerShape,
    ...deliveryShape,
    ...partsShape,
  }),
);
type EffectFields = z.output<ReturnType<typeof effectFields>>;

const effectKinds = ['status', 'delay_ms', 'close', 'lose_answer', 'hold', 'rest_after_ms'] as const;
type EffectKind = (typeof effectKinds)[number];

/** Fields that only go with another. */
const companions: Partial<Record<keyof EffectFields, readonly (EffectKind | 'answer_delay_ms')[]>> = {
  retry_after_s: ['status'],
  applied: ['status', 'close'],
  rate_limit_headers: ['status'],
  headers: ['status'],
  body: ['status'],
  content_type: ['status'],
  jitter_ms: ['delay_ms', 'answer_delay_ms'],
  first: ['rest_after_ms'],
  share: ['rest_after_ms'],
};
interface Problem {
  path: string[];
  message: string;
}

export const effect = lazySchema(() =>
  effectFields().transform((its, context): FaultEffect => {
    const problem = problemOf(its);
    const read = problem === undefined ? effectOf(its) : undefined;
    if (read !== undefined) return read;
    const { path, message } = problem ?? nothingAsked;
    // A copy: zod puts the place of the effect before it.
    context.issues.push({ code: 'custom', input: its, path: [...path], message });
    return z.NEVER;
  }),
);

const nothingAsked: Problem = {
  path: [],
  message: `expected one of {"status"}, {"delay_ms"}, {"close"}, {"lose_answer":true}, {"hold":true}, {"rest_after_ms"}, ${deliveryFields
    .map((name) => `{"${name}"}`)
    .join(', ')}`,
};

function problemOf(its: EffectFields): Problem | undefined {
  const [first, second] = effectKinds.filter((kind) => its[kind] !== undefined);
  if (second !== undefined) {
    return { path: [second], message: `one effect at a time, and ${first} is one already` };
  }
  for (const [name, wanted] of Object.entries(companions)) {
    if (name in its && !wanted.some((other) => its[other] !== undefined)) {
      return { path: [name], message: `goes with ${wanted.join(' or ')} only` };
    }
  }
  const delivered = deliveryFields.find((name) => its[name] !== undefined);
  if (delivered !== undefined && first !== undefined && first !== 'status') {
    return { path: [delivered], message: `goes with status or alone, and not with ${first}` };
  }
  if (its.drip !== undefined && its.bytes_per_s !== undefined) {
    return { path: ['bytes_per_s'], message: 'either drip or bytes_per_s' };
  }
  return its.status === undefined ? undefined : problemOfAnswer(its.status, its);
}

function problemOfAnswer(status: number, its: EffectFields): Problem | undefined {
  if (status !== 429) {
    if (its.retry_after_s !== undefined) {
      return { path: ['retry_after_s'], message: 'goes with status 429 only' };
    }
    if (its.rate_limit_headers === 'retry_after') {
      return { path: ['rate_limit_headers'], message: 'retry_after goes with status 429 only' };
    }
  }
  const problem = its.body === undefined ? undefined : bodyProblem(plantedBody(its.body), status);
  if (problem !== undefined) return { path: ['body'], message: problem };
  const ofBody = (['cut_after_bytes', 'drip', 'bytes_per_s'] as const).find(
    (name) => its[name] !== undefined,
  );
  if (ofBody === undefined || !isBodiless(status)) return undefined;
  return { path: [ofBody], message: `an answer with status ${status} has no body` };
}

function plantedBody(body: JsonValue): PlantedBody {
  return typeof body === 'string' ? { text: body } : { json: body };
}

function effectOf(its: EffectFields): FaultEffect | undefined {
  if (its.status !== undefined) return answerOf(its.status, its);
  if (its.delay_ms !== undefined) {
    return { kind: 'delay', delayMs: its.delay_ms, jitterMs: its.jitter_ms ?? 0 };
  }
  if (its.close !== undefined) {
    return { kind: 'close', how: its.close, isApplied: its.applied };
  }
  if (its.lose_answer) return { kind: 'lose_answer' };
  if (its.hold) return { kind: 'hold' };
  if (its.rest_after_ms !== undefined) {
    const { first = 'identifiers' } = its;
    const share = its.share ?? (first === 'identifiers' ? 1 : 0.5);
    return { kind: 'in_parts', restAfterMs: its.rest_after_ms, first, share };
  }
  const delivery = deliveryOf(its);
  return delivery && { kind: 'own_answer', delivery };
}

function answerOf(status: number, its: EffectFields): AnswerEffect {
  return {
    kind: 'status',
    status,
    retryAfterS: its.retry_after_s ?? null,
    isApplied: its.applied ?? isAppliedByDefault(status),
    rateLimitHeaders: its.rate_limit_headers,
    headers: its.headers,
    body: its.body === undefined ? undefined : plantedBody(its.body),
    contentType: its.content_type,
    delivery: deliveryOf(its),
  };
}

function isAppliedByDefault(status: number): boolean {
  return status < 300;
}

/** An effect in an answer: as it is asked for, without what it has by default. */
export const effectAnswer = lazySchema(() =>
  z
    .union([
      z.strictObject({ status, ...answerShape, ...deliveryShape }),
      z.strictObject({ delay_ms: z.int(), jitter_ms: z.int() }),
      z.strictObject({ close: z.enum(connectionBreaks), applied: z.literal(true).optional() }),
      z.strictObject({ lose_answer: z.literal(true) }),
      z.strictObject({ hold: z.literal(true) }),
      z.strictObject({ rest_after_ms: z.int(), first: z.enum(firstParts), share: z.number() }),
      z.strictObject(deliveryShape),
    ])
    .meta({ id: 'fault_effect', description: 'What a fault does to a request.' }),
);

/** An effect as it is asked for. */
export function faultEffectJson(effect: FaultEffect): Wire<typeof effectAnswer> {
  switch (effect.kind) {
    case 'status':
      return answerJson(effect);
    case 'own_answer':
      return deliveryJson(effect.delivery);
    case 'delay':
      return { delay_ms: effect.delayMs, jitter_ms: effect.jitterMs };
    case 'close':
      return { close: effect.how, ...(effect.isApplied && { applied: true }) };
    case 'lose_answer':
      return { lose_answer: true };
    case 'hold':
      return { hold: true };
    case 'in_parts':
      return { rest_after_ms: effect.restAfterMs, first: effect.first, share: effect.share };
    default:
      return effect satisfies never;
  }
}

function answerJson({
  status,
  retryAfterS,
  isApplied = false,
  rateLimitHeaders,
  headers,
  body,
  contentType,
  delivery,
}: AnswerEffect): Wire<typeof effectAnswer> {
  return {
    status,
    ...(retryAfterS !== null && { retry_after_s: retryAfterS }),
    ...(isApplied !== isAppliedByDefault(status) && { applied: isApplied }),
    ...(rateLimitHeaders !== undefined && { rate_limit_headers: rateLimitHeaders }),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body: 'text' in body ? body.text : body.json }),
    ...(contentType !== undefined && { content_type: contentType }),
    ...deliveryJson(delivery ?? {}),
  };
}
