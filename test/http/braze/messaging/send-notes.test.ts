import { expect, test } from 'vitest';
import { entryOf } from '../../../support/journal.js';
import { messagingWorld, named } from '../../../support/messaging.js';
import { wireAlias } from '../../../support/users/users.js';

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
        message: 'recipients[1] gets nothing: not in the target of the campaign or Canvas',
        path: 'recipients[1]',
        received: named('c')[0],
        hint: 'A trigger reaches only those whom the campaign or Canvas is for',
      },
      {
        rule: 'unknown_user',
        message: 'recipients[2] gets nothing: no profile has the identifier (and 1 more)',
        path: 'recipients[2]',
        count: 2,
        paths: ['recipients[2]', 'recipients[3]'],
        received: named('x')[0],
        hint: 'Ids and aliases are compared with their case; unknown ones are passed over',
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

test('a note of dropped users says how many there are, and where the first 20 stand', async () => {
  const t = await messagingWorld();
  const ids = Array.from({ length: 30 }, (_, index) => `x${index}`);
  const answer = await t.message({ external_user_ids: ['a', ...ids], user_aliases: [wireAlias('crm:x')] });
  const [note] = (await entryOf(t, answer)).decision.notes;
  expect(note).toMatchObject({
    rule: 'unknown_user',
    message: 'external_user_ids[1] gets nothing: no profile has the identifier (and 30 more)',
    path: 'external_user_ids[1]',
    count: 31,
    received: 'x0',
  });
  expect(note.paths).toEqual(ids.slice(0, 20).map((_, index) => `external_user_ids[${index + 1}]`));
});
