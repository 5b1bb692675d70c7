import { expect, test } from 'vitest';
import { postCallback } from '../../src/platform/callback.js';
import { listener } from '../support/segments/segment-exports.js';

const body = { success: true };
const send = (url: string, allowedHosts: string[] = [], timeoutMs?: number) =>
  postCallback(url, body, {
    allowedHosts,
    signal: new AbortController().signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });

test('posts JSON once, to path and query as named', async () => {
  const { url, received } = await listener();
  expect(await send(`${url}/in?token=a%20b`)).toBeUndefined();
  expect(received).toEqual([
    {
      method: 'POST',
      path: '/in?token=a%20b',
      headers: expect.objectContaining({ 'content-type': 'application/json', 'content-length': '16' }),
      body: '{"success":true}',
    },
  ]);
});

test.each(['127.0.0.1', 'localhost', '127.1'])('calls the loopback address %s', async (host) => {
  const { url, received } = await listener();
  expect(await send(url.replace('127.0.0.1', host))).toBeUndefined();
  expect(received).toHaveLength(1);
});

test.each([
  ['https://hooks.example.test/secret', 'hooks.example.test'],
  ['http://192.0.2.1/', '192.0.2.1'],
  ['http://0.0.0.0:1/', '0.0.0.0'],
  ['http://[2001:db8::1]/', '[2001:db8::1]'],
  ['http://127.0.0.1@hooks.example.test/', 'hooks.example.test'],
  ['http://127.0.0.1.example.test/', '127.0.0.1.example.test'],
  ['http://localhost.example.test/', 'localhost.example.test'],
])('does not call %s, and says what would', async (url, host) => {
  expect(await send(url, ['other.example.test'])).toBe(
    `${host} is not this machine; to have it called, start with --allowed-host ${host} (allowedHosts in code)`,
  );
});

test('calls a host that is allowed, in any casing and on any port', async () => {
  const { url, received } = await listener();
  // 0.0.0.0 is no loopback address, but reaches the listener.
  expect(await send(url.replace('127.0.0.1', '0.0.0.0'), ['0.0.0.0'])).toBeUndefined();
  expect(received).toHaveLength(1);
  // Reserved names never resolve.
  expect(await send('http://Hooks.invalid:1/', ['HOOKS.invalid'])).not.toContain('--allowed-host');
});

test('does not follow redirects', async () => {
  const target = await listener();
  const { url, received } = await listener((response) =>
    response.writeHead(307, { location: target.url }).end(),
  );
  expect(await send(url)).toBe('it answered 307');
  expect(received).toHaveLength(1);
  expect(target.received).toEqual([]);
});

test('says what an answer other than 2xx was, and does not try again', async () => {
  const { url, received } = await listener((response) => response.writeHead(503).end('busy'));
  expect(await send(url)).toBe('it answered 503');
  expect(received).toHaveLength(1);
});

test('takes any 2xx for an answer, whatever it says', async () => {
  const { url } = await listener((response) => response.writeHead(299).end('{'.repeat(1_000_000)));
  expect(await send(url)).toBeUndefined();
});

test('says why nobody can be reached', async () => {
  expect(await send('http://127.0.0.1:1/')).not.toBe('fetch failed');
  const { url } = await listener((response) => response.socket!.destroy());
  expect(await send(url)).toMatch(/\w/);
});

test.each([
  ['never answers', () => {}],
  ['never ends its answer', (write: () => void) => write()],
])('gives a receiver up that %s', async (_what, answer) => {
  const { url, received } = await listener((response) => {
    response.writeHead(200);
    answer(() => response.write('x'));
    if (!response.headersSent) response.flushHeaders();
  });
  expect(await send(url, [], 50)).toBe('it took longer than 0.05 s');
  expect(received).toHaveLength(1);
});

test('is ended by its signal', async () => {
  const ending = new AbortController();
  const { url, next } = await listener((response) => response.flushHeaders());
  const received = next();
  const sent = postCallback(url, body, { allowedHosts: [], signal: ending.signal });
  await received;
  ending.abort();
  expect(await sent).toBeDefined();
});
