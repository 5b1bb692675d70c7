import { expect, test } from 'vitest';
import { entryOf } from '../../../support/journal.js';
import { messagingWorld, named } from '../../../support/messaging.js';

test('the journal and the log say of a trigger who was dropped, and why', async () => {
  const t = await messagingWorld();
  const answer = await t.trigger({
    campaign_id: await t.campaign(),
    recipients: named('a', 'c', 'x', 'y'),
  });
  const decision = {
    kind: 'accepted',
    notes: [
      {
        rule: 'outside_target',
        message: '1 dropped, not in the target of the campaign or Canvas: {"external_user_id":"c"}',
        received: named('c'),
      },
      {
        rule: 'unknown_user',
        message:
          '2 dropped, no profile has the identifier: {"external_user_id":"x"}, {"external_user_id":"y"}',
        received: named('x', 'y'),
      },
    ],
  };
  expect((await entryOf(t, answer)).decision).toEqual(decision);
  expect(t.finished.at(-1)?.decision).toEqual(decision);
});

test('a send that drops nobody has no notes', async () => {
  const t = await messagingWorld();
  const answer = await t.trigger({ campaign_id: await t.campaign(), recipients: named('a') });
  expect((await entryOf(t, answer)).decision).toEqual({ kind: 'accepted', notes: [] });
});

test.each(['archived', 'paused'])('recipients of a campaign that is %s are told of', async (reason) => {
  const t = await messagingWorld();
  const fields = reason === 'archived' ? { archived: true } : { enabled: false };
  const answer = await t.trigger({ campaign_id: await t.campaign(fields), recipients: named('a') });
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([{ rule: reason }]);
});

test('a message names five of those it drops', async () => {
  const t = await messagingWorld();
  const answer = await t.message({
    external_user_ids: ['a', '1', '2', '3', '4', '5', '6'],
    messages: { webhook: { url: 'https://x.test' } },
  });
  const [note] = (await entryOf(t, answer)).decision.notes;
  expect(note.message).toMatch(/^6 dropped, no profile has the identifier: .*\{"external_user_id":"5"\}, …$/);
});
