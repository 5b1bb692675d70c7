import { expect, test } from 'vitest';
import { entryOf } from '../../../support/journal.js';
import { messagingWorld } from '../../../support/messaging.js';
import { aUser } from '../../../support/users/users.js';

/** Among them the members of the cohorts that are there. */
const users = [
  ...['a', 'b', 'c'].map((externalId) => aUser({ externalId })),
  aUser({ deviceIds: ['dev-d'] }),
];
const fresh = () => messagingWorld({ workspace: { users } });
const groups = (...states: string[]) =>
  states.map((subscription_state) => ({
    subscription_group_id: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
    subscription_state,
  }));

test('a subscription group that stands twice is noted where it does not count, and refused when strict', async () => {
  const t = await fresh();
  const body = {
    attributes: [{ external_id: 'a', subscription_groups: groups('subscribed', 'unsubscribed') }],
  };
  expect((await entryOf(t, await t.rest('/users/track', body))).decision.notes).toMatchObject([
    {
      rule: 'group_repeated',
      path: 'attributes[0].subscription_groups[0]',
      hint: 'Send each group once',
    },
  ]);
  await t.control('PATCH', '', { behaviour: { strictness: 'strict' } });
  const refused = await t.rest('/users/track', body);
  expect((await entryOf(t, refused)).decision).toMatchObject({
    rule: 'strict_refusal',
    path: 'attributes[0].subscription_groups[0]',
  });
});

test('a push token that stands twice is noted where it does not count', async () => {
  const t = await fresh();
  const token = { app_id: 'app', token: 't' };
  const push_tokens = [token, { ...token, token: 't-2' }, { ...token, device_id: 'device-a' }];
  const answer = await t.rest('/users/track', { attributes: [{ external_id: 'a', push_tokens }] });
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    { rule: 'push_token_repeated', path: 'attributes[0].push_tokens[0]' },
  ]);
  const user = t.emulator.getUser(
    t.workspace,
    t.emulator.findUsers(t.workspace, { externalId: 'a' }, { limit: 1 }).items[0]?.brazeId ?? '',
  );
  expect(user.pushTokens.map((its) => [its.token, its.deviceId])).toEqual([
    ['t', 'device-a'],
    ['t-2', expect.any(String)],
  ]);
  expect(user.deviceIds).toHaveLength(2);
});
