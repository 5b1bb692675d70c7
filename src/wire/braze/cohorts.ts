import { z } from 'zod';
import type { MembershipChange } from '../../domain/cohort.js';
import { type BrazeErrorCode, EmulatorError } from '../../domain/errors.js';
import type { JsonValue } from '../../domain/json.js';
import { parseIsoTime } from '../../domain/time/time.js';
import { describeIssue } from '../describe-issue.js';

// Fields in the order they are checked. [inferred] Keys of other names are ignored.
const nameCohortBody = z.object({
  cohort_id: z.string().min(1),
  name: z.string().refine((name) => name.trim() !== '', 'is empty'),
  created_at: z.string().refine((time) => parseIsoTime(time) !== undefined, 'is not an ISO 8601 time'),
});

const membershipChange = z
  .object({
    user_ids: z.array(z.string()).optional(),
    device_ids: z.array(z.string()).optional(),
    aliases: z.array(z.object({ alias_name: z.string(), alias_label: z.string() })).optional(),
    should_remove: z.boolean().optional(),
  })
  .refine(
    (change) =>
      change.user_ids !== undefined || change.device_ids !== undefined || change.aliases !== undefined,
    'has none of user_ids, device_ids and aliases',
  );

const cohortUsersBody = z.object({
  cohort_id: z.string().min(1),
  cohort_changes: z.array(membershipChange),
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

/** @throws EmulatorError of the first field that is wrong, with the path of what is wrong in it. */
export function readCohortUsers(body: JsonValue): { cohortId: string; changes: MembershipChange[] } {
  const { cohort_id, cohort_changes } = read(cohortUsersBody, body);
  const changes = cohort_changes.map((change) => ({
    shouldRemove: change.should_remove ?? false,
    externalIds: change.user_ids ?? [],
    deviceIds: change.device_ids ?? [],
    aliases: (change.aliases ?? []).map((alias) => ({ label: alias.alias_label, name: alias.alias_name })),
  }));
  return { cohortId: cohort_id, changes };
}

function read<Output>(schema: z.ZodType<Output>, body: JsonValue): Output {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { path, message } = describeIssue(result.error, body);
  const field = String(result.error.issues[0]!.path[0] ?? 'cohort_id');
  throw new EmulatorError(codes[field] ?? 'invalid_cohort_id', `${path} ${message}`, { path });
}
