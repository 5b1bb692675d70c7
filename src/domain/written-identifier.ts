import type { CohortIdentifier } from './cohort.js';

const devicePrefix = 'device:';

/**
 * The ways to read an identifier that is written as one text, the likelier first: an external id, `device:` and a device id,
 * or label and name of an alias with a colon between them.
 */
export function readingsOf(text: string): CohortIdentifier[] {
  const asExternalId = { externalId: text };
  if (text.startsWith(devicePrefix)) return [asExternalId, { deviceId: text.slice(devicePrefix.length) }];
  const colon = text.indexOf(':');
  if (colon <= 0) return [asExternalId];
  return [asExternalId, { alias: { label: text.slice(0, colon), name: text.slice(colon + 1) } }];
}
