import { z } from 'zod';
import { EmulatorError } from '../../domain/errors.js';
import { clockAdvanceMsMax } from '../../domain/limits.js';
import { isoTime } from '../../domain/time/time.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { answeredTime, readTime } from './values.js';

/** Which times a clock can show the operation says. */
const clockInput = lazySchema(() =>
  z
    .strictObject({ now: readTime.optional(), frozen: z.boolean().optional() })
    .refine((its) => its.now !== undefined || its.frozen !== undefined, 'expected now, frozen, or both')
    .transform((its) => ({ now: its.now, isFrozen: its.frozen })),
);

const ms = z.int().min(0).max(clockAdvanceMsMax);
const seconds = z
  .number()
  .min(0)
  .max(clockAdvanceMsMax / 1000);
const advanceInput = lazySchema(() => z.strictObject({ ms }));

const numberText = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'expected a number')
  .transform(Number);

/** How long somebody sleeps, in one of two units: in a body, or in a query, which has texts. */
const sleepBody = lazySchema(() => z.strictObject({ ms: ms.optional(), seconds: seconds.optional() }));
const sleepQuery = lazySchema(() =>
  z.strictObject({ ms: numberText.pipe(ms).optional(), seconds: numberText.pipe(seconds).optional() }),
);

/** @throws EmulatorError `invalid_request` unless one of them is given, once. */
export function sleepMs(...places: z.output<ReturnType<typeof sleepBody>>[]): number {
  const given = places.flatMap((its) => [its.ms, its.seconds && Math.ceil(its.seconds * 1000)]);
  const [only, second] = given.filter((its) => its !== undefined);
  if (only !== undefined && second === undefined) return only;
  const message = 'expected either ms or seconds, in the query or in the body';
  throw new EmulatorError('invalid_request', `ms is not valid: ${message}`, { path: 'ms' });
}

const clockAnswer = lazySchema(() =>
  z
    .strictObject({ now: answeredTime, frozen: z.boolean() })
    .meta({ id: 'clock', description: 'The clock of a workspace.' }),
);

export function clockJson(clock: { now: number; isFrozen: boolean }): Wire<typeof clockAnswer> {
  return { now: isoTime(clock.now), frozen: clock.isFrozen };
}

export const clockEndpoints = {
  readClock: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/clock',
    summary: 'Tells the time of a workspace.',
    answer: { status: 200, body: clockAnswer },
  }),
  setClock: controlEndpoint({
    verb: 'PUT',
    path: '/workspaces/{ws}/clock',
    summary: "Sets a workspace's clock, freezes it, or lets it run.",
    description: 'What falls due by that has happened when the answer comes.',
    body: clockInput,
    answer: { status: 200, body: clockAnswer },
  }),
  advanceClock: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/clock/advance',
    summary: "Moves a workspace's clock on.",
    description: 'What falls due by that has happened when the answer comes.',
    body: advanceInput,
    answer: { status: 200, body: clockAnswer },
  }),
  sleep: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/clock/sleep',
    summary: "Sleeps on a workspace's clock: moves it on and answers at once.",
    description:
      'For a connector that is given it to sleep with, from any language: `ms` or `seconds`, in the query or in the body.',
    query: sleepQuery,
    body: sleepBody,
    answer: { status: 200, body: clockAnswer },
  }),
};
