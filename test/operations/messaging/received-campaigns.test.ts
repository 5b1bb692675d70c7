import { expect, test } from 'vitest';
import { profileNumbers } from '../../../src/domain/profile-set.js';
import { Database } from '../../../src/store/database.js';
import { findReceivedSet } from '../../../src/store/messaging/campaigns.js';
import { getProfileFacts } from '../../../src/store/users/profile-facts.js';
import { type MessagingWorld, messagingWorld, named } from '../../support/messaging.js';
import { profileOf } from '../../support/users/track.js';

const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

interface StoredWorld {
  world: MessagingWorld;
  database: Database;
}

async function storedWorld(): Promise<StoredWorld> {
  const database = Database.open();
  return { world: await messagingWorld({ database }), database };
}

/** External ids of who received it, from the set and, profile by profile, from the facts, which must agree. */
function receivedBy({ world, database }: StoredWorld, campaignId: string): (string | null)[] {
  const set = findReceivedSet(database, world.workspace.number, campaignId);
  const users = world.emulator.listUsers(world.workspace, { limit: 100 }).items;
  const byFacts = users.filter((user) =>
    getProfileFacts(database, world.workspace, user.number).hasReceived(campaignId),
  );
  expect([...profileNumbers(set)]).toEqual(byFacts.map((user) => user.number));
  return byFacts.map((user) => user.externalId);
}

test('a campaign was received by whoever received any of its sends', async () => {
  const stored = await storedWorld();
  const { world } = stored;
  const campaign_id = await world.campaign();
  const canvas_id = await world.canvas({ target: {} });
  expect(receivedBy(stored, campaign_id)).toEqual([]);
  await world.trigger({ campaign_id, recipients: named('a', 'c', 'nobody') });
  expect(receivedBy(stored, campaign_id)).toEqual(['a']);
  await world.cohortUsers({
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['a'], should_remove: true }],
  });
  await world.trigger({ campaign_id, broadcast: true });
  expect(receivedBy(stored, campaign_id)).toEqual(['a', 'b', null]);
  await world.triggerCanvas({ canvas_id, recipients: named('c') });
  expect(receivedBy(stored, canvas_id)).toEqual(['c']);
  expect(receivedBy(stored, unknown)).toEqual([]);
});

test('nobody receives a paused one', async () => {
  const stored = await storedWorld();
  const { world } = stored;
  const campaign_id = await world.campaign({ enabled: false });
  await world.trigger({ campaign_id, broadcast: true });
  expect(receivedBy(stored, campaign_id)).toEqual([]);
});

test('a merged receiver counts as the profile that survives, a deleted one no more', async () => {
  const stored = await storedWorld();
  const { world } = stored;
  const campaign_id = await world.campaign();
  await world.trigger({ campaign_id, recipients: named('a', 'b') });
  const update = { identifier_to_merge: { external_id: 'a' }, identifier_to_keep: { external_id: 'c' } };
  await world.rest('/users/merge', { merge_updates: [update] });
  expect(receivedBy(stored, campaign_id)).toEqual(['b', 'c']);
  await world.control('DELETE', `/users/${profileOf(world, 'b').brazeId}`);
  expect(receivedBy(stored, campaign_id)).toEqual(['c']);
});
