import { once } from 'node:events';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { FinishedRequest } from '../../../src/domain/journal/request-record.js';
import { expectBrazeShape, refusal, refusals, said } from '../../support/answers.js';
import {
  emulatorOverSocket,
  endpoints,
  goodBody,
  isUntouched,
  jsonHeaders,
} from '../../support/braze-endpoints.js';
import { freshEmulator } from '../../support/emulator.js';
import { openConnection, sendRaw } from '../../support/http/raw-http.js';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const bodyMax = 4_194_304;

/** Spoils the text of a good body. */
type Spoil = (good: string) => string | Buffer;

const withKey =
  (key: string, value: string): Spoil =>
  (good) =>
    `${good.slice(0, -1)},${key}:${value}}`;

const malformed: [string, Spoil][] = [
  ['an empty body', () => ''],
  ['white space only', () => ' \n'],
  ['a body cut short', (good) => good.slice(0, -1)],
  ['more behind the body', (good) => `${good}{}`],
  ['a trailing comma', (good) => `${good.slice(0, -1)},}`],
  ['single quotes', (good) => good.replaceAll('"', "'")],
  ['NaN', withKey('"x"', 'NaN')],
  ['a number with a leading zero', withKey('"x"', '01')],
  ['a bare control character in a string', withKey('"x"', '"\u0000"')],
  ['an unknown escape', withKey('"x"', String.raw`"\x41"`)],
  ['a lone high surrogate', withKey('"x"', String.raw`"\ud800"`)],
  ['a lone low surrogate', withKey('"x"', String.raw`["\uDC00a"]`)],
  ['a lone surrogate in a key', withKey(String.raw`"\ud83d"`, '1')],
  ['bytes that are not UTF-8', (good) => Buffer.concat([Buffer.from(good), Buffer.from([0xff])])],
  [
    'a surrogate encoded as UTF-8',
    (good) => Buffer.concat([Buffer.from(good), Buffer.from([0xed, 0xa0, 0x80])]),
  ],
  ['UTF-16', (good) => Buffer.from(good, 'utf16le')],
  ['101 levels', withKey('"x"', nested(100))],
  ['100,000 levels of arrays', withKey('"x"', nested(100_000))],
  ['100,000 levels of objects', withKey('"x"', `${'{"x":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
  ['100,000 levels that never end', () => '['.repeat(100_000)],
];

describe.each(endpoints)('$path', (endpoint) => {
  const { path } = endpoint;

  test.each(malformed)('refuses %s as malformed, and applies nothing', async (_fault, spoil) => {
    const t = await emulatorOverSocket();
    const body = spoil(JSON.stringify(goodBody(t, endpoint)));
    const answer = await sendRaw(t, path, { headers: jsonHeaders(t), body });
    expect(said(answer)).toBe(refusals.malformed);
    expectBrazeShape(t, answer);
    expect(t.finished[0]?.decision).toMatchObject({ rule: 'malformed_json' });
    expect(isUntouched(t)).toBe(true);
  });

  test.each([
    ['100 levels in a field it ignores', withKey('"x"', nested(99))],
    ['a pair of surrogates', withKey('"x"', String.raw`"\ud83d\ude00"`)],
    [
      'the keys __proto__ and constructor',
      withKey('"__proto__"', '{"cohort_id":1},"constructor":{"prototype":1}'),
    ],
    ['white space round it', (good: string) => `\r\n\t ${good} \n`],
  ])('takes a body with %s', async (_what, spoil) => {
    const t = await emulatorOverSocket();
    const body = spoil(JSON.stringify(goodBody(t, endpoint)));
    const answer = await sendRaw(t, path, { headers: jsonHeaders(t), body });
    expect([answer.status, answer.json.message]).toEqual([201, 'success']);
    expectBrazeShape(t, answer);
    expect(({} as Record<string, unknown>).cohort_id).toBeUndefined();
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonl',
    'json',
    'text/json',
    '',
  ])('refuses the content type %j', async (contentType) => {
    const t = await emulatorOverSocket();
    const body = JSON.stringify(goodBody(t, endpoint));
    const headers = { ...jsonHeaders(t), 'Content-Type': contentType };
    const answer = await sendRaw(t, path, { headers, body });
    expect(said(answer)).toBe(refusals.mediaType);
    expectBrazeShape(t, answer);
    expect(isUntouched(t)).toBe(true);
  });

  test('refuses a body without a content type, and an empty one too', async () => {
    const t = await emulatorOverSocket();
    const { Authorization } = jsonHeaders(t);
    for (const body of [JSON.stringify(goodBody(t, endpoint)), '']) {
      const answer = await sendRaw(t, path, { headers: { Authorization: Authorization! }, body });
      expect(said(answer)).toBe(refusals.mediaType);
      expectBrazeShape(t, answer);
    }
    expect(isUntouched(t)).toBe(true);
  });

  test.each(['application/json; charset=utf-8', 'APPLICATION/JSON;charset="UTF-8"', 'application/json ;'])(
    'takes the content type %s',
    async (contentType) => {
      const t = await emulatorOverSocket();
      const headers = { ...jsonHeaders(t), 'Content-Type': contentType };
      const answer = await sendRaw(t, path, { headers, body: JSON.stringify(goodBody(t, endpoint)) });
      expect(answer.status).toBe(201);
    },
  );

  test('takes 100,000 values, refuses more as too large, and says so', async () => {
    const t = await emulatorOverSocket();
    const good = JSON.stringify(goodBody(t, endpoint));
    const send = (count: number) => {
      const body = withKey('"x"', `[${'1,'.repeat(count - 1)}1]`)(good).toString();
      return sendRaw(t, path, { headers: jsonHeaders(t), body });
    };
    const refused = await send(100_001);
    expect(said(refused)).toBe(refusals.tooLarge);
    expectBrazeShape(t, refused);
    expect(t.finished[0]?.decision).toMatchObject({
      rule: 'body_too_large',
      message: 'The body holds more than 100000 values, counting elements and fields at any depth',
    });
    expect(isUntouched(t)).toBe(true);
    expect((await send(99_900)).status).toBe(201);
  });

  test('takes 4,194,304 bytes and refuses one more, sent whole or in chunks', async () => {
    for (const isChunked of [false, true]) {
      const t = await emulatorOverSocket();
      const good = JSON.stringify(goodBody(t, endpoint));
      const send = (size: number) => {
        const body = good + ' '.repeat(size - good.length);
        const half = size / 2;
        return sendRaw(t, path, {
          headers: jsonHeaders(t),
          body: isChunked ? [body.slice(0, half), body.slice(half)] : body,
        });
      };
      const refused = await send(bodyMax + 1);
      expect(said(refused)).toBe(refusals.tooLarge);
      expectBrazeShape(t, refused);
      expect(isUntouched(t)).toBe(true);
      expect((await send(bodyMax)).status).toBe(201);
      expect(t.finished.map(({ status }) => status)).toEqual([413, 201]);
    }
  });

  test('refuses a body that is too large before its content type and its JSON', async () => {
    const t = await emulatorOverSocket();
    const answer = await sendRaw(t, path, { body: ['x'.repeat(bodyMax), 'x'.repeat(bodyMax)] });
    expect(said(answer)).toBe(refusals.tooLarge);
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('has no %s', async (method) => {
    const t = await emulatorOverSocket();
    const body = JSON.stringify(goodBody(t, endpoint));
    const answer = await sendRaw(t, path, { method, headers: jsonHeaders(t), body });
    expect(said(answer)).toBe(refusals.unknownPath);
    expectBrazeShape(t, answer);
    expect(isUntouched(t)).toBe(true);
  });

  test.each([`${path}/`, `${path}//`, `/${path}`, `${path}/x`, path.toUpperCase()])(
    'is not %s',
    async (otherPath) => {
      const t = await emulatorOverSocket();
      const body = JSON.stringify(goodBody(t, endpoint));
      const answer = await sendRaw(t, otherPath, { headers: jsonHeaders(t), body });
      expect(said(answer)).toBe(refusals.unknownPath);
      expectBrazeShape(t, answer);
      expect(isUntouched(t)).toBe(true);
    },
  );

  test('reads as much as Content-Length says of a body that is longer, and refuses what follows', async () => {
    const t = await emulatorOverSocket();
    const body = JSON.stringify(goodBody(t, endpoint));
    const socket = (await openConnection(t)).setEncoding('utf8');
    socket.write(head(t, path, body.length - 1) + body.slice(0, -1));
    const [answered] = await once(socket, 'data');
    socket.write(body.slice(-1));
    const received = answered + (await textOf(socket));
    const [first, second] = received.split(/(?=HTTP\/1\.1 )/);
    expect(first).toMatch(/^HTTP\/1\.1 400 /);
    expect(first).toContain(
      '\r\n\r\n{"error":"Error while parsing request body. Please check your syntax."}',
    );
    // What is left over is no request: Node itself answers, and the app is not reached.
    expect(second).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(t.finished.map(({ status }) => status)).toEqual([400, 400]);
    expect(t.finished[1]?.decision).toMatchObject({ rule: 'malformed_http' });
    expect(isUntouched(t)).toBe(true);
  });

  test.each(['ends the connection', 'resets the connection'])(
    'a client that %s in mid-body is no defect, and changes nothing',
    async (how) => {
      let tell: (finished: FinishedRequest) => void;
      const told = new Promise<FinishedRequest>((resolve) => (tell = resolve));
      const t = await freshEmulator({ transport: 'over a socket', app: { onFinished: (its) => tell(its) } });
      const body = JSON.stringify(goodBody(t, endpoint));
      const socket = await openConnection(t);
      socket.write(head(t, path, body.length + 1, 'Expect: 100-continue\r\n'));
      // Told to go on: the request has reached the server.
      await once(socket, 'data');
      socket.write(body);
      if (how === 'ends the connection') socket.end();
      else socket.resetAndDestroy();
      expect(await told).toMatchObject({ path, status: null, decision: { rule: 'client_hung_up' } });
      expect(t.emulator.listUsers(t.workspace, { limit: 1 }).items).toEqual([]);
      expect(t.emulator.listCohorts(t.workspace, { limit: 1 }).items).toEqual([]);
    },
  );
});

