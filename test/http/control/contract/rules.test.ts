import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { clockOf } from '../../../support/clock.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { inject } from '../../../support/faults.js';
import { requestId } from '../../../support/journal.js';

// What the rules say of requests that came over a socket: that the journal has what they look for.

const users = ['a', 'b', 'c', 'd'].map((externalId) => ({
  externalId,
  aliases: [],
  deviceIds: [`device-${externalId}`],
  attributes: {},
}));

const agent = { 'user-agent': 'partner-Acme' };
const route = '/partners/*/cohorts/users';

interface Connector {
  t: TestEmulator;
  name(fields?: object): Promise<unknown>;
  fill(changes: object[]): Promise<unknown>;
  /** Ids of the rules that were broken. */
  broken(): Promise<string[]>;
}

async function connector(): Promise<Connector> {
  const t = await freshEmulator({ transport: 'over a socket', workspace: { users } });
  const keys = { partner_api_key: t.partnerApiKey, client_secret: t.dataImportKey };
  const send = (path: string, fields: object) =>
    t
      .post(`/partners/hightouch/cohorts${path}`, { ...keys, cohort_id: 'vip', ...fields }, agent)
      .catch(() => {});
  return {
    t,
    name: (fields) => send('', { name: 'VIP', created_at: '2026-02-03T09:00:00Z', ...fields }),
    fill: (changes) => send('/users', { cohort_changes: changes }),
    async broken() {
      const { json } = await workspaceOf(t)('GET', '/contract');
      // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
      return json.rules.filter((its: any) => its.verdict === 'broken').map((its: any) => its.id);
    },
  };
}

const batch = [{ user_ids: ['a', 'b'] }];

test('a sync as it should be breaks no rule, whatever goes wrong on the way', async () => {
  const { t, name, fill, broken } = await connector();
  const clock = clockOf(t);
  await inject(t, {
    match: { route },
    sequence: [
      null,
      { status: 429, retry_after_s: 30 },
      null,
      { status: 423 },
      { close: 'reset' },
      { lose_answer: true },
      { status: 502, body: '<html>Bad Gateway</html>' },
      { close: 'truncated' },
    ],
  });
  await fill([]);
  await name();
  await fill(batch);
  await clock.advance(30_000);
  await fill(batch);
  const removal = [{ user_ids: ['a'], should_remove: true }, { user_ids: ['c'] }];
  for (let wait = 1_000; wait < 100_000; wait *= 2) {
    await fill(removal);
    await clock.advance(wait);
  }
  await name({ name: 'VIPs' });
  expect(t.members('vip')).toEqual(['b', 'c']);
  expect(await broken()).toEqual([]);
});

test.each<[string, (its: Connector) => Promise<unknown>, string[]]>([
  ['fills before it names', ({ fill }) => fill(batch), ['names_before_filling']],
  [
    'sends a device of an identified user',
    async ({ name, fill }) => {
      await name();
      await fill([{ device_ids: ['device-a'] }]);
    },
    ['no_identified_devices'],
  ],
  [
    'sends everybody again',
    async ({ name, fill }) => {
      await name();
      await fill([{ user_ids: ['a', 'b', 'c'] }]);
      await fill([{ user_ids: ['a', 'b', 'c', 'd'] }]);
    },
    ['deltas_only'],
  ],
  [
    'does not wait after a 429',
    async ({ t, name, fill }) => {
      await inject(t, { match: { route }, effect: { status: 429, retry_after_s: 30 }, times: 1 });
      await name();
      await fill(batch);
      await fill(batch);
    },
    ['waits_for_reset'],
  ],
  [
    'leaves out a batch whose answer was lost',
    async ({ t, name, fill }) => {
      await inject(t, { match: { route }, effect: { lose_answer: true }, times: 1 });
      await name();
      await fill(batch);
      await fill([{ user_ids: ['c'] }]);
    },
    ['sends_failed_again'],
  ],
  [
    'ends at an answer that is HTML',
    async ({ t, name, fill }) => {
      await inject(t, { match: { route }, effect: { status: 502, body: '<html>' }, times: 1 });
      await name();
      await fill(batch);
    },
    ['sends_failed_again', 'survives_no_json'],
  ],
  [
    'repeats a batch that is refused',
    async ({ t, name, fill }) => {
      await name();
      await workspaceOf(t)('DELETE', `/partners/hightouch/data-import-keys/${t.dataImportKey}`);
      await fill(batch);
      await fill(batch);
    },
    ['no_repeated_refusals'],
  ],
  [
    'names a cohort with its key',
    ({ t, name }) => name({ name: `VIP ${t.dataImportKey}` }),
    ['secrets_in_own_fields'],
  ],
  [
    'sends a key in the query, a slash too many and no type',
    ({ t }) =>
      t.send(`/users/track/?api_key=${t.restApiKey}`, {
        method: 'POST',
        headers: { ...agent, authorization: `Bearer ${t.restApiKey}`, 'content-type': 'text/plain' },
        body: '{}',
      }),
    ['secrets_in_body_only', 'no_trailing_slash', 'json_content_type'],
  ],
])('a connector that %s', async (_, conduct, rules) => {
  const its = await connector();
  await conduct(its);
  expect(await its.broken()).toEqual(rules);
});

test.each([
  ['a short body', 2],
  ['a body of more than 8 KiB', 1_500],
])('the line of a breach sends the same request once more: %s', async (_, count) => {
  const { t } = await connector();
  const ids = Array.from({ length: count }, () => `it's a "quoted" id`);
  const first = await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ids }] });
  const { json } = await workspaceOf(t)('GET', '/contract');
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  const rule = json.rules.find((its: any) => its.id === 'no_repeated_identifiers');
  expect(rule.breaches[0].request).toBe(requestId(first));
  const sent = await promisify(execFile)('sh', ['-c', rule.breaches[0].curl], {
    env: {
      PATH: process.env.PATH,
      BRAZE_REST_ENDPOINT: t.url,
      BRAZE_PARTNER_API_KEY: t.partnerApiKey,
      BRAZE_DATA_IMPORT_KEY: t.dataImportKey,
      BRAZE_EMULATOR_URL: t.url,
      BRAZE_EMULATOR_WORKSPACE: t.workspace.id,
    },
  });
  expect(JSON.parse(sent.stdout)).toEqual(first.json);
  const [before, again] = (await workspaceOf(t)('GET', '/requests')).json.requests;
  expect(again.request.body).toEqual(before.request.body);
});
