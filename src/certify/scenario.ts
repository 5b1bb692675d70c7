import { z } from 'zod';
import type { ContractSettings, NewFault, NewUser, NewWorkspace } from '../client/api.js';
import { EmulatorError } from '../domain/errors.js';
import { stepsOf } from '../domain/json-path.js';
import { contractSettings } from '../wire/control/contract-settings.js';
import { faultInput } from '../wire/control/faults/faults.js';
import { userInput } from '../wire/control/users/users.js';
import { readTime } from '../wire/control/values.js';
import { workspaceInput } from '../wire/control/workspaces.js';
import { people, personNames, repeated } from './people.js';
import { Source } from './source.js';

// A scenario: what a connector is put through, and what must come of it. docs/reference/certify-scenarios.md has the format.

/** Keys are made for each run, and what the source does is none of the workspace's. */
const ownFields = ['id', 'name', 'rest_api_keys'];

const workspace = z.unknown().transform((input, context): NewWorkspace => {
  const its = (input ?? {}) as Record<string, unknown>;
  // One of each kind stands for all of it, so that paths stay those of the file.
  const sample = mapUsers(its, (user) => repeated(user).slice(0, 1));
  refuseAll(context, input, workspaceInput, sample);
  for (const name of ownFields.filter((field) => field in its)) {
    context.issues.push({ code: 'custom', input, path: [name], message: 'certify sets it' });
  }
  return mapUsers(its, repeated) as NewWorkspace;
});

function mapUsers(its: Record<string, unknown>, map: (user: object) => object[]): Record<string, unknown> {
  const isObject = (user: unknown) => typeof user === 'object' && user !== null;
  if (!Array.isArray(its.users)) return its;
  return { ...its, users: its.users.flatMap((user) => (isObject(user) ? map(user) : [user])) };
}

/** Checks by the schema of the control API, and keeps what is written, which goes to it. */
function asSentTo<Sent>(schema: () => z.ZodType) {
  return z.unknown().transform((input, context): Sent => {
    refuseAll(context, input, schema(), input);
    return input as Sent;
  });
}

function refuseAll(context: z.RefinementCtx, input: unknown, schema: z.ZodType, checked: unknown): void {
  const { error } = schema.safeParse(checked);
  for (const issue of error?.issues ?? []) {
    // A copy: zod puts the place before it.
    context.issues.push({ ...issue, path: [...issue.path], input } as never);
  }
}

/** Requests that a rule leaves out, as a file of rules has them. */
const exceptions = z.unknown().transform((input, context): NonNullable<ContractSettings['exceptions']> => {
  const { error } = contractSettings().safeParse({ version: 1, exceptions: input });
  for (const issue of error?.issues ?? []) {
    context.issues.push({ ...issue, path: issue.path.slice(1), input } as never);
  }
  return input as NonNullable<ContractSettings['exceptions']>;
});

const calls = z.union([z.enum(['none', 'some', 'any']), z.strictObject({ at_most: z.int().min(1) })], {
  error: 'expected none, some, any, or an object with at_most',
});

const sync = z.strictObject({
  exit: z
    .union([z.literal(0), z.literal('nonzero'), z.literal('any')], { error: 'expected 0, nonzero or any' })
    .default(0),
  calls: calls.default('some'),
});

const expected = z
  .strictObject({ name: z.string().min(1).optional(), members: personNames.optional() })
  .refine(
    (its) => Object.values(its).some((field) => field !== undefined),
    'expected members, name, or both',
  );

const change = z.strictObject({
  add: people.optional(),
  remove: personNames.optional(),
  update: people.optional(),
  rename: z.string().min(1).optional(),
});

const nothing = z.strictObject({});
const identifiers = { external_id: z.string().min(1) };
const who = z.string().min(1).describe('As `ids()` names users: `device:dev-1`, `label:name`.');

const verbs = {
  sync,
  change,
  fault: asSentTo<NewFault>(faultInput),
  clear_faults: nothing,
  users: z.array(asSentTo<NewUser>(() => userInput)),
  identify: z.strictObject({ who, ...identifiers }),
  rotate_key: z.strictObject({ after_requests: z.int().min(1).optional() }),
  invalidate_key: nothing,
  wrong_key: nothing,
  disable_partner: nothing,
  enable_partner: nothing,
  advance: z.strictObject({ ms: z.int().min(1) }),
  expect: expected,
};

const step = z
  .strictObject(verbs)
  .partial()
  .refine((its) => Object.keys(its).length === 1, `expected one of ${Object.keys(verbs).join(', ')}`);

const scenario = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9_]+$/, 'expected lower-case letters, digits and "_"'),
    title: z.string().min(1),
    why: z.string().min(1),
    workspace: workspace.optional(),
    source: z.strictObject({
      cohort: z.strictObject({
        id: z.string().min(1),
        name: z.string().min(1),
        created_at: z
          .string()
          .refine((text) => readTime.safeParse(text).success, 'expected an ISO 8601 time'),
      }),
      people: people.optional(),
    }),
    steps: z.array(step).min(1),
    expect: expected,
    except: exceptions.optional(),
  })
  .superRefine((its, context) => {
    for (const { path, message } of impossibleIn(its)) {
      context.issues.push({ code: 'custom', input: its, path, message });
    }
  });

/** A file of scenarios. Unknown fields are errors. */
export const scenarioFileSchema = z
  .strictObject({ version: z.literal(1), scenarios: z.array(scenario).min(1) })
  .superRefine(({ scenarios }, context) => {
    const ids = scenarios.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      const path = ['scenarios', index, 'id'];
      context.issues.push({ code: 'custom', input: scenarios, path, message: `'${id}' stands twice` });
    }
  });

export type Scenario = z.output<typeof scenario>;
export type Step = z.output<typeof step>;
export type SyncStep = z.output<typeof sync>;
export type Expected = z.output<typeof expected>;

/** Changes of people who are not there, or are there already; and a scenario without a sync. */
function impossibleIn({
  source,
  steps,
}: Pick<Scenario, 'source' | 'steps'>): { path: (string | number)[]; message: string }[] {
  if (!steps.some((its) => its.sync !== undefined)) {
    return [{ path: ['steps'], message: 'expected a sync among them' }];
  }
  let at: (string | number)[] = ['source'];
  try {
    const its = new Source(source.cohort.name, source.people ?? []);
    for (const [index, { change: asked }] of steps.entries()) {
      at = ['steps', index, 'change'];
      if (asked !== undefined) its.change(asked);
    }
    return [];
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return [{ path: [...at, ...stepsOf(error.details.path ?? '')], message: error.message }];
  }
}
