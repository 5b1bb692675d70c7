import {
  type AnswerEffect,
  connectionBreaks,
  type Delivery,
  type FaultEffect,
  type FaultMatch,
  type NewFault,
  type Pace,
  type PlantedBody,
  rateLimitHeaderSets,
} from '../../../domain/fault.js';
import type { JsonValue } from '../../../domain/json.js';
import {
  bytesPerSMax,
  dripBytesMax,
  dripEveryMsMax,
  faultDelayMsMax,
  faultRetryAfterSMax,
} from '../../../domain/limits.js';
import { bodyProblem, headerProblem, mediaTypePattern } from '../../../domain/planted-answer.js';
import { firstParts } from '../../../domain/users/track-parts.js';
import {
  anyOf,
  byTag,
  flag,
  json,
  listOf,
  nullable,
  numberWithin,
  object,
  oneOf,
  optional,
  recordOf,
  type Shape,
  text,
  textAs,
  wholeWithin,
} from '../shape.js';
import { count } from './user-shapes.js';

export const faultMatch = object<FaultMatch>({
  route: optional(text),
  method: optional(text),
  partner: optional(text),
  cohortId: optional(text),
});

const delayMs = wholeWithin(0, faultDelayMsMax);

const pace = anyOf<Pace>(
  object<Extract<Pace, { bytes: number }>>({
    bytes: wholeWithin(1, dripBytesMax),
    everyMs: wholeWithin(1, dripEveryMsMax),
  }),
  object<Extract<Pace, { bytesPerS: number }>>({ bytesPerS: wholeWithin(1, bytesPerSMax) }),
);

const delivery = object<Delivery>({
  delay: optional(object<NonNullable<Delivery['delay']>>({ ms: delayMs, jitterMs: delayMs })),
  cutAfterBytes: optional(count),
  pace: optional(pace),
});

const headers: Shape<Record<string, string>> = (value, path) => {
  const problem = recordOf(text)(value, path);
  if (problem !== undefined) return problem;
  for (const [name, its] of Object.entries(value as Record<string, string>)) {
    const ofHeader = headerProblem(name, its);
    if (ofHeader !== undefined) return `${path}.${JSON.stringify(name)} ${ofHeader}`;
  }
  return undefined;
};

const answerFields = object<AnswerEffect>({
  kind: oneOf('status'),
  status: wholeWithin(200, 599),
  retryAfterS: nullable(wholeWithin(0, faultRetryAfterSMax)),
  isApplied: optional(flag),
  rateLimitHeaders: optional(oneOf(...rateLimitHeaderSets)),
  headers: optional(headers),
  body: optional(
    anyOf<PlantedBody>(object<{ json: JsonValue }>({ json }), object<{ text: string }>({ text })),
  ),
  contentType: optional(textAs((its) => mediaTypePattern.test(its), 'a media type')),
  delivery: optional(delivery),
});

const answerEffect: Shape<AnswerEffect> = (value, path) => {
  const problem = answerFields(value, path);
  if (problem !== undefined) return problem;
  const { body, status } = value as AnswerEffect;
  const ofBody = body && bodyProblem(body, status);
  return ofBody && `${path}.body: ${ofBody}`;
};

type Effect<Kind> = Extract<FaultEffect, { kind: Kind }>;

const effect = byTag<FaultEffect>('kind', {
  status: answerEffect,
  own_answer: object<Effect<'own_answer'>>({ kind: oneOf('own_answer'), delivery }),
  delay: object<Effect<'delay'>>({ kind: oneOf('delay'), delayMs, jitterMs: delayMs }),
  close: object<Effect<'close'>>({
    kind: oneOf('close'),
    how: oneOf(...connectionBreaks),
    isApplied: optional(flag),
  }),
  lose_answer: object<Effect<'lose_answer'>>({ kind: oneOf('lose_answer') }),
  hold: object<Effect<'hold'>>({ kind: oneOf('hold') }),
  in_parts: object<Effect<'in_parts'>>({
    kind: oneOf('in_parts'),
    restAfterMs: delayMs,
    first: oneOf(...firstParts),
    share: numberWithin(0, 1),
  }),
});

export const faultSteps = listOf(nullable(effect), { min: 1 });

/** As a blueprint has it. */
export const newFault = object<NewFault>({
  match: faultMatch,
  steps: faultSteps,
  isSequence: flag,
  skip: count,
  times: nullable(wholeWithin(1, Number.MAX_SAFE_INTEGER)),
  probability: numberWithin(0, 1),
});
