import { sleep } from './sleep.mjs';

// A cohort import never creates a user. A connector may do so itself, before it adds people to a cohort.

/** How many users Braze exports and creates with one request. */
const exportMax = 50;
const createMax = 75;
/** How long Braze takes until one call sees what another has done. */
const settleMs = 100;

/** Creates those with an external id whom Braze does not know. @returns The external ids that Braze would not take. */
export async function createMissing(braze, identifiers) {
  const ids = identifiers.filter(({ kind }) => kind === 'user_ids').map(({ value }) => value);
  const missing = [];
  for (const part of partsOf(ids, exportMax)) missing.push(...(await braze.unknownAmong(part)));
  const refused = new Set();
  for (const part of partsOf(missing, createMax)) {
    for (const id of await braze.createUsers(part)) refused.add(id);
  }
  if (missing.length > 0) await sleep(settleMs);
  return refused;
}

function partsOf(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
