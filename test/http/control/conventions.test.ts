import { expect, test } from 'vitest';
import { controlBase, controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';

const invalid = { code: 'invalid_request', message: expect.any(String) };

test.each([
  ['/health', 'DELETE', 'GET'],
  ['/ready', 'POST', 'GET'],
  ['/info', 'PUT', 'GET'],
  ['/metrics', 'POST', 'GET'],
  ['/reset', 'GET', 'POST'],
  ['/snapshots', 'DELETE', 'GET, POST'],
  ['/snapshots/s', 'POST', 'GET, PUT, DELETE'],
  ['/snapshots/s/restore', 'GET', 'POST'],
  ['/workspaces', 'PUT', 'GET, POST'],
  ['/workspaces/w', 'POST', 'GET, PATCH, DELETE'],
  ['/workspaces/w/reset', 'GET', 'POST'],
  ['/workspaces/w/clock', 'DELETE', 'GET, PUT'],
  ['/workspaces/w/clock/advance', 'GET', 'POST'],
  ['/workspaces/w/partners', 'POST', 'GET'],
  ['/workspaces/w/partners/p', 'DELETE', 'GET, PUT'],
  ['/workspaces/w/partners/p/data-import-keys', 'DELETE', 'GET, POST'],
  ['/workspaces/w/partners/p/data-import-keys/k', 'GET', 'DELETE'],
  ['/workspaces/w/rest-api-keys', 'PATCH', 'GET, POST'],
  ['/workspaces/w/rest-api-keys/k', 'PUT', 'DELETE'],
  ['/workspaces/w/users', 'DELETE', 'GET, POST'],
  ['/workspaces/w/users/u', 'PATCH', 'GET, DELETE'],
  ['/workspaces/w/users/u/change-user', 'GET', 'POST'],
  ['/requests', 'POST', 'GET, DELETE'],
  ['/requests/r', 'PUT', 'GET, DELETE'],
  ['/workspaces/w/requests', 'PATCH', 'GET, DELETE'],
  ['/workspaces/w/requests/r', 'POST', 'GET, DELETE'],
  ['/workspaces/w/cohorts', 'POST', 'GET'],
  ['/workspaces/w/cohorts/p/c', 'PUT', 'GET, DELETE'],
  ['/workspaces/w/cohorts/p/c/members', 'OPTIONS', 'GET'],
  ['/workspaces/w/segments', 'PUT', 'GET, POST'],
  ['/workspaces/w/segments/evaluate', 'GET', 'POST'],
  ['/workspaces/w/segments/s', 'POST', 'GET, PUT, DELETE'],
  ['/workspaces/w/segments/s/archive', 'GET', 'POST'],
  ['/workspaces/w/segments/s/unarchive', 'PUT', 'POST'],
  ['/workspaces/w/segments/s/size', 'POST', 'GET'],
  ['/workspaces/w/segments/s/members', 'DELETE', 'GET'],
  ['/workspaces/w/segments/s/lookup', 'POST', 'GET'],
  ['/workspaces/w/faults', 'PUT', 'GET, POST, DELETE'],
  ['/workspaces/w/faults/f', 'PATCH', 'GET, DELETE'],
])('%s refuses %s with 405 and allows %s', async (path, verb, allow) => {
  const refused = await controlOf(await freshEmulator())(verb, path);
  expect(refused.status).toBe(405);
  expect(refused.headers.get('allow')).toBe(allow);
  expect(refused.json.error.code).toBe('method_not_allowed');
});

test.each(['', '/', '/v1', '/v1/', '/v1/workspaces/', '/v1/nothing', '/v2/health', '/v1/workspaces//users'])(
  'the unknown path /_emulator%s is 404, with the request id that every answer has',
  async (path) => {
    const answer = await (await freshEmulator()).send(`/_emulator${path}`);
    expect(answer.status).toBe(404);
    expect(answer.json.error.code).toBe('not_found');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test('a path that only begins like the control API is one Braze does not have', async () => {
  const answer = await (await freshEmulator()).send('/_emulators');
  expect(answer.status).toBe(404);
  expect(answer.json).toEqual({ message: 'Invalid URL' });
});

test('requests to the control API are not told as requests of the Braze surface', async () => {
  const t = await freshEmulator();
  await controlOf(t)('GET', '/info');
  expect(t.finished).toEqual([]);
});

test.each([
  ['/workspaces/nobody', 'workspace_not_found'],
  ['/workspaces/nobody/users', 'workspace_not_found'],
  ['/workspaces/nobody/clock', 'workspace_not_found'],
  ['/workspaces/{ws}/partners/nobody', 'partner_not_found'],
  ['/workspaces/{ws}/users/nobody', 'user_not_found'],
  ['/workspaces/{ws}/cohorts/hightouch/nothing', 'cohort_not_found'],
  ['/workspaces/{ws}/requests/nothing', 'request_not_found'],
  ['/workspaces/nobody/requests', 'workspace_not_found'],
  ['/requests/nothing', 'request_not_found'],
  ['/workspaces/{ws}/cohorts/hightouch/nothing/members', 'cohort_not_found'],
  ['/workspaces/nobody/segments', 'workspace_not_found'],
  ['/workspaces/{ws}/segments/evaluate/x', 'not_found'],
  ['/workspaces/nobody/faults', 'workspace_not_found'],
  ['/workspaces/{ws}/faults/nothing', 'fault_not_found'],
])('GET %s is 404 %s', async (path, code) => {
  const t = await freshEmulator();
  const answer = await controlOf(t)('GET', path.replace('{ws}', t.workspace.id));
  expect(answer.status).toBe(404);
  expect(answer.json).toEqual({ error: { code, message: expect.any(String) } });
});

test.each([
  ['PATCH', '', { nam: 'x' }, 'nam'],
  ['PATCH', '', { name: null }, 'name'],
  ['PATCH', '', { behaviour: { strictnes: 1 } }, 'behaviour.strictnes'],
  ['PATCH', '', [], ''],
  ['POST', '/reset', { hard: true }, 'hard'],
  ['PUT', '/partners/segment', {}, 'enabled'],
  ['PUT', '/partners/segment', { enabled: 'yes' }, 'enabled'],
  ['PUT', '/partners/segment', { enabled: true, key: 'k' }, 'key'],
  ['POST', '/partners/hightouch/data-import-keys', { key: '' }, 'key'],
  ['POST', '/partners/hightouch/data-import-keys', { state: 'active' }, 'state'],
  ['POST', '/rest-api-keys', { permissions: ['users.fly'] }, 'permissions[0]'],
  ['POST', '/users', { external_id: 'a' }, ''],
  ['POST', '/users', [{ external_id: 'a' }, { external_id: 5 }], '[1].external_id'],
  [
    'POST',
    '/users',
    [{ user_aliases: [{ alias_label: 'l', alias_name: 'n', x: 1 }] }],
    '[0].user_aliases[0].x',
  ],
  ['POST', '/users', [{ user_aliases: [alias('l', 'a'), alias('l', 'b')] }], '[0].user_aliases[1]'],
  ['POST', '/users/b/change-user', {}, 'external_id'],
  ['POST', '/segments', [], ''],
  ['PUT', '/segments/s', { id: 's', name: 'S', definition: {} }, 'id'],
  ['POST', '/segments/s/archive', { archived: true }, 'archived'],
  ['POST', '/segments/s/unarchive', [], ''],
  ['POST', '/segments/evaluate?limit=1001', { definition: {} }, 'limit'],
  ['POST', '/segments/evaluate?limit=-1', { definition: {} }, 'limit'],
])('%s %s with %j is 400 with the path of what is wrong', async (verb, path, body, at) => {
  const refused = await workspaceOf(await freshEmulator())(verb, path, body);
  expect(refused.status).toBe(400);
  expect(refused.json).toEqual({ error: { ...invalid, path: at } });
});

function alias(label: string, name: string) {
  return { alias_label: label, alias_name: name };
}

test.each([
  ['/users?limit=0', 'limit'],
  ['/users?limit=1001', 'limit'],
  ['/users?limit=ten', 'limit'],
  ['/users?limit=-1', 'limit'],
  ['/users?limit=1&limit=2', 'limit'],
  ['/users?cursor=nonsense', 'cursor'],
  [`/users?cursor=${Buffer.from('"text"').toString('base64url')}`, 'cursor'],
  [`/cohorts?cursor=${Buffer.from('5').toString('base64url')}`, 'cursor'],
  ['/cohorts?page=2', 'page'],
  ['/segments?limit=0', 'limit'],
  ['/segments?is_archived=true', 'is_archived'],
  ['/segments/s/members?cursor=nonsense', 'cursor'],
  ['/partners?enabled=true', 'enabled'],
  ['/users?external-id=a', 'external-id'],
  ['/requests?status=600', 'status'],
  ['/requests?status=4x', 'status'],
  ['/requests?status=', 'status'],
  ['/requests?route=users', 'route'],
  ['/requests?route=/users?x', 'route'],
  ['/requests?method=', 'method'],
  ['/requests?since=yesterday', 'since'],
  ['/requests?until=2026-02-30', 'until'],
  ['/requests?cohort=vip', 'cohort'],
  ['/requests?limit=0', 'limit'],
  ['/requests?cursor=-1', 'cursor'],
  ['/requests?decision=a&decision=b', 'decision'],
  ['/users?external_id=', 'external_id'],
  ['/users?alias_label=l', 'alias_name'],
  ['/users?alias_name=n', 'alias_label'],
  ['/users?external_id=a&device_id=d', 'device_id'],
  ['/users?alias_label=l&alias_name=n&email=e', 'email'],
])('GET %s is 400 with the name of the parameter', async (path, at) => {
  const refused = await workspaceOf(await freshEmulator())('GET', path);
  expect(refused.status).toBe(400);
  expect(refused.json).toEqual({ error: { ...invalid, path: at } });
});

test.each(['{', '{"name":"\\ud800"}', `${'['.repeat(200)}${']'.repeat(200)}`])(
  'the body %s is 400 malformed_json',
  async (body) => {
    const refused = await controlOf(await freshEmulator())('POST', '/workspaces', body);
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ code: 'malformed_json', path: '' });
  },
);

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/x-ndjson', ''])(
  'a JSON body sent as %j is 415',
  async (contentType) => {
    const t = await freshEmulator();
    const refused = await t.send(`${controlBase}/workspaces`, {
      method: 'POST',
      body: Buffer.from('{}'),
      headers: contentType === '' ? {} : { 'content-type': contentType },
    });
    expect(refused.status).toBe(415);
    expect(refused.json.error.code).toBe('media_type_not_supported');
  },
);

