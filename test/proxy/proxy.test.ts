import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { answerTo, dial, host, intercepted, securedTo, tunnelTo } from '../support/proxy/intercepted.js';

const rootsOf = ({ NODE_EXTRA_CA_CERTS: file = '' }) => readFileSync(file);

/** A server that is not Braze. */
async function otherServer(
  answer: http.RequestListener = (_request, response) => void response.end('other'),
) {
  const server = http.createServer(answer);
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const get = (url: string) => `GET ${url} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`;

test('a client that trusts the authority speaks HTTP/1.1 with the emulator, whose Host stays', async () => {
  const { shop, proxy, environment } = await intercepted();
  const { partner_api_key, data_import_key: client_secret } = shop.keys('hightouch');
  const body = JSON.stringify({
    partner_api_key,
    client_secret,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['cust-1'] }],
  });
  const secured = await securedTo(proxy, host, rootsOf(environment));
  expect(secured.alpnProtocol).toBe('http/1.1');
  expect(secured.getPeerCertificate().subjectaltname).toBe(`DNS:${host}`);
  secured.write(
    `POST /partners/hightouch/cohorts/users HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect(await text(secured)).toMatch(/^HTTP\/1.1 201 [\s\S]*\{"message":"success"\}$/);
  expect(shop.cohort('hightouch', 'vip').ids()).toEqual(['cust-1']);
  expect(shop.lastRequest()?.request.headers.host).toBe(host);
});

test.each(['REST.iad-03.Braze.COM', 'rest.iad-03.braze.com.'])('%s is a host of Braze', async (name) => {
  const { proxy, environment } = await intercepted();
  const socket = await tunnelTo(proxy, `${name}:443`);
  const secured = tls.connect({ socket, servername: 'rest.iad-03.braze.com', ca: rootsOf(environment) });
  await once(secured, 'secureConnect');
});

test('a client that does not trust the authority learns why, and the next one is served', async () => {
  const other = await intercepted();
  const { proxy, environment } = await intercepted();
  await expect(securedTo(proxy, host, rootsOf(other.environment))).rejects.toThrow(
    /unable to verify|self-signed/,
  );
  await securedTo(proxy, host, rootsOf(environment));
});

test.each([
  ['text', 'GET / HTTP/1.1\r\n\r\n'],
  ['garbage', '\u0016\u0003\u0001\u0000\u0004abcd'],
])('%s in place of TLS ends that connection alone', async (_name, sent) => {
  const { proxy, environment } = await intercepted();
  const socket = await tunnelTo(proxy, `${host}:443`);
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write(sent, 'latin1');
  socket.resume().end();
  await closed;
  await securedTo(proxy, host, rootsOf(environment));
});

test('what a client sent together with CONNECT counts', async () => {
  const { proxy } = await intercepted();
  const port = await otherServer();
  const target = `127.0.0.1:${port}`;
  const answer = await answerTo(proxy, `CONNECT ${target} HTTP/1.1\r\n\r\n${get(`http://${target}/`)}`);
  expect(answer).toMatch(/^HTTP\/1.1 200 Connection established\r\n\r\nHTTP\/1.1 200 OK[\s\S]*other$/);
});

test('another host is refused with a sentence in status and body, and told once', async () => {
  const { proxy, blocked } = await intercepted();
  const sentence =
    'The call to api.example.com was blocked, because with --intercept only Braze and this machine can be reached; --others pass lets it through';
  for (const sent of ['CONNECT api.example.com:443 HTTP/1.1\r\n\r\n', get('http://api.example.com/orders')]) {
    const answer = await answerTo(proxy, sent);
    expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 403 ${sentence}`);
    expect(answer.split('\r\n\r\n')[1]).toBe(`${sentence}\n`);
  }
  expect(blocked).toEqual(['api.example.com']);
});

