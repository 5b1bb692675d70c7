import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/domain/json.js';
import { refusal, said } from '../../../support/answers.js';
import { type Answer, freshEmulator } from '../../../support/emulator.js';
import { entryOf } from '../../../support/journal.js';
import { type MessagingWorld, messagingWorld } from '../../../support/messaging.js';

// A field, or a query parameter, that an endpoint does not have is noted on every Braze endpoint, and refused on every one
// of them in a strict workspace.

const messages = { webhook: { url: 'https://x.test' } };
const when = { time: '2026-02-04T09:00:00Z' };
const recipients = [{ external_user_id: 'a', trigger_properties: {} }];

/** A request that is accepted but for what it has too much, and where that is. */
interface Case {
  send: (t: MessagingWorld) => Promise<Answer>;
  path: string;
  kind?: 'parameter';
}

const post = (path: string, body: (t: MessagingWorld) => Promise<JsonObject> | JsonObject, at: string) =>
  [`POST ${path}: ${at}`, { send: async (t) => t.rest(path, await body(t)), path: at }] as [string, Case];

function get(path: string, idName?: 'campaign_id' | 'canvas_id' | 'segment_id', query = ''): [string, Case] {
  const send = async (t: MessagingWorld) => {
    const id = idName === undefined ? '' : `${idName}=${await makeOne(t, idName)}`;
    const headers = { authorization: `Bearer ${t.restApiKey}` };
    return t.send(`${path}?${[id, query, 'odd=1'].filter(Boolean).join('&')}`, { headers });
  };
  return [`GET ${path}`, { send, path: 'query.odd', kind: 'parameter' }];
}

function makeOne(
  t: MessagingWorld,
  idName: 'campaign_id' | 'canvas_id' | 'segment_id',
): Promise<string> | string {
  if (idName === 'campaign_id') return t.campaign();
  return idName === 'canvas_id' ? t.canvas() : t.segment([]);
}

const cases: [string, Case][] = [
  post('/users/track', () => ({ attributes: [{ external_id: 'a' }], odd: 1 }), 'odd'),
  post(
    '/users/track',
    () => ({ events: [{ external_id: 'a', name: 'e', time: when.time, odd: 1 }] }),
    'events[0].odd',
  ),
  post('/users/export/ids', () => ({ external_ids: ['a'], odd: 1 }), 'odd'),
  post(
    '/users/export/segment',
    (t) => ({ segment_id: t.segment([]), fields_to_export: ['email'], odd: 1 }),
    'odd',
  ),
  post(
    '/campaigns/trigger/send',
    async (t) => ({ campaign_id: await t.campaign(), recipients, odd: 1 }),
    'odd',
  ),
  post(
    '/campaigns/trigger/send',
    async (t) => ({ campaign_id: await t.campaign(), recipients: [{ ...recipients[0], odd: 1 }] }),
    'recipients[0].odd',
  ),
  post(
    '/campaigns/trigger/send',
    async (t) => ({
      campaign_id: await t.campaign(),
      broadcast: true,
      audience: { AND: [{ push_subscription_status: { comparison: 'is', value: 'opted_in', odd: 1 } }] },
    }),
    'audience.AND[0].push_subscription_status.odd',
  ),
  post(
    '/canvas/trigger/send',
    async (t) => ({ canvas_id: await t.canvas(), broadcast: true, odd: 1 }),
    'odd',
  ),
  post(
    '/campaigns/trigger/schedule/create',
    async (t) => ({ campaign_id: await t.campaign(), broadcast: true, schedule: { ...when, odd: 1 } }),
    'schedule.odd',
  ),
  post('/messages/send', () => ({ external_user_ids: ['a'], messages, odd: 1 }), 'odd'),
  post(
    '/messages/send',
    () => ({ external_user_ids: ['a'], messages: { ...messages, odd: {} } }),
    'messages.odd',
  ),
  post('/sends/id/create', async (t) => ({ campaign_id: await t.campaign(), odd: 1 }), 'odd'),
  get('/segments/list'),
  get('/segments/details', 'segment_id'),
  get('/segments/data_series', 'segment_id', 'length=1'),
  get('/campaigns/list'),
  get('/campaigns/details', 'campaign_id'),
  get('/canvas/list'),
  get('/canvas/details', 'canvas_id'),
];

describe.each(cases)('%s', (_, { send, path, kind = 'field' }) => {
  test('what the endpoint does not have is noted', async () => {
    const t = await messagingWorld();
    const answer = await send(t);
    expect(answer.status).toBeLessThan(300);
    expect((await entryOf(t, answer)).decision.notes).toContainEqual({
      rule: 'ignored_field',
      message: `${path} is not a ${kind} that Braze looks at`,
      path,
      received: path === 'messages.odd' ? {} : kind === 'parameter' ? '1' : 1,
    });
  });

  test('a strict workspace refuses it, and nothing is sent', async () => {
    const t = await messagingWorld();
    await t.control('PATCH', '', { behaviour: { strictness: 'strict' } });
    const answer = await send(t);
    const shown = kind === 'parameter' ? 'odd' : path;
    expect(said(answer)).toBe(
      refusal(400, `Refused because the workspace is strict: ${shown} is no ${kind} of this endpoint`),
    );
    expect((await entryOf(t, answer)).decision).toMatchObject({
      kind: 'refused',
      rule: 'strict_refusal',
      path,
    });
    expect(await t.sends()).toEqual([]);
  });
});

test('fields whose names are free are never noted: attributes, properties, contents of messages', async () => {
  const t = await messagingWorld();
  const free = { anything: { deep: [{ odd: 1 }] } };
  const track = await t.rest('/users/track', {
    attributes: [{ external_id: 'a', ...free }],
    events: [{ external_id: 'a', name: 'e', time: '2026-02-01T09:00:00Z', properties: free }],
  });
  const trigger = await t.trigger({
    campaign_id: await t.campaign(),
    recipients: [{ external_user_id: 'a', trigger_properties: free, attributes: { other: free } }],
  });
  const message = await t.message({ external_user_ids: ['a'], messages: { webhook: { ...free } } });
  for (const answer of [track, trigger, message]) {
    expect((await entryOf(t, answer)).decision).toEqual({ kind: 'accepted', notes: [] });
  }
});

test('of a refused request they are noted beside the reason, also inside an object that stands for a list of one', async () => {
  const t = await freshEmulator();
  const answer = await t.cohortUsers({
    cohort_id: 'vip',
    cohort_changes: { user_ids: ['cust-1'], shouldRemove: true },
  });
  expect((await entryOf(t, answer)).decision).toMatchObject({
    kind: 'refused',
    rule: 'invalid_cohort_changes',
    path: 'cohort_changes',
    notes: [
      {
        rule: 'ignored_field',
        path: 'cohort_changes.shouldRemove',
        received: true,
        hint: "Did you mean 'should_remove'?",
      },
    ],
  });
});
