import type { UserCriterion } from '../../../src/domain/users/user-profile.js';
import type { UserView } from '../../../src/operations/users/reading/read-users.js';
import type { Answer, TestEmulator } from '../emulator.js';

/** An object of each array that has no problem; `fields` may spoil it. */
export const anAttributesObject = (fields: object = {}) => ({ external_id: 'cust-1', ...fields });
export const anEvent = (fields: object = {}) => ({
  external_id: 'cust-1',
  name: 'watched',
  time: '2026-02-01T10:00:00Z',
  ...fields,
});
export const aPurchase = (fields: object = {}) => ({
  external_id: 'cust-1',
  product_id: 'socks',
  currency: 'EUR',
  price: 2.5,
  time: '2026-02-01T10:00:00Z',
  ...fields,
});

export function track(t: TestEmulator, body: unknown): Promise<Answer> {
  return t.rest('/users/track', body);
}

/** The profiles that match, whole, in order of creation. */
export function profilesBy(t: TestEmulator, criterion: UserCriterion): UserView[] {
  const { items } = t.emulator.findUsers(t.workspace, criterion, { limit: 1_000 });
  return items.map((profile) => t.emulator.getUser(t.workspace, profile.brazeId));
}

/** The only profile with this external id. */
export function profileOf(t: TestEmulator, externalId = 'cust-1'): UserView {
  return profilesBy(t, { externalId })[0]!;
}