test('the content type may carry parameters and any casing', async () => {
  const control = controlOf(await freshEmulator(), { 'content-type': 'Application/JSON; charset=utf-8' });
  expect((await control('POST', '/workspaces', {})).status).toBe(201);
});

test('other bodies have at most 4 MiB and 100,000 values', async () => {
  const control = workspaceOf(await freshEmulator());
  const large = await control('PATCH', '', { name: 'n'.repeat(4 * 1024 * 1024) });
  expect(large.status).toBe(413);
  expect(large.json.error.message).toBe('The body is larger than 4194304 bytes');
  const many = await control('POST', '/requests/verify', { match: { body: Array(100_001).fill(1) } });
  expect(many.status).toBe(413);
  expect(many.json.error.message).toBe(
    'The body holds more than 100000 values, counting elements and fields at any depth',
  );
});

test('a body with profiles has at most 1,000,000 values', async () => {
  const control = workspaceOf(await freshEmulator());
  const users = (count: number) => control('POST', '/users', `[${'0,'.repeat(count - 1)}0]`);
  expect((await users(100_001)).status).toBe(400);
  const many = await users(1_000_001);
  expect(many.status).toBe(413);
  expect(many.json.error.message).toBe(
    'The body holds more than 1000000 values, counting elements and fields at any depth',
  );
});

