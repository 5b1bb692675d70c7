import { z } from 'zod';
import type { CohortIdentifier } from '../../domain/cohort.js';
import type { JsonObject } from '../../domain/json.js';
import { waitMs, waitMsMax } from './expectations.js';
import { member } from './workspaces.js';

/** What `…/cohorts/wait` waits for: so many members, these among them, and no change for a while. */
export const cohortWaitInput = z
  .strictObject({
    partner: z.string().min(1),
    cohort_id: z.string().min(1),
    size: z.int().min(0).optional(),
    members: z.array(member).optional(),
    quiet_ms: z.int().min(0).max(waitMsMax).default(0),
    timeout_ms: waitMs,
  })
  .transform((its) => ({
    expectation: {
      partner: its.partner,
      cohortId: its.cohort_id,
      size: its.size,
      members: its.members ?? [],
    },
    quietMs: its.quiet_ms,
    timeoutMs: its.timeout_ms,
  }));

/** @param missing  Members who were waited for in vain. */
export function cohortWaitJson(
  isMatched: boolean,
  size: number,
  missing: readonly CohortIdentifier[],
): JsonObject {
  return { matched: isMatched, size, missing: missing.map(memberJson) };
}

function memberJson(identifier: CohortIdentifier): JsonObject {
  if ('externalId' in identifier) return { external_id: identifier.externalId };
  if ('deviceId' in identifier) return { device_id: identifier.deviceId };
  const { label, name } = identifier.alias;
  return { user_alias: { alias_label: label, alias_name: name } };
}
