import { sleep } from '../exemplary/sleep.mjs';

/** Creates those whom Braze does not know. @returns The external ids that Braze would not take. */
export async function createMissing(braze, identifiers, fault) {
  const ids = identifiers.filter(({ kind }) => kind === 'user_ids').map(({ value }) => value);
  const missing = await braze.unknownAmong(ids);
  const refused = missing.length > 0 ? await braze.createUsers(missing) : [];
  if (missing.length > 0 && fault !== 'fills_at_once') await sleep(100);
  return new Set(fault === 'ignores_errors' ? [] : refused);
}