test('a body over 64 MiB is 413, declared or in chunks, and the server goes on', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const path = `${controlBase}/workspaces`;
  const spaces = Buffer.alloc(64 * 1024 * 1024, ' ');
  const headers = { 'content-type': 'application/json' };
  const declared = await t.send(path, {
    method: 'POST',
    headers,
    body: Buffer.concat([spaces, Buffer.from('{}')]),
  });
  expect(declared.status).toBe(413);
  expect(declared.json.error.code).toBe('request_too_large');
  const chunks = new ReadableStream({
    start(controller) {
      controller.enqueue(spaces);
      controller.enqueue(Buffer.from('{}'));
      controller.close();
    },
  });
  const chunked = await t.send(path, {
    method: 'POST',
    headers,
    body: chunks,
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
  const fitting = await t.send(path, {
    method: 'POST',
    headers,
    body: Buffer.concat([spaces.subarray(2), Buffer.from('{}')]),
  });
  expect(fitting.status).toBe(201);
});

test('every answer has a request id of its own', async () => {
  const control = controlOf(await freshEmulator());
  const ids = [
    await control('GET', '/health'),
    await control('GET', '/nothing'),
    await control('POST', '/workspaces', '{'),
  ].map((answer) => answer.headers.get('x-request-id'));
  expect(new Set(ids).size).toBe(3);
  expect(ids).not.toContain(null);
});

test('HEAD answers as GET does, without a body', async () => {
  const answer = await controlOf(await freshEmulator())('HEAD', '/info');
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('');
});

test.each([
  ['GET', ''],
  ['GET', '/clock'],
  ['DELETE', '/requests/none'],
  ['POST', '/reset'],
  ['GET', '/users/none'],
])('an endpoint without query parameters refuses one: %s %s', async (verb, path) => {
  const t = await freshEmulator();
  const answer = await workspaceOf(t)(verb, `${path}?limit=1`);
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatchObject({ code: 'invalid_request', path: 'limit' });
});
