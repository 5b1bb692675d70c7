import { expect, test } from 'vitest';
import { postJson, quickstartKeys, runCommand, startCommand, temporaryFile } from '../support/command.js';

const change = { cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1', 'nobody'] }] };

test('a line per request says what was asked, what was answered and what it did', async () => {
  const { url, output, told } = await startCommand(['--port', '0']);
  await postJson(`${url}/partners/hightouch/cohorts/users`, { ...quickstartKeys, ...change });
  await told('cohorts/users');
  expect(output.stderr).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} {2}POST \/partners\/hightouch\/cohorts\/users {2}201 {2}[\d.]+ ms {2}quickstart {2}cohort vip {2}added 1, unknown 1 \(user_id nobody\) {2}implicit_cohort: [^;]+; the cohort was made for this change {2}[0-9a-f-]{36}$/m,
  );
});

test('a line of a refused request says the code, the reason and what to do', async () => {
  const { url, output, told } = await startCommand(['--port', '0']);
  await postJson(`${url}/partners/hightouch/cohorts/users`, {
    ...quickstartKeys,
    client_secret: 'x',
    ...change,
  });
  await told('cohorts/users');
  expect(output.stderr).toMatch(
    /401 {2}[\d.]+ ms {2}cohort vip {2}invalid_data_import_key: client_secret is not an active data import key\. No key of this server; .* {2}[0-9a-f-]{36}$/m,
  );
});

test('a line names the identifiers that came to nothing, five of each kind at most', async () => {
  const { url, output, told } = await startCommand(['--port', '0']);
  await postJson(`${url}/partners/hightouch/cohorts/users`, {
    ...quickstartKeys,
    cohort_id: 'vip',
    cohort_changes: [
      {
        user_ids: ['cust-1', 'n1', 'n2', 'n3', 'n4'],
        device_ids: ['device-cust-2-phone', 'n5'],
        aliases: [{ alias_label: 'crm', alias_name: 'n6' }],
      },
      { user_ids: ['cust-1'], should_remove: true },
    ],
  });
  await told('cohorts/users');
  expect(output.stderr).toContain(
    '  not_member 1, unknown 6 (user_id n1, user_id n2, user_id n3, user_id n4, device_id n5 and 1 more), ' +
      'skipped_identified 1 (device_id device-cust-2-phone), ' +
      'conflicts 2 (user_id cust-1: remove, user_id cust-1: remove)  ',
  );
});

test('with --log-format json a line is one object with the whole outcome', async () => {
  const { url, output, stop } = await startCommand(['--port', '0', '--log-format', 'json']);
  const answer = await postJson(`${url}/partners/hightouch/cohorts/users`, { ...quickstartKeys, ...change });
  await postJson(`${url}/partners/hightouch/cohorts`, { ...quickstartKeys, cohort_id: 7 });
  await postJson(`${url}/segments/list`, {});
  await stop();
  const lines = output.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      event: 'request',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      id: answer.headers.get('x-request-id'),
      method: 'POST',
      path: '/partners/hightouch/cohorts/users',
      status: 201,
      duration_ms: expect.any(Number),
      workspace: expect.stringMatching(/^ws_/),
      workspace_name: 'quickstart',
      partner: 'hightouch',
      cohort_id: 'vip',
      decision: {
        kind: 'accepted',
        notes: [
          {
            rule: 'unknown_user_id',
            message: 'cohort_changes[0].user_ids[1] is the external_id of no user',
            path: 'cohort_changes[0].user_ids[1]',
            received: 'nobody',
            hint: 'Braze creates nobody here; make the users first, or send ids that they have',
          },
          expect.objectContaining({ rule: 'implicit_cohort', path: 'cohort_id', received: 'vip' }),
        ],
      },
      outcome: {
        added: 1,
        already_member: 0,
        removed: 0,
        not_member: 0,
        unknown: { user_ids: ['nobody'], device_ids: [], aliases: [] },
        skipped_identified: { device_ids: [] },
        conflicts: [],
      },
    },
    expect.objectContaining({
      status: 400,
      decision: expect.objectContaining({ kind: 'refused', rule: 'invalid_cohort_id', path: 'cohort_id' }),
    }),
    expect.objectContaining({
      status: 404,
      decision: {
        kind: 'refused',
        rule: 'unknown_path',
        message: 'Braze has no such endpoint',
        received: 'POST /segments/list',
        hint: '/segments/list answers to GET, this was POST',
      },
    }),
    expect.objectContaining({ event: 'notice', message: expect.stringContaining('SIGTERM') }),
  ]);
});

