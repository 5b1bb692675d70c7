import { z } from 'zod';
import type { CohortIdentifier, MembershipOutcome } from '../domain/cohort.js';
import type { Alias } from '../domain/users/user-profile.js';
import { lazySchema, type Wire } from './endpoint.js';

const alias = lazySchema(() => z.strictObject({ alias_label: z.string(), alias_name: z.string() }));

const identifier = lazySchema(() =>
  z.union([
    z.strictObject({ user_id: z.string() }),
    z.strictObject({ device_id: z.string() }),
    z.strictObject({ alias: alias() }),
  ]),
);

export const outcomeAnswer = lazySchema(() =>
  z
    .strictObject({
      added: z.int(),
      already_member: z.int(),
      removed: z.int(),
      not_member: z.int(),
      unknown: z.strictObject({
        user_ids: z.array(z.string()),
        device_ids: z.array(z.string()),
        aliases: z.array(alias()),
      }),
      skipped_identified: z
        .strictObject({ device_ids: z.array(z.string()) })
        .describe('Device ids that changed nothing because their owner has an external_id.'),
      conflicts: z.array(z.strictObject({ identifier: identifier(), applied: z.enum(['add', 'remove']) })),
    })
    .meta({
      id: 'cohort_outcome',
      description:
        'What a cohort request did: members added and removed, and identifiers that had no effect.',
    }),
);

/** The outcome of a cohort request as DESIGN 4.2 shows it. */
export function outcomeJson(outcome: MembershipOutcome): Wire<typeof outcomeAnswer> {
  return {
    added: outcome.added,
    already_member: outcome.alreadyMember,
    removed: outcome.removed,
    not_member: outcome.notMember,
    unknown: {
      user_ids: outcome.unknown.externalIds,
      device_ids: outcome.unknown.deviceIds,
      aliases: outcome.unknown.aliases.map(aliasJson),
    },
    skipped_identified: { device_ids: outcome.skippedIdentified.deviceIds },
    conflicts: outcome.conflicts.map(({ identifier, applied }) => ({
      identifier: identifierJson(identifier),
      applied,
    })),
  };
}

/** How many identifiers of a cohort request came to what, by the names of `outcomeJson`. */
export function outcomeCounts(outcome: MembershipOutcome): Record<string, number> {
  const { unknown, skippedIdentified, conflicts } = outcome;
  return {
    added: outcome.added,
    already_member: outcome.alreadyMember,
    removed: outcome.removed,
    not_member: outcome.notMember,
    unknown: unknown.externalIds.length + unknown.deviceIds.length + unknown.aliases.length,
    skipped_identified: skippedIdentified.deviceIds.length,
    conflicts: conflicts.length,
  };
}

function identifierJson(its: CohortIdentifier): Wire<typeof identifier> {
  if ('externalId' in its) return { user_id: its.externalId };
  if ('deviceId' in its) return { device_id: its.deviceId };
  return { alias: aliasJson(its.alias) };
}

function aliasJson({ label, name }: Alias): Wire<typeof alias> {
  return { alias_label: label, alias_name: name };
}