test.each([
  'rest.fra-01.braze.eu.example.com',
  'sdk.fra-01.braze.eu',
  'xrest.fra-01.braze.eu',
  '8.8.8.8',
  '[::2]',
  '127.0.0.1.example.com',
])('%s is no host of Braze', async (name) => {
  const { proxy, blocked } = await intercepted();
  expect(await answerTo(proxy, `CONNECT ${name}:443 HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1.1 403 /);
  expect(blocked).toEqual([name.replace(/[[\]]/g, '')]);
});

test('http:// to Braze is refused, as in process: it would show the keys', async () => {
  const { proxy, blocked } = await intercepted();
  const sentence = `A call to ${host}:80 without TLS was stopped: only https:// calls to Braze are intercepted; write https://${host}`;
  for (const sent of [get(`http://${host}/segments/list`), `CONNECT ${host}:80 HTTP/1.1\r\n\r\n`]) {
    expect(await answerTo(proxy, sent)).toContain(`HTTP/1.1 403 ${sentence}\r\n`);
  }
  expect(blocked).toEqual([]);
});

test('this machine is reached, by CONNECT and by address', async () => {
  const { proxy, blocked } = await intercepted();
  const port = await otherServer((request, response) => {
    response.setHeader('x-of', `${request.method} ${request.url} ${request.headers['proxy-connection']}`);
    request.pipe(response);
  });
  for (const name of ['127.0.0.1', 'localhost']) await tunnelTo(proxy, `${name}:${port}`);
  const head = `POST http://127.0.0.1:${port}/a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nProxy-Connection: keep-alive\r\n`;
  const answer = await answerTo(proxy, `${head}Connection: close\r\nContent-Length: 5\r\n\r\nhello`);
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\nx-of: POST \/a%20b\?c=d undefined\r\n/);
  expect(answer).toContain('hello');
  expect(blocked).toEqual([]);
});

test('a port that nobody listens at is said to be out of reach', async () => {
  const { proxy } = await intercepted();
  for (const sent of ['CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n', get('http://127.0.0.1:1/')]) {
    expect(await answerTo(proxy, sent)).toMatch(
      /^HTTP\/1.1 502 127.0.0.1:1 cannot be reached: ECONNREFUSED\r\n/,
    );
  }
});

test('with others that pass, their names are looked up and nobody is blocked', async () => {
  const { proxy, blocked } = await intercepted({ others: 'pass' });
  const sent = 'CONNECT no-such-host.invalid:443 HTTP/1.1\r\n\r\n';
  expect(await answerTo(proxy, sent)).toMatch(/^HTTP\/1.1 502 no-such-host.invalid:443 cannot be reached: E/);
  expect(blocked).toEqual([]);
});

test.each([
  ['an address without a port', 'CONNECT rest.fra-01.braze.eu HTTP/1.1\r\n\r\n', 400],
  ['port 0', 'CONNECT rest.fra-01.braze.eu:0 HTTP/1.1\r\n\r\n', 400],
  ['a port that is too high', 'CONNECT 127.0.0.1:65536 HTTP/1.1\r\n\r\n', 400],
  ['a host that is none', 'CONNECT a<b:443 HTTP/1.1\r\n\r\n', 400],
  ['a path alone', 'GET /segments/list HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
  ['an address with a password', 'GET http://a:b@127.0.0.1/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['https:// without CONNECT', `GET https://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400],
  ['a head that is too long', `GET http://127.0.0.1/ HTTP/1.1\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`, 431],
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001', 400],
])('%s is refused with a sentence', async (_name, sent, status) => {
  const { proxy, blocked } = await intercepted();
  const answer = await answerTo(proxy, Buffer.from(sent, 'latin1'));
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [\\x20-\\x7e]{20,}\\r\\n`));
  expect(blocked).toEqual([]);
});

test('a side that is closed for writing still gets its answer', async () => {
  const { proxy, environment } = await intercepted();
  const port = await otherServer();
  const plain = await tunnelTo(proxy, `127.0.0.1:${port}`);
  plain.end(get(`http://127.0.0.1:${port}/`));
  expect(await text(plain)).toContain('other');
  const secured = await securedTo(proxy, host, rootsOf(environment));
  secured.end(get(`http://${host}/segments/list`).replace(`http://${host}`, ''));
  expect(await text(secured)).toContain('401');
});

test.each([
  ['reset', 'ECONNRESET'],
  ['empty', ''],
] as const)('a fault that ends a connection with %s is seen as such', async (close, code) => {
  const { shop, proxy, environment } = await intercepted();
  shop.fault('/segments/list', { close });
  const secured = await securedTo(proxy, host, rootsOf(environment));
  secured.write(
    `GET /segments/list HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${shop.rest_api_key}\r\n\r\n`,
  );
  const answer = await text(secured).catch((error: NodeJS.ErrnoException) => error.code);
  expect(answer).toBe(code);
});

test('a client that hangs up takes the connection behind the proxy along', async () => {
  const { proxy } = await intercepted();
  const server = net.createServer();
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'connection');
  const reset = new Promise<NodeJS.ErrnoException>((resolve) =>
    server.on('connection', (behind) => behind.on('error', resolve).resume()),
  );
  const socket = await tunnelTo(proxy, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  await accepted;
  socket.resetAndDestroy();
  expect((await reset).code).toBe('ECONNRESET');
});

test('closing ends every connection at once, and a second time does nothing', async () => {
  const { proxy, environment, close } = await intercepted();
  const port = await otherServer(() => {});
  const forwarded = await dial(proxy);
  forwarded.write(get(`http://127.0.0.1:${port}/`));
  const open = [
    await dial(proxy),
    forwarded,
    await tunnelTo(proxy, `127.0.0.1:${port}`),
    await tunnelTo(proxy, `${host}:443`),
    await securedTo(proxy, host, rootsOf(environment)),
  ];
  const closed = open.map((socket) => once(socket.on('error', () => {}).resume(), 'close'));
  await close();
  for (const socket of open) socket.end();
  await Promise.all(closed);
  await close();
});