test('a line of a request that a fault struck says which, and that no answer went out', async () => {
  const { url, output, told } = await startCommand(['--port', '0']);
  const sequence = [{ status: 503 }, { lose_answer: true }];
  await postJson(`${url}/_emulator/v1/workspaces/ws_quickstart/faults`, { sequence });
  const request = () => postJson(`${url}/partners/hightouch/cohorts/users`, { ...quickstartKeys, ...change });
  await request();
  await expect(request()).rejects.toThrow('fetch failed');
  await told('no answer');
  expect(output.stderr).toMatch(
    / {2}503 {2}[\d.]+ ms {2}quickstart {2}cohort vip {2}fault fault_[\w-]+ \{"status":503\} {2}[0-9a-f-]{36}$/m,
  );
  expect(output.stderr).toMatch(
    / {2}no answer {2}[\d.]+ ms {2}quickstart {2}cohort vip {2}fault fault_[\w-]+ \{"lose_answer":true\} {2}added 1, unknown 1 \(user_id nobody\) {2}implicit_cohort: [^;]+; the cohort was made for this change {2}[0-9a-f-]{36}$/m,
  );
});

test.each(['pretty', 'json'])('no key is ever in a %s log', async (format) => {
  const secrets = ['secret-partner-key', 'secret-import-key', 'secret-rest-key'];
  const { url, output, stop } = await startCommand(['--port', '0', '--log-format', format]);
  const users = `${url}/partners/hightouch/cohorts/users`;
  await postJson(users, { ...quickstartKeys, partner_api_key: secrets[0], ...change });
  await postJson(users, { ...quickstartKeys, client_secret: secrets[1], ...change });
  // This answer echoes the key on the wire.
  await postJson(`${url}/partners/segment/cohorts/users`, {
    partner_api_key: '11111111-aaaa-4aaa-8aaa-222222222222',
    client_secret: quickstartKeys.client_secret,
    ...change,
  });
  await fetch(`${url}/users/delete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secrets[2]}` },
    body: '{}',
  });
  // Node quotes the text around a syntax error.
  for (const body of [`{"k":${secrets[1]}}`, secrets[1]!, `{"client_secret":"${secrets[1]}"x}`]) {
    await fetch(users, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  await stop();
  const log = output.stderr.slice(output.stderr.indexOf('cohorts/users'));
  const statuses = format === 'json' ? log.matchAll(/"status":(\d+)/g) : log.matchAll(/ {2}(\d{3}) {2}/g);
  expect([...statuses].map((match) => match[1])).toEqual(['401', '401', '401', '401', '400', '400', '400']);
  for (const key of [...secrets, quickstartKeys.client_secret, quickstartKeys.partner_api_key]) {
    expect(log).not.toContain(key.slice(0, 9));
  }
});

