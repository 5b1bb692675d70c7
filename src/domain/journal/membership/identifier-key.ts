import type { CohortIdentifier } from '../../cohort.js';
import type { ProfileIdentity } from '../../users/user-profile.js';

/** The same text for the same identifier, and for no other. */
export function keyOf(identifier: CohortIdentifier): string {
  if ('externalId' in identifier) return `user_id:${identifier.externalId}`;
  if ('deviceId' in identifier) return `device_id:${identifier.deviceId}`;
  return `alias:${JSON.stringify([identifier.alias.label, identifier.alias.name])}`;
}

/** The same for identifiers that differ only in case, white space, quotes or Unicode form. */
export function looseKeyOf(identifier: CohortIdentifier): string {
  return keyOf(identifier)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/["'`\s]/g, '');
}

/** The last character that a loose key keeps of it, where that is plain; `undefined` where only the key tells. */
export function lastCharacterOf(identifier: CohortIdentifier): string | undefined {
  if ('externalId' in identifier) return plainLast(identifier.externalId);
  return plainLast('deviceId' in identifier ? identifier.deviceId : identifier.alias.name);
}

function plainLast(text: string): string | undefined {
  const last = text.charCodeAt(text.length - 1);
  // Not white space, quotes and backslashes, and nothing beyond ASCII.
  const isPlain = last > 32 && last < 127 && last !== 34 && last !== 39 && last !== 92 && last !== 96;
  return isPlain ? String.fromCharCode(last).toLowerCase() : undefined;
}

/** All by which a request may name a user. */
export function identifiersOf({ externalId, aliases, deviceIds }: ProfileIdentity): CohortIdentifier[] {
  return [
    ...(externalId === null ? [] : [{ externalId }]),
    ...aliases.map((alias) => ({ alias })),
    ...deviceIds.map((deviceId) => ({ deviceId })),
  ];
}

/** E.g. `external_id 'cust-1'`. */
export function describeIdentifier(identifier: CohortIdentifier): string {
  if ('externalId' in identifier) return `external_id '${identifier.externalId}'`;
  if ('deviceId' in identifier) return `device '${identifier.deviceId}'`;
  return `alias '${identifier.alias.label}:${identifier.alias.name}'`;
}
