import { z } from 'zod';
import { assertIdentifierCount, type MembershipChange } from '../../domain/cohort.js';
import { type BrazeErrorCode, EmulatorError } from '../../domain/errors.js';
import type { JsonValue } from '../../domain/json.js';
import { parseIsoTime } from '../../domain/time/time.js';
import { describeIssue, firstIssue } from '../describe-issue.js';
import { postEndpoint, successAnswer } from './endpoint.js';

const keys = {
  partner_api_key: z.string().describe('Given to the partner by Braze.'),
  client_secret: z.string().describe('The data import key of the workspace.'),
};
const cohortId = z.string().min(1).describe('Id of the cohort at the partner.');

// Fields in the order they are checked. [inferred]
const nameCohortBody = z.object({
  ...keys,
  cohort_id: cohortId,
  name: z
    .string()
    .refine((name) => name.trim() !== '', 'is empty')
    .describe('Name shown in Braze.'),
  created_at: z
    .string()
    .refine((time) => parseIsoTime(time) !== undefined, 'is not an ISO 8601 time')
    .meta({ format: 'date-time', description: 'When the cohort was made at the partner, in ISO 8601.' }),
});

const memberLists = ['user_ids', 'device_ids', 'aliases'] as const;

const membershipChange = z
  .object({
    user_ids: z.array(z.string()).optional().describe('External ids.'),
    device_ids: z.array(z.string()).optional().describe('Device ids of users without an external id.'),
    aliases: z.array(z.object({ alias_name: z.string(), alias_label: z.string() })).optional(),
    should_remove: z.boolean().optional().describe('Left out, false: the users are added.'),
  })
  .refine(
    (change) => memberLists.some((list) => change[list] !== undefined),
    'has none of user_ids, device_ids and aliases',
  )
  .meta({ anyOf: memberLists.map((list) => ({ required: [list] })) });

const cohortUsersBody = z.object({
  ...keys,
  cohort_id: cohortId,
  cohort_changes: z
    .array(membershipChange)
    .describe('At most 1,000 identifiers over all changes and lists; duplicates count.'),
});

/** Each field has one text, whatever is wrong inside it. [doc] cohort_import */
const codes: Record<string, BrazeErrorCode> = {
  cohort_id: 'invalid_cohort_id',
  name: 'invalid_cohort_name',
  created_at: 'invalid_created_at',
  cohort_changes: 'invalid_cohort_changes',
};

/** @throws EmulatorError of the first field that is wrong, with the path of what is wrong in it. */
export function readNameCohort(body: JsonValue): { cohortId: string; name: string; createdAt: string } {
  const { cohort_id, name, created_at } = read(nameCohortBody, body);
  return { cohortId: cohort_id, name, createdAt: created_at };
}

/** @throws EmulatorError of the first field that is wrong; `too_many_cohort_identifiers`. */
export function readCohortUsers(body: JsonValue): { cohortId: string; changes: MembershipChange[] } {
  const { cohort_id, cohort_changes } = read(cohortUsersBody, body);
  const changes = cohort_changes.map((change) => ({
    shouldRemove: change.should_remove ?? false,
    externalIds: change.user_ids ?? [],
    deviceIds: change.device_ids ?? [],
    aliases: (change.aliases ?? []).map((alias) => ({ label: alias.alias_label, name: alias.alias_name })),
  }));
  assertIdentifierCount(changes);
  return { cohortId: cohort_id, changes };
}

function read<Output>(schema: z.ZodType<Output>, body: JsonValue): Output {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { path, message } = describeIssue(result.error, body);
  const field = String(firstIssue(result.error).path[0] ?? 'cohort_id');
  throw new EmulatorError(codes[field] ?? 'invalid_cohort_id', `${path} ${message}`, { path });
}

const source = { page: 'partners/isv_partners/cohort_import', mark: 'doc' } as const;

/** Status [client: Segment], body by analogy [inferred]. */
export const nameCohort = postEndpoint({
  path: '/partners/{partner}/cohorts',
  summary: 'Creates a cohort, or gives it another name.',
  access: { by: 'partner_keys' },
  buckets: [],
  body: () => nameCohortBody,
  read: readNameCohort,
  answer: { status: 201, body: successAnswer },
  answerMark: 'client: Segment',
  refusals: ['invalid_cohort_id', 'invalid_cohort_name', 'invalid_created_at'],
  source,
});

/** Status [client: Segment], body by analogy [inferred]. */
export const changeCohortMembers = postEndpoint({
  path: '/partners/{partner}/cohorts/users',
  summary: 'Adds users to a cohort, or removes them from it.',
  access: { by: 'partner_keys' },
  buckets: [],
  body: () => cohortUsersBody,
  read: readCohortUsers,
  answer: { status: 201, body: successAnswer },
  answerMark: 'client: Segment',
  refusals: ['invalid_cohort_id', 'invalid_cohort_changes', 'too_many_cohort_identifiers', 'unknown_cohort'],
  source,
});
