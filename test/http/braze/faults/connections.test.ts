import { once } from 'node:events';
import { expect, test } from 'vitest';
import { change, said, success, uuid } from '../../../support/answers.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { hasStruck, inject } from '../../../support/faults.js';
import { openConnection } from '../../../support/http/raw-http.js';
import { aUser } from '../../../support/users/users.js';

const users = '/partners/hightouch/cohorts/users';
const overSocket = () =>
  freshEmulator({ transport: 'over a socket', workspace: { users: [aUser({ externalId: 'kim' })] } });

function bodyAddingKim(t: TestEmulator): string {
  return JSON.stringify({
    partner_api_key: t.partnerApiKey,
    client_secret: t.dataImportKey,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['kim'] }],
  });
}

const cohortCount = (t: TestEmulator) => t.emulator.listCohorts(t.workspace, { limit: 1 }).items.length;

test.each([{ close: 'reset' }, { close: 'empty' }, { close: 'truncated' }, { close: 'garbage' }])(
  'after %j the next request, over a new connection, is answered',
  async (effect) => {
    const t = await overSocket();
    await inject(t, { effect, times: 1 });
    await expect(change(t, 'vip', { user_ids: ['kim'] })).rejects.toThrow(TypeError);
    expect(said(await change(t, 'vip', { user_ids: ['kim'] }))).toBe(success);
    expect(t.members('vip')).toEqual(['kim']);
  },
);

test('a lost answer is a change that was applied once, and the retry changes nothing', async () => {
  const t = await overSocket();
  await inject(t, { effect: { lose_answer: true }, times: 1 });
  await expect(change(t, 'vip', { user_ids: ['kim'] })).rejects.toThrow('fetch failed');
  expect(t.members('vip')).toEqual(['kim']);
  expect(said(await change(t, 'vip', { user_ids: ['kim'] }))).toBe(success);
  expect(t.finished.map(({ outcome }) => [outcome?.added, outcome?.alreadyMember])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(t.members('vip')).toEqual(['kim']);
});

test('the answer to a refused request is lost too, and the log has the reason', async () => {
  const t = await overSocket();
  await inject(t, { effect: { lose_answer: true } });
  await expect(t.cohorts({ cohort_id: 5 })).rejects.toThrow('fetch failed');
  expect(t.finished[0]).toMatchObject({ status: null, decision: { rule: 'invalid_cohort_id' } });
});

/** The bytes that come back over a bare connection, until it ends. */
async function bytesOf(t: TestEmulator): Promise<string> {
  const body = bodyAddingKim(t);
  const socket = await openConnection(t);
  let bytes = '';
  socket.setEncoding('latin1').on('data', (text: string) => (bytes += text));
  socket.write(
    `POST ${users} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  await once(socket, 'close');
  return bytes;
}

test('a truncated answer has a whole head and half of the body it promises', async () => {
  const t = await overSocket();
  await inject(t, { effect: { close: 'truncated' } });
  const [head, body] = (await bytesOf(t)).split('\r\n\r\n') as [string, string];
  expect(head).toMatch(/^HTTP\/1.1 201 Created\r\n/);
  expect(head).toMatch(/\r\nContent-Length: 21\r\n/);
  expect(head.split('X-Request-Id: ')[1]!.split('\r\n')[0]).toMatch(uuid);
  expect(head).toContain(t.finished[0]!.id);
  expect(body).toBe('{"message"');
});

test('garbage is some bytes that are not HTTP', async () => {
  const t = await overSocket();
  await inject(t, { effect: { close: 'garbage' } });
  expect(await bytesOf(t)).toBe('\u0000\u00ff This is not HTTP.\r\n\r\n');
});

test('empty closes the connection without a byte, reset breaks it off', async () => {
  const t = await overSocket();
  await inject(t, { sequence: [{ close: 'empty' }, { close: 'reset' }] });
  expect(await bytesOf(t)).toBe('');
  await expect(bytesOf(t)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a request that hangs is told to the log at once, and the connection stays until the client goes', async () => {
  const t = await overSocket();
  const fault = await inject(t, { effect: { close: 'hang' } });
  const client = new AbortController();
  const struck = hasStruck(t.emulator, t.workspace, fault);
  const answer = fetch(t.url + users, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyAddingKim(t),
    signal: client.signal,
  });
  await struck;
  // Another request is served meanwhile.
  expect((await t.send('/_emulator/v1/health')).status).toBe(200);
  expect(t.finished).toEqual([expect.objectContaining({ status: null })]);
  client.abort();
  await expect(answer).rejects.toThrow('aborted');
});

test('a client that hangs up during a delay ends the wait, and nothing is applied', async () => {
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const t = await freshEmulator({
    transport: 'over a socket',
    workspace: { users: [aUser({ externalId: 'kim' })] },
    app: { onFinished: ({ status }) => status === null && finish() },
  });
  const fault = await inject(t, { effect: { delay_ms: 86_400_000 } });
  const client = new AbortController();
  const struck = hasStruck(t.emulator, t.workspace, fault);
  const answer = fetch(t.url + users, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyAddingKim(t),
    signal: client.signal,
  });
  await struck;
  client.abort();
  await expect(answer).rejects.toThrow('aborted');
  await finished;
  expect(cohortCount(t)).toBe(0);
});

test('over 20 parallel connections a sequence strikes in order, each step once', async () => {
  const t = await overSocket();
  const seconds = Array.from({ length: 20 }, (_, place) => place + 1);
  await inject(t, { sequence: seconds.map((retry_after_s) => ({ status: 429, retry_after_s })) });
  const answers = await Promise.all(seconds.map(() => change(t, 'vip', { user_ids: ['kim'] })));
  // In the order in which the requests came in, as the log has them.
  expect(t.finished.map(({ fault }) => fault?.effect)).toEqual(
    seconds.map((retry_after_s) => ({ status: 429, retry_after_s })),
  );
  const waits = new Map(
    answers.map(({ headers }) => [headers.get('x-request-id'), headers.get('x-ratelimit-retry-after')]),
  );
  expect(t.finished.map(({ id }) => waits.get(id))).toEqual(seconds.map(String));
  expect(said(await change(t, 'vip', { user_ids: ['kim'] }))).toBe(success);
});

test.each(['reset', 'empty', 'truncated', 'hang', 'garbage'])(
  'in process, where there is no connection, %s rejects the request with an error that names it',
  async (close) => {
    const t = await freshEmulator();
    const { id } = await inject(t, { effect: { close }, times: 1 });
    const failure = change(t, 'vip', { user_ids: [] });
    await expect(failure).rejects.toMatchObject({
      name: 'ConnectionBroken',
      message: `No answer: fault ${id}, {"close":"${close}"}`,
    });
    expect(t.finished).toEqual([expect.objectContaining({ status: null })]);
    expect(said(await change(t, 'vip', { user_ids: [] }))).toBe(success);
  },
);

test('in process a lost answer rejects once the change is applied', async () => {
  const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'kim' })] } });
  await inject(t, { effect: { lose_answer: true } });
  await expect(change(t, 'vip', { user_ids: ['kim'] })).rejects.toThrow('No answer');
  expect(t.members('vip')).toEqual(['kim']);
});
