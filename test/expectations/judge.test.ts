import { expect, onTestFinished, test } from 'vitest';
import type { Expectations } from '../../src/expectations/expectations.js';
import { judge } from '../../src/expectations/judge.js';
import { connect, type RunningEmulator, startEmulator, type WorkspaceHandle } from '../../src/index.js';
import { send } from '../support/kit/connector.js';

const users = [
  { external_id: 'cust-1' },
  { external_id: 'cust-2' },
  { external_id: 'gone' },
  { user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }] },
  { device_ids: ['d-1'] },
];

/** An emulator with a workspace to which a connector has sent members, one of them unknown. */
async function afterRun(): Promise<{ braze: RunningEmulator; shop: WorkspaceHandle }> {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  const shop = braze.createWorkspace({ name: 'shop', users });
  await send(shop, [
    { user_ids: ['cust-1', 'gone'], device_ids: ['d-1'] },
    { aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }] },
  ]);
  await send(shop, [{ user_ids: ['gone'], should_remove: true }]);
  shop.cohort('hightouch', 'vip').segment('VIPs');
  return { braze, shop };
}

async function resultsOf(braze: RunningEmulator, expectations: Omit<Expectations, 'version'>) {
  const { results } = await judge({ version: 1, ...expectations }, connect(braze.url));
  return results;
}

const vip = { partner: 'hightouch', cohort_id: 'vip' };
const members = ['loyalty_id:L-1', 'device:d-1', 'cust-1'];

test.each<[Omit<Expectations, 'version'>, string[]]>([
  [{ cohorts: [{ ...vip, members }] }, ['cohort vip of hightouch: members']],
  [
    { cohorts: [{ ...vip, includes: ['cust-1'], excludes: ['gone', 'nobody'], size: 3 }] },
    [
      'cohort vip of hightouch: includes',
      'cohort vip of hightouch: excludes',
      'cohort vip of hightouch: size',
    ],
  ],
  [{ cohorts: [{ partner: 'hightouch', cohort_id: 'never', size: 0 }] }, ['cohort never of hightouch: size']],
  [{ segments: [{ name: 'VIPs', members, size: 3 }] }, ['segment VIPs: members', 'segment VIPs: size']],
  [
    { requests: [{ route: '/partners/*/cohorts/users', status: 201, count: 2 }] },
    ['requests route /partners/*/cohorts/users, status 201: 2'],
  ],
  [
    { requests: [{ status: '4xx', count: 0 }, { partner: 'hightouch' }, { at_least: 1, at_most: 2 }] },
    [
      'requests status 4xx: 0',
      'requests partner hightouch: at least 1',
      'requests of any kind: at least 1 and at most 2',
    ],
  ],
  [{ no_refusals: true, no_unknown_ids: true }, ['no refusals', 'no unknown ids']],
])('%j is met', async (expectations, names) => {
  const { braze } = await afterRun();
  const passed = names.map((name) => ({ name, passed: true, message: null }));
  expect(await resultsOf(braze, expectations)).toEqual(passed);
});

test.each<[Omit<Expectations, 'version'>, string[]]>([
  [
    { cohorts: [{ ...vip, members: ['cust-1', 'cust-2', 'gone', 'device:d-1'] }] },
    [
      'Missing:\n  cust-2: no request named them\n  gone: request 2 at ',
      'Not expected:\n  loyalty_id:L-1: request 1 at cohort_changes[1].aliases[0] added them',
    ],
  ],
  [{ cohorts: [{ ...vip, includes: ['cust-9'] }] }, ["cust-9: no user has the external_id 'cust-9'"]],
  [{ cohorts: [{ ...vip, excludes: ['cust-1', 'cust-2'] }] }, ['Not expected:\n  cust-1: request 1 at ']],
  [{ cohorts: [{ ...vip, size: 4 }] }, ["Cohort 'vip' of hightouch has 3 members, not 4"]],
  [
    { segments: [{ name: 'VIPs', includes: ['cust-2'] }] },
    ['cust-2: groups[0].filters[0] fails: Hightouch Cohorts'],
  ],
  [{ segments: [{ name: 'VIP', size: 3 }] }, ["The workspace has no segment 'VIP'; it has 'VIPs'"]],
  [{ requests: [{ status: 201, count: 3 }] }, ['2 requests match; expected exactly 3', '1. POST /partners']],
  [{ requests: [{ at_most: 1 }] }, ['2 requests match; expected at most 1']],
  [{ requests: [{ status: 500 }] }, ['0 requests match; expected at least 1', 'status is 201, not 500']],
])('%j is not met, and the message says why', async (expectations, sentences) => {
  const { braze } = await afterRun();
  const [result] = await resultsOf(braze, expectations);
  expect(result).toMatchObject({ passed: false });
  for (const sentence of sentences) expect(result!.message).toContain(sentence);
});

