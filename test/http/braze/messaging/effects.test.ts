import { expect, test } from 'vitest';
import { messagingWorld, named, receiversOf } from '../../../support/messaging.js';
import { aUser } from '../../../support/users/users.js';

const users = [
  aUser({ externalId: 'plain' }),
  aUser({
    externalId: 'in',
    attributes: {
      email_subscribe: 'opted_in',
      push_subscribe: 'unsubscribed',
      plan: 'gold',
      seats: 3,
      vip: true,
      foods: ['pizza'],
    },
  }),
  aUser({
    externalId: 'sub',
    attributes: {
      email_subscribe: 'subscribed',
      push_subscribe: 'opted_in',
      plan: 'free',
      seats: 0,
      vip: false,
      since: '2026-02-02T09:00:00Z',
    },
  }),
  aUser({
    externalId: 'out',
    attributes: { email_subscribe: 'unsubscribed', push_subscribe: 'unsubscribed' },
  }),
];

test.each([
  [undefined, 'email', ['plain', 'in', 'sub']],
  ['opted_in', 'email', ['in']],
  ['all', 'email', ['plain', 'in', 'sub', 'out']],
  ['subscribed', 'apple_push', ['plain', 'sub']],
  ['opted_in', 'web_push', ['sub']],
])('state %s on %s', async (recipient_subscription_state, channel, expected) => {
  const world = await messagingWorld({ workspace: { users, cohorts: [] } });
  const messages = { [channel!]: { body: 'x' } };
  await world.message({
    recipient_subscription_state,
    messages,
    external_user_ids: ['plain', 'in', 'sub', 'out'],
  });
  const segment_id = world.segment([]);
  await world.message({ recipient_subscription_state, messages, segment_id, broadcast: true });
  const sends = await world.sends();
  expect(sends.map(receiversOf)).toEqual([expected, expected]);
  expect(sends[0].dropped.every((its: { reason: string }) => its.reason === 'subscription_state')).toBe(true);
});

const has = (comparison: string, value?: unknown, name = 'plan') => ({
  custom_attribute: { custom_attribute_name: name, comparison, value },
});
test.each<[object, string[]]>([
  [has('equals', 'gold'), ['in']],
  [has('not_equal', 'gold'), ['plain', 'sub', 'out']],
  [has('exists'), ['in', 'sub']],
  [has('does_not_exist'), ['plain', 'out']],
  [has('matches_regex', 'G'), ['in']],
  [has('does_not_match_regex', 'G'), ['sub']],
  [has('greater_than', 1, 'seats'), ['in']],
  [has('less_than', 3, 'seats'), ['plain', 'sub', 'out']],
  [has('equals', 0, 'seats'), ['plain', 'sub', 'out']],
  [has('equals', true, 'vip'), ['in']],
  [has('does_not_equal', true, 'vip'), ['plain', 'sub', 'out']],
  [has('includes_value', 'pizza', 'foods'), ['in']],
  [has('does_not_include_value', 'pizza', 'foods'), ['plain', 'sub', 'out']],
  [has('less_than_x_days_ago', 2, 'since'), ['sub']],
  [has('before', '2026-02-03', 'since'), ['sub']],
  [{ email_subscription_status: { comparison: 'is', value: 'subscribed' } }, ['plain', 'sub']],
  [
    {
      OR: [
        has('equals', 'gold'),
        {
          AND: [
            has('equals', 'free'),
            { push_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } },
          ],
        },
      ],
    },
    ['in', 'sub'],
  ],
  [{ last_used_app: { comparison: 'after', value: '2020-01-01' } }, []],
])('audience %j', async (audience, expected) => {
  const world = await messagingWorld({ workspace: { users, cohorts: [] } });
  const campaign_id = await world.campaign({ target: {} });
  expect((await world.trigger({ campaign_id, audience, broadcast: true })).status).toBe(201);
  expect(
    (await world.trigger({ campaign_id, audience, recipients: named('plain', 'in', 'sub', 'out') })).status,
  ).toBe(201);
  const sends = await world.sends();
  expect(sends.map(receiversOf)).toEqual([expected, expected]);
});
