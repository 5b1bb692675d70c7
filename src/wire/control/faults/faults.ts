import { z } from 'zod';
import { type Fault, type FaultMatch, type NewFault, remainingStrikes } from '../../../domain/fault.js';
import { faultCountMax, faultStepsMax, routePatternLengthMax } from '../../../domain/limits.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { controlEndpoint } from '../endpoint.js';
import { pageAnswer, pageQuery } from '../pages.js';
import { nothing, waitMs } from '../values.js';
import { effect, effectAnswer, faultEffectJson } from './effects.js';

// Planned misbehaviour of the Braze surface (DESIGN 4.3).

const match = lazySchema(() =>
  z
    .strictObject({
      route: z
        .string()
        .max(routePatternLengthMax)
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
export const faultInput = lazySchema(() =>
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
    })
    .meta({ id: 'new_fault', description: 'A fault to plan: which requests it strikes, and with what.' }),
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
    .meta({ id: 'fault', description: 'A planned fault with what became of it so far.' }),
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

const heldInput = lazySchema(() => z.strictObject({ timeout_ms: waitMs }));
const heldAnswer = lazySchema(() =>
  z.strictObject({
    held: z.array(z.string()).describe('Ids of the requests whose answers wait; none when the time is over.'),
  }),
);
const releaseAnswer = lazySchema(() =>
  z.strictObject({ released: z.int().describe('How many answers were let go.') }),
);

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
    description: 'A request that it delays goes on waiting; an answer that it holds is let go.',
    answer: { status: 204 },
    refusals: ['fault_not_found'],
  }),
  waitForHeldAnswers: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/faults/{id}/wait',
    summary: 'Waits until a fault with the effect `hold` holds an answer, or the time is over.',
    body: heldInput,
    answer: { status: 200, body: heldAnswer },
    refusals: ['fault_not_found'],
  }),
  releaseHeldAnswers: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/faults/{id}/release',
    summary: 'Lets go of every answer that a fault holds.',
    body: nothing,
    answer: { status: 200, body: releaseAnswer },
    refusals: ['fault_not_found'],
  }),
};
