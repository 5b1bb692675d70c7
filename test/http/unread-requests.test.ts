import { once } from 'node:events';
import { maxHeaderSize } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { jsonLog, prettyLog } from '../../src/cli/log.js';
import { controlOf, workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { openConnection } from '../support/http/raw-http.js';

const overSocket = () => freshEmulator({ transport: 'over a socket' });

/** Sends bytes over a connection of their own. @returns All that comes back until it is closed. */
async function exchange(t: TestEmulator, bytes: string | Buffer): Promise<string> {
  const socket = await openConnection(t);
  socket.write(bytes);
  return textOf(socket);
}

async function serverJournal(t: TestEmulator, query = '') {
  return (await controlOf(t)('GET', `/requests${query}`)).json.requests;
}

async function refusalCounts(t: TestEmulator): Promise<Record<string, number>> {
  const { text } = await t.send('/_emulator/v1/metrics');
  const lines = text.matchAll(/^braze_emulator_refusals_total\{rule="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, rule, count]) => [rule, Number(count)]));
}

/** A request with these header lines, and a whole head. */
const head = (firstLine: string, ...headers: string[]) => `${[firstLine, ...headers].join('\r\n')}\r\n\r\n`;

const refused = [
  {
    what: 'HTTP/1.1 without Host',
    bytes: head('POST /users/track HTTP/1.1', 'Content-Length: 0'),
    rule: 'missing_host',
    answer: /^HTTP\/1\.1 400 /,
    line: 'POST /users/track',
  },
  {
    what: 'HTTP/1.0 without Host',
    bytes: head('POST /users/track HTTP/1.0', 'Content-Length: 0'),
    rule: 'missing_host',
    answer: /^HTTP\/1\.1 400 /,
    line: 'POST /users/track',
  },
  {
    what: 'headers over the limit',
    bytes: head('POST /users/track HTTP/1.1', 'Host: x', `X-Long: ${'x'.repeat(maxHeaderSize)}`),
    rule: 'headers_too_large',
    answer: /^HTTP\/1\.1 431 /,
    line: 'POST /users/track',
  },
  {
    what: 'Content-Length with chunked',
    bytes: head('POST /users/track HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Transfer-Encoding: chunked'),
    rule: 'malformed_http',
    answer: /^HTTP\/1\.1 400 /,
    line: 'POST /users/track',
  },
  {
    what: 'garbage',
    bytes: Buffer.from([0, 255, 7, 13, 10, 13, 10]),
    rule: 'malformed_http',
    answer: /^HTTP\/1\.1 400 /,
    line: 'none -',
  },
  {
    what: 'CONNECT',
    bytes: head('CONNECT rest.example.test:443 HTTP/1.1', 'Host: rest.example.test:443'),
    rule: 'connect_refused',
    answer: /^$/,
    line: 'CONNECT rest.example.test:443',
  },
  {
    what: 'HTTP/2 without an upgrade',
    bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    rule: 'http2_not_spoken',
    answer: /^HTTP\/1\.1 400 /,
    line: 'none -',
  },
  {
    what: 'an expectation nobody knows',
    bytes: head('POST /users/track HTTP/1.1', 'Host: x', 'Expect: tea', 'Connection: close'),
    rule: 'unknown_expectation',
    answer: /^HTTP\/1\.1 417 /,
    line: 'POST /users/track',
  },
  {
    what: 'a Host that is none',
    bytes: head('GET /campaigns/list?page=1 HTTP/1.1', 'Host: a b', 'Connection: close'),
    rule: 'malformed_http',
    answer: /^HTTP\/1\.1 400 /,
    line: 'GET /campaigns/list',
  },
];

// Public case 24.
test.each(refused)(
  '$what is told to the journal, the log and the metrics',
  async ({ bytes, rule, answer, line }) => {
    const t = await overSocket();
    const received = await exchange(t, bytes);
    expect(received).toMatch(answer);

    const [entry, ...others] = await serverJournal(t);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ workspace: null, decision: { kind: 'refused', rule } });
    const id = /^x-request-id: (.*)$/im.exec(received)?.[1]?.trim();
    if (received === '') expect(entry.response).toBeNull();
    else expect(entry).toMatchObject({ id, response: { headers: { 'x-request-id': id } } });
    expect(await refusalCounts(t)).toEqual({ [rule]: 1 });

    const lines: string[] = [];
    const write = (text: string) => void lines.push(text);
    const [finished] = t.finished;
    prettyLog(write, (_, text) => text).request(finished!);
    jsonLog(write, t.emulator.clock).request(finished!);
    expect(lines[0]).toContain(line);
    expect(lines[0]).toContain(`${rule}: `);
    expect(JSON.parse(lines[1]!)).toMatchObject({ event: 'request', id: entry.id, decision: { rule } });
  },
);

// Public case 24.
test('a client that speaks TLS is told of with the way out', async () => {
  const t = await overSocket();
  const { hostname, port } = new URL(t.url);
  const [error] = await once(connectTls({ host: hostname, port: Number(port) }), 'error');
  expect(String(error)).toMatch(/wrong version number|packet length too long/i);
  expect(await serverJournal(t, '?decision=tls_on_plain_port')).toMatchObject([
    {
      decision: {
        message: 'This is http; the client spoke TLS',
        hint: 'Let the base URL begin with http://, or put a proxy that ends TLS before the emulator',
      },
    },
  ]);
  expect(await refusalCounts(t)).toEqual({ tls_on_plain_port: 1 });
});

test('a request that asks for an upgrade is answered and told of as any other', async () => {
  const t = await overSocket();
  const upgrade = ['Connection: Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
  const socket = await openConnection(t);
  socket.write(head('GET /campaigns/list HTTP/1.1', 'Host: localhost', ...upgrade));
  const [bytes] = await once(socket, 'data');
  expect(String(bytes)).toMatch(/^HTTP\/1\.1 401 .*x-request-id: /is);
  expect(await serverJournal(t)).toMatchObject([{ decision: { rule: 'invalid_rest_api_key' } }]);
});

test('one that ends in the middle of its head is told of; a connection without a byte is not', async () => {
  const t = await overSocket();
  const silent = await openConnection(t);
  silent.end();
  await once(silent.resume(), 'close');
  const cut = await openConnection(t);
  cut.end('POST /users/track HTTP/1.1\r\nHos');
  expect(await textOf(cut)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await serverJournal(t)).toMatchObject([
    { method: 'none', path: '-', decision: { rule: 'malformed_http' } },
  ]);
});

test('no key is in any of it, and a key names its workspace', async () => {
  const t = await overSocket();
  const authorization = `Authorization: Bearer ${t.restApiKey}`;
  await exchange(t, head(`GET /x/${t.restApiKey}?api_key=${t.restApiKey} HTTP/1.1`, authorization));
  await exchange(t, head(`GET /x/${t.restApiKey} HTTP/1.1`, 'Host: x', authorization, 'broken header'));
  const entries = (await workspaceOf(t)('GET', '/requests')).json.requests;
  expect(entries).toHaveLength(1);
  const told = JSON.stringify([await serverJournal(t), t.finished]);
  expect(told).not.toContain(t.restApiKey);
});

test('of a scan the journal and the log are told 60 times a minute, the metrics each time', async () => {
  const t = await overSocket();
  for (let count = 0; count < 75; count++) await exchange(t, 'SSH-2.0-scanner\r\n');
  expect(await serverJournal(t)).toHaveLength(60);
  expect(t.finished).toHaveLength(60);
  expect(await refusalCounts(t)).toEqual({ malformed_http: 75 });
});