test('refusals and unknown ids are told, and faults are no refusals', async () => {
  const { braze, shop } = await afterRun();
  shop.fault('/partners/**', { status: 500 }, { times: 1 });
  await send(shop, [{ user_ids: ['cust-1'] }]);
  const expectations = { no_refusals: true, no_unknown_ids: true };
  expect((await resultsOf(braze, expectations)).map(({ passed }) => passed)).toEqual([true, true]);
  await send(shop, [{ user_ids: ['nobody'] }]);
  await send(shop, [], { cohort: '' });
  const [refusals, unknown] = await resultsOf(braze, expectations);
  expect(refusals!.message).toContain('request 5: POST /partners/hightouch/cohorts/users → 400');
  expect(unknown!.message).toContain('request 4: nobody');
});

test('a request that reached no workspace is a refusal, where nobody else can have sent it', async () => {
  const { braze, shop } = await afterRun();
  await fetch(`${braze.url}/partners/hightouch/cohort`, { method: 'POST' });
  const [alone] = await resultsOf(braze, { no_refusals: true });
  expect(alone!.message).toContain('POST /partners/hightouch/cohort → 404 unknown_path');
  braze.createWorkspace();
  const expectations: Expectations = { version: 1, no_refusals: true };
  const shared = await judge(expectations, braze, { workspace: shop.id });
  expect(shared.results).toMatchObject([{ passed: true }]);
  const told = await judge(expectations, braze, { workspace: shop.id, isAlone: true });
  expect(told.results).toMatchObject([{ passed: false }]);
});

test('the workspace is the named one, or else that of the file, the usual one, the only one', async () => {
  const { braze, shop } = await afterRun();
  const idOf = async (workspace: string | undefined, options: object) => {
    const expectations: Expectations = { version: 1, workspace, no_refusals: true };
    return (await judge(expectations, braze, options)).workspace.id;
  };
  expect(await idOf(undefined, {})).toBe(shop.id);
  for (const id of ['ws_file', 'ws_named', 'ws_usual']) braze.createWorkspace({ id });
  expect(await idOf('ws_file', { workspace: 'ws_named', usualWorkspace: 'ws_usual' })).toBe('ws_named');
  expect(await idOf('ws_file', { usualWorkspace: 'ws_usual' })).toBe('ws_file');
  expect(await idOf(undefined, { usualWorkspace: 'ws_usual' })).toBe('ws_usual');
  await expect(idOf(undefined, {})).rejects.toThrow(
    `The server has 4 workspaces: ${shop.id} (shop), ws_file (ws_file), `,
  );
  await expect(idOf('ws_none', {})).rejects.toThrow(expect.objectContaining({ code: 'workspace_not_found' }));
});

test('a segment that is meant by a name that two have fails, and by its id does not', async () => {
  const { braze, shop } = await afterRun();
  const { id } = shop.cohort('hightouch', 'vip').segment('VIPs');
  const results = await resultsOf(braze, {
    segments: [
      { name: 'VIPs', size: 3 },
      { id, size: 3 },
    ],
  });
  expect(results).toEqual([
    {
      name: 'segment VIPs: size',
      passed: false,
      message: "2 segments are named 'VIPs'; give the id of one",
    },
    { name: `segment ${id}: size`, passed: true, message: null },
  ]);
});

test('what is said of all requests fails when the journal had to let go of some', async () => {
  const { braze, shop } = await afterRun();
  // 70 bodies of a megabyte are more than a journal keeps.
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.env.BRAZE_REST_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ attributes: [{ external_id: 'cust-1' }], filler: 'x'.repeat(1_000_000) }),
  };
  for (let count = 0; count < 70; count++) await fetch(`${braze.url}/users/track`, request);
  const results = await resultsOf(braze, {
    requests: [{ cohort_id: 'vip' }],
    no_refusals: true,
    no_unknown_ids: true,
    cohorts: [{ ...vip, size: 3 }],
  });
  expect(results.map(({ passed }) => passed)).toEqual([true, false, false, false]);
  for (const { message } of results.slice(1)) expect(message).toMatch(/let go of \d+ requests/);
});

test('a server that cannot be reached fails no expectation: there is no verdict', async () => {
  const { braze } = await afterRun();
  const { url } = braze;
  await braze.stop();
  await expect(judge({ version: 1, no_refusals: true }, connect(url))).rejects.toThrow(
    expect.objectContaining({ code: 'not_reachable' }),
  );
});