function head(t: { restApiKey: string }, path: string, contentLength: number, more = ''): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${t.restApiKey}\r\nContent-Length: ${contentLength}\r\n${more}\r\n`;
}

test('a client that hangs up in mid-body is no defect of the control API either', async () => {
  const t = await emulatorOverSocket();
  const socket = await openConnection(t);
  socket.write(head(t, '/_emulator/v1/workspaces', 100, 'Expect: 100-continue\r\n'));
  await once(socket, 'data');
  socket.end('{"name":');
  await once(socket.resume(), 'close');
  expect(t.emulator.listWorkspaces({ limit: 10 }).items).toHaveLength(1);
});

test('an unknown path is 404 and one that is not built is 501, whatever the body', async () => {
  const t = await emulatorOverSocket();
  for (const [method, path, expected] of [
    ['POST', '/', refusals.unknownPath],
    ['POST', '/users', refusals.unknownPath],
    ['POST', '/partners/hightouch', refusals.unknownPath],
    ['POST', '/partners//cohorts', refusals.unknownPath],
    ['POST', '/partners/%00/cohorts/users/x', refusals.unknownPath],
    ['POST', '/%', refusals.unknownPath],
    ['POST', '/__proto__', refusals.unknownPath],
    [
      'POST',
      '/messages/schedule/create',
      refusal(
        501,
        'POST /messages/schedule/create exists at Braze but is not built in braze-cohort-emulator',
      ),
    ],
  ] as const) {
    for (const body of ['', '{', nested(100_000)]) {
      const answer = await sendRaw(t, path, { method, headers: jsonHeaders(t), body });
      expect([path, said(answer)]).toEqual([path, expected]);
      expectBrazeShape(t, answer);
    }
  }
});
