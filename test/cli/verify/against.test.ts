import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/index.js';
import { runHere, temporaryFile, temporaryFolder } from '../../support/command.js';

const seed = () =>
  temporaryFile(
    'seed.yaml',
    'workspaces: [{ name: shop, users: [{ external_id: cust-1 }, { external_id: cust-2 }] }]\n',
  );

const secret = 'a-real-key-of-somebody-0123456789';

interface Sent {
  at: string;
  path?: string;
  body?: object;
  status?: number;
  answer?: object;
  headers?: { name: string; value: string }[];
}

/** A request as a proxy writes it into a HAR. */
function harEntry({
  at,
  path: its = '/partners/hightouch/cohorts/users',
  body,
  status = 201,
  ...more
}: Sent) {
  const keys = { partner_api_key: 'partner-key-of-somebody-0123456789', client_secret: secret };
  return {
    startedDateTime: at,
    time: 12.5,
    request: {
      method: 'POST',
      url: `https://rest.iad-01.braze.com${its}`,
      httpVersion: 'HTTP/2',
      headers: [
        { name: ':authority', value: 'rest.iad-01.braze.com' },
        { name: 'Content-Type', value: 'application/json' },
      ],
      queryString: [],
      postData: { mimeType: 'application/json', text: JSON.stringify({ ...keys, ...body }) },
    },
    response: {
      status,
      headers: more.headers ?? [],
      content: { mimeType: 'application/json', text: JSON.stringify(more.answer ?? { message: 'success' }) },
    },
  };
}

const change = (user_ids: string[], should_remove = false) => ({
  cohort_id: 'vip',
  cohort_changes: [{ user_ids, should_remove }],
});

function harFile(entries: object[]): string {
  return temporaryFile('traffic.har', JSON.stringify({ log: { version: '1.2', creator: {}, entries } }));
}

const other = { ...harEntry({ at: '2026-02-03T08:59:00.000Z' }) };
other.request = { ...other.request, url: 'https://example.test/collect' };

test('a HAR is judged on its own answers, and its requests say who ends in which cohort', async () => {
  const har = harFile([
    other,
    harEntry({ at: '2026-02-03T09:00:03.000Z', body: change(['cust-1'], true) }),
    harEntry({ at: '2026-02-03T09:00:01.000Z', body: change(['cust-1', 'cust-2', 'cust-404']) }),
    // Refused then, so it has no effect now.
    harEntry({ at: '2026-02-03T09:00:04.000Z', body: change(['cust-2'], true), status: 500, answer: {} }),
  ]);
  const expectations = temporaryFile(
    'e.yaml',
    'version: 1\ncohorts: [{ partner: hightouch, cohort_id: vip, members: [cust-2] }]\n',
  );
  const its = await runHere(['verify', expectations, '--against', har, '--seed', seed(), '--json']);
  const report = JSON.parse(its.stdout);
  expect(report.runs[0].results).toEqual([
    { name: 'cohort vip of hightouch: members', passed: true, message: null },
  ]);
  expect(report.runs[0].contract.request_count).toBe(3);
  expect(its.stdout + its.stderr).not.toContain(secret);
});

test('a key of the recording that stands elsewhere is found and hidden', async () => {
  const har = harFile([
    harEntry({ at: '2026-02-03T09:00:01.000Z', body: change(['cust-1']) }),
    harEntry({
      at: '2026-02-03T09:00:02.000Z',
      path: `/partners/hightouch/cohorts/users?token=${secret}`,
      body: { ...change(['cust-2']), note: `key ${secret}` },
    }),
  ]);
  const { stdout } = await runHere(['verify', '--against', har, '--seed', seed()]);
  expect(stdout).not.toContain(secret);
  expect(stdout).toMatch(/secret/);
});

test('an export of our journal is judged as the requests themselves are', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const shop = emulator.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  const { partner_api_key, data_import_key: client_secret } = shop.keys('hightouch');
  for (const user_ids of [['cust-1', 'cust-1'], ['cust-404']]) {
    await fetch(`${shop.rest_endpoint}/partners/hightouch/cohorts/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ partner_api_key, client_secret, ...change(user_ids) }),
    });
  }
  const live = shop.contract();
  const entries = shop.requests();
  const seedFile = temporaryFile('seed.yaml', 'workspaces: [{ users: [{ external_id: cust-1 }] }]\n');
  const files = {
    'page.json': JSON.stringify({ requests: entries, next_cursor: null, evicted: 0, evicted_until: null }),
    'array.json': JSON.stringify(entries),
    'lines.ndjson': entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(temporaryFolder(), name);
    writeFileSync(file, text);
    const { stdout } = await runHere(['verify', '--against', file, '--seed', seedFile, '--json']);
    const [run] = JSON.parse(stdout).runs;
    expect({ ...run.contract, workspace: null }).toEqual({ ...live, workspace: null });
  }
});

test.each([
  ['a page that is not the last', '{"requests":[],"next_cursor":"x"}', 2, 'expected the last page too'],
  [
    'a HAR with a mistake',
    '{"log":{"entries":[{"startedDateTime":"soon"}]}}',
    2,
    'traffic.json:1: log.entries[0].startedDateTime',
  ],
  [
    'a HAR of other hosts',
    JSON.stringify({ log: { entries: [other] } }),
    4,
    'has no request to Braze; it has 1 to others',
  ],
])('%s is told', async (_, text, code, sentence) => {
  const file = temporaryFile('traffic.json', text);
  const { exitCode, stderr } = await runHere(['verify', '--against', file]);
  expect(stderr.replaceAll(file, 'traffic.json')).toContain(sentence);
  expect(exitCode).toBe(code);
});

test('a line of a journal that is no entry is told by its number', async () => {
  const file = temporaryFile('traffic.ndjson', '{}\nnot json\n');
  expect((await runHere(['verify', '--against', file])).stderr).toContain(`${file}:2: the line is not JSON`);
});

test('what was accepted in the recording and is refused here is told', async () => {
  const har = harFile([
    harEntry({
      at: '2026-02-03T09:00:01.000Z',
      path: '/partners/nobody/cohorts/users',
      body: change(['cust-1']),
    }),
    harEntry({ at: '2026-02-03T09:00:02.000Z', body: change(['cust-1']) }),
  ]);
  const { stderr } = await runHere(['verify', '--against', har, '--seed', seed()]);
  expect(stderr).toMatch(/A request that was accepted in the recording had no effect here: /);
});

test('nothing of the recording is changed', async () => {
  const har = harFile([harEntry({ at: '2026-02-03T09:00:01.000Z', body: change(['cust-1']) })]);
  const before = readFileSync(har, 'utf8');
  await runHere(['verify', '--against', har]);
  expect(readFileSync(har, 'utf8')).toBe(before);
});
