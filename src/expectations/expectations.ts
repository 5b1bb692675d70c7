import { z } from 'zod';
import { requestMatchShape } from '../wire/control/journal/expectations.js';
import { type Problem, parseAs } from '../wire/control/read.js';
import { lazySchema } from '../wire/endpoint.js';

// What a file of expectations holds. Unknown fields are errors.

const name = z.string().min(1).optional();
const count = z.int().min(0).optional();

const ids = z
  .array(z.string('expected a text; put quotes round a number').min(1))
  .superRefine((its, context) => {
    for (const [index, id] of its.entries()) {
      if (its.indexOf(id) === index) continue;
      context.addIssue({ code: 'custom', path: [index], message: `'${id}' stands twice` });
    }
  })
  .optional();

/** What a cohort or a segment is expected to have. */
const membersShape = {
  members: ids,
  includes: ids,
  excludes: ids,
  size: count,
};
type Members = z.output<z.ZodObject<typeof membersShape>>;

function saysSomething({ members, includes, excludes, size }: Members): boolean {
  return [members, includes, excludes, size].some((its) => its !== undefined);
}
const somethingIsSaid = 'expected at least one of members, includes, excludes, size';

const cohort = z
  .strictObject({ name, partner: z.string().min(1), cohort_id: z.string().min(1), ...membersShape })
  .refine(saysSomething, somethingIsSaid);

const segment = z
  .strictObject({ name, id: name, ...membersShape })
  .refine((its) => (its.name ?? its.id) !== undefined, 'expected the name of a segment, or its id')
  .refine(saysSomething, somethingIsSaid);

const requests = lazySchema(() =>
  requestMatchShape()
    .extend({ count, at_least: count, at_most: count })
    .refine(
      ({ count: exactly, at_least, at_most }) =>
        exactly === undefined || (at_least === undefined && at_most === undefined),
      'expected either count, or at_least and at_most',
    )
    .refine(
      ({ at_least = 0, at_most = at_least }) => at_least <= at_most,
      'expected at_least not to be above at_most',
    ),
);

const schema = lazySchema(() =>
  z.strictObject({
    version: z.literal(1),
    workspace: z.string().min(1).optional(),
    cohorts: z.array(cohort).optional(),
    segments: z.array(segment).optional(),
    requests: z.array(requests()).optional(),
    no_refusals: z.boolean().optional(),
    no_unknown_ids: z.boolean().optional(),
    contract: z.boolean().optional(),
  }),
);

/** What is expected of a workspace after a run. */
export type Expectations = z.output<ReturnType<typeof schema>>;
export type CohortExpectation = z.output<typeof cohort>;
export type SegmentExpectation = z.output<typeof segment>;
export type RequestsExpectation = z.output<ReturnType<typeof requests>>;
export type MembersExpectation = Members;

/** Reads expectations and says everything that is wrong in them. An empty file expects nothing. */
export function parseExpectations(value: unknown): { value: Expectations } | { problems: Problem[] } {
  return value === null || value === undefined ? { value: { version: 1 } } : parseAs(schema(), value);
}
