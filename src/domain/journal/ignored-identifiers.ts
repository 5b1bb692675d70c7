import type { CohortIdentifier, MembershipChange, MembershipOutcome } from '../cohort.js';
import { type Ignored, ignored } from './ignored.js';

/**
 * The identifiers of a change of cohort members that are without effect because of whom they name, in order. Adding a
 * member again and removing somebody who is none are not among them: they ask for what is so already.
 *
 * @param outcome  What the change did.
 */
export function ignoredIdentifiers(
  changes: readonly MembershipChange[],
  outcome: MembershipOutcome,
): Ignored[] {
  const places = placesOf(changes);
  const reasons = reasonsIn(outcome);
  // With `unknown_cohort: ignore` nobody is even looked up.
  if (places.length > 0 && reasons.size === 0 && countOf(outcome) === 0) {
    return [ignored('cohort_id', 'unknown_identifier', 'is of no cohort that was ever named')];
  }
  return places.flatMap(({ path, identifier }) => {
    const reason = reasons.get(keyOf(identifier));
    return reason === undefined ? [] : [ignored(path, 'unknown_identifier', reason)];
  });
}

/** Why identifiers are without effect, by identifier. */
function reasonsIn({ unknown, skippedIdentified, conflicts }: MembershipOutcome): Map<string, string> {
  const reasons = new Map<string, string>();
  const note = (identifier: CohortIdentifier, reason: string) => reasons.set(keyOf(identifier), reason);
  for (const externalId of unknown.externalIds) note({ externalId }, 'is the external_id of no user');
  for (const deviceId of unknown.deviceIds) note({ deviceId }, 'is a device of no user');
  for (const alias of unknown.aliases) note({ alias }, 'is the alias of no user who can be matched by it');
  for (const deviceId of skippedIdentified.deviceIds) {
    note({ deviceId }, 'is a device of an identified user, whom only external_id and alias match');
  }
  for (const { identifier } of conflicts) {
    note(identifier, 'names a user whom this request both adds and removes');
  }
  return reasons;
}

/** How many users an outcome is about. */
function countOf({ added, alreadyMember, removed, notMember }: MembershipOutcome): number {
  return added + alreadyMember + removed + notMember;
}

/** Every identifier of a request with its JSON path, in order. */
function placesOf(changes: readonly MembershipChange[]): { path: string; identifier: CohortIdentifier }[] {
  return changes.flatMap(({ externalIds, deviceIds, aliases }, index) => {
    const lists: [string, CohortIdentifier[]][] = [
      ['user_ids', externalIds.map((externalId) => ({ externalId }))],
      ['device_ids', deviceIds.map((deviceId) => ({ deviceId }))],
      ['aliases', aliases.map((alias) => ({ alias }))],
    ];
    return lists.flatMap(([list, identifiers]) =>
      identifiers.map((identifier, place) => ({
        path: `cohort_changes[${index}].${list}[${place}]`,
        identifier,
      })),
    );
  });
}

function keyOf(identifier: CohortIdentifier): string {
  if ('alias' in identifier) return JSON.stringify([identifier.alias.label, identifier.alias.name]);
  return JSON.stringify(identifier);
}
