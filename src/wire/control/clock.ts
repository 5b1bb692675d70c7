import { z } from 'zod';
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

const advanceInput = lazySchema(() => z.strictObject({ ms: z.int().min(0).max(clockAdvanceMsMax) }));

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
};
