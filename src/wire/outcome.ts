import type { CohortIdentifier, MembershipOutcome } from '../domain/cohort.js';
import type { JsonObject } from '../domain/json.js';
import type { Alias } from '../domain/users/user-profile.js';

/** The outcome of a cohort request as DESIGN 4.2 shows it. */
export function outcomeJson(outcome: MembershipOutcome): JsonObject {
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

function identifierJson(identifier: CohortIdentifier): JsonObject {
  if ('externalId' in identifier) return { user_id: identifier.externalId };
  if ('deviceId' in identifier) return { device_id: identifier.deviceId };
  return { alias: aliasJson(identifier.alias) };
}

function aliasJson(alias: Alias): JsonObject {
  return { alias_label: alias.label, alias_name: alias.name };
}