/** Has the quickstart workspace hold a change back for a minute, and then lets the minute pass. */
async function sendHeldBack(url: string): Promise<string> {
  const workspace = `${url}/_emulator/v1/workspaces/ws_quickstart`;
  await fetch(workspace, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ behaviour: { processing_delay_ms: 60_000 } }),
  });
  await fetch(`${workspace}/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: '2026-02-03T09:00:00Z', frozen: true }),
  });
  const answer = await postJson(`${url}/partners/hightouch/cohorts/users`, { ...quickstartKeys, ...change });
  await postJson(`${workspace}/clock/advance`, { ms: 60_000 });
  return answer.headers.get('x-request-id')!;
}

test('a change that is held back has a line when it is accepted and one when it is applied', async () => {
  const { url, output, told } = await startCommand(['--port', '0']);
  const id = await sendHeldBack(url);
  await told('unknown 1');
  expect(output.stderr).toMatch(
    /201 {2}[\d.]+ ms {2}quickstart {2}cohort vip {2}applied at 2026-02-03T09:01:00\.000Z {2}[0-9a-f-]{36}$/m,
  );
  const applied = `2026-02-03T09:01:00.000Z  changeCohortMembers of ${id}  quickstart  added 1, unknown 1 (user_id nobody)\n`;
  expect(output.stderr).toContain(applied);
});

test('with --log-format json the line of an applied change has its request and its outcome', async () => {
  const { url, output, stop } = await startCommand(['--port', '0', '--log-format', 'json']);
  const id = await sendHeldBack(url);
  await stop();
  const [request, applied] = output.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(request).toMatchObject({ id, event: 'request', applied_at: '2026-02-03T09:01:00.000Z' });
  expect(request.outcome).toBeUndefined();
  expect(applied).toMatchObject({
    id,
    event: 'applied',
    operation: 'changeCohortMembers',
    workspace_name: 'quickstart',
    applied_at: '2026-02-03T09:01:00.000Z',
    outcome: { added: 1, unknown: { user_ids: ['nobody'] } },
  });
});

test('a line says what of an accepted request had no effect, and what a refused one should have been', async () => {
  const { url, output, stop } = await startCommand(['--port', '0']);
  const naming = { cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z', api_key: 'x' };
  await postJson(`${url}/partners/hightouch/cohorts`, { ...quickstartKeys, ...naming });
  await postJson(`${url}/partners/hightouch/cohorts/`, { ...quickstartKeys, ...naming });
  await stop();
  expect(output.stderr).toMatch(
    / {2}201 .* {2}ignored_field: api_key is not a field that Braze looks at {2}[0-9a-f-]{36}$/m,
  );
  expect(output.stderr).toMatch(
    / {2}404 .* {2}unknown_path: Braze has no such endpoint\. The path has a trailing slash; send \/partners\/hightouch\/cohorts {2}[0-9a-f-]{36}$/m,
  );
});

/** Colours, a line of its own, a turned direction, something without width, separators of lines. */
const hostile = 'a\u001b[31m\n\u202eb\u200b\u2028\u0085\u{e0041}';
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test.each(['pretty', 'json'])(
  'names and keys are made visible in the %s log and the banner',
  async (format) => {
    const workspace = {
      name: hostile,
      partners: [{ partner: 'segment', data_import_keys: [`import-key-${hostile}`] }],
      rest_api_keys: [{ key: `rest-key-${hostile}`, permissions: [] }],
    };
    const seed = temporaryFile('seed.json', JSON.stringify({ workspaces: [workspace] }));
    const options = ['--port', '0', '--no-quickstart', '--log-format', format, '--seed', seed];
    const { url, output, told, stop } = await startCommand(options);
    await postJson(`${url}/partners/segment/cohorts/users`, {
      partner_api_key: '11111111-aaaa-4aaa-8aaa-222222222222',
      client_secret: `import-key-${hostile}`,
      cohort_id: hostile,
      cohort_changes: [
        { user_ids: [hostile], device_ids: [hostile], aliases: [{ alias_label: hostile, alias_name: 'x' }] },
      ],
    });
    await told('/partners/segment/cohorts/users');
    await stop();
    const shown = String.raw`a\u001b[31m\u000a\u202eb\u200b\u2028\u0085\udb40\udc41`;
    for (const line of output.stderr.split('\n')) expect(line).not.toMatch(unseen);
    expect(output.stderr).toContain(
      format === 'json' ? `"cohort_id":"a\\u001b[31m\\n\\u202eb` : `cohort ${shown}  `,
    );
    if (format === 'json') {
      const [line] = output.stderr.split('\n');
      expect(JSON.parse(line!)).toMatchObject({ workspace_name: hostile, cohort_id: hostile });
    } else {
      expect(output.stderr).toContain(`Workspace                   ${shown}\n`);
      expect(output.stderr).toContain(`import-key-${shown}\n`);
      expect(output.stderr).toContain(`rest-key-${shown}\n`);
      const curl = output.stderr.split('\n').find((its) => its.startsWith('curl '))!;
      expect(curl).toContain('import-key-');
    }
  },
);

test('names are made visible in what commands print', async () => {
  const seed = temporaryFile('seed.json', JSON.stringify({ workspaces: [{ name: hostile }] }));
  const { url } = await startCommand(['--port', '0', '--quiet', '--no-quickstart', '--seed', seed]);
  const environment = { BRAZE_EMULATOR_URL: url };
  const { workspaces } = (await (await fetch(`${url}/_emulator/v1/workspaces`)).json()) as {
    workspaces: { id: string }[];
  };
  for (const args of [
    ['snapshot', 'save', 'a', '--workspace', workspaces[0]!.id],
    ['snapshot', 'list'],
    ['snapshot', 'list', '--json'],
    ['snapshot', 'restore', hostile],
    ['config', '--db', hostile],
    ['config', '--db', hostile, '--json'],
    ['--db', `/nowhere/${hostile}`],
    ['snapshot', 'import', 'b', hostile],
  ]) {
    const { stdout, stderr } = await runCommand(args, environment);
    for (const line of `${stdout}\n${stderr}`.split('\n')) expect(line).not.toMatch(unseen);
    if (!args.includes('restore')) expect(stdout + stderr).toContain(String.raw`\u202eb\u200b`);
  }
});
