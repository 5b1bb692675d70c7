import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { jsonLog } from '../../src/cli/log.js';
import { controlBase, controlOf, workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator, type TestOptions } from '../support/emulator.js';
import { openConnection } from '../support/http/raw-http.js';

const overSocket = (app: TestOptions['app'] = {}) => freshEmulator({ transport: 'over a socket', app });

/** Path on each surface that nothing else is refused at, and the status of one that comes as far as that. */
const places = [
  ['control', `GET ${controlBase}/workspaces`, 200],
  ['braze', 'GET /segments/list', 401],
] as const;

/** Sends a request line with header lines and no others. @returns The status, and all that came back. */
async function sendLines(t: TestEmulator, requestLine: string, ...lines: string[]) {
  const socket = await openConnection(t);
  const head = [requestLine, ...lines, 'Connection: close'].join('\r\n');
  socket.write(Buffer.from(`${head}\r\n\r\n`, 'utf8'));
  const answer = await textOf(socket);
  return { status: Number(answer.split(' ')[1]), answer };
}

const withHeaders = (t: TestEmulator, place: string, ...lines: string[]) =>
  sendLines(t, `${place} HTTP/1.1`, ...lines);

const ownNames = [
  'localhost',
  'localhost:1',
  'LocalHost:27293',
  'localhost.',
  'localhost.:80',
  '127.0.0.1',
  '127.0.0.1:27293',
  '127.0.0.2',
  '127.255.255.254:9',
  '[::1]',
  '[::1]:80',
  '[::ffff:7f00:1]:80',
  'dev.test:80',
  'DEV.test.',
  '[fd00::7]:27293',
];

test.each(places)(
  'on loopback the %s surface answers to names of this machine and allowed ones',
  async (_, place, status) => {
    const t = await overSocket({ allowedHosts: ['Dev.Test', 'fd00::7'] });
    for (const host of ownNames) {
      expect([host, (await withHeaders(t, place, `Host: ${host}`)).status]).toEqual([host, status]);
    }
  },
);

/** Spellings of `Host` that look like a name of this machine, or lead a parser to one. */
const foreignHosts = [
  'evil.test',
  'evil.test:80',
  'localhost.evil.test',
  'evil.localhost',
  '.localhost',
  'localhost..',
  'localhost_',
  'xlocalhost',
  'locaIhost',
  'lоcalhost',
  'ｌocalhost',
  'localhost%2eevil.test',
  'localhost%00',
  'localhost@evil.test',
  'evil.test@localhost',
  'localhost:80@evil.test',
  'evil.test#localhost',
  'evil.test?localhost',
  'evil.test/localhost',
  'evil.test\\localhost',
  'evil.test localhost',
  'localhost,evil.test',
  'localhost:80:80',
  'localhost:x',
  'localhost:100000',
  'localhost:-1',
  '127.0.0.1.evil.test',
  '127.0.0.1.nip.io',
  '127.0.0.1.1',
  '127.1',
  '127.000.0.1',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '2130706433',
  '0',
  '0.0.0.0',
  '128.0.0.1',
  '10.0.0.1',
  '169.254.169.254',
  '[::]',
  '[::2]',
  '[fe80::1%lo]',
  '::1',
  '[::1',
  '[::1].evil.test',
  '[::ffff:10.0.0.1]',
  'host.docker.internal',
  'rest.iad-01.braze.com.evil.test',
  'rest.iad-01.braze.com@evil.test',
  'rest.iad-01.evil.test',
  'rest..braze.com',
  'rest.braze.com',
  'restxiad-01.braze.com',
  'dashboard.braze.com',
  'rest.iad-01.braze.co',
];

test.each(places)('on loopback the %s surface refuses every other spelling of Host', async (_, place) => {
  const t = await overSocket();
  for (const host of foreignHosts) {
    const { status, answer } = await withHeaders(t, place, `Host: ${host}`);
    expect([host, [400, 403].includes(status)]).toEqual([host, true]);
    expect(answer).not.toContain(t.workspace.id);
  }
});

test.each([
  'rest.iad-01.braze.com',
  'REST.fra-02.braze.eu:443',
  'rest.us-99.braze.com',
  'rest.fra-01.braze.eu.',
])('the REST host %s of Braze reaches the Braze surface alone', async (host) => {
  const t = await overSocket();
  const statuses = [];
  for (const [, place] of places) statuses.push((await withHeaders(t, place, `Host: ${host}`)).status);
  expect(statuses).toEqual([403, 401]);
});

test.each(places)(
  'the %s surface says which flag lets a Host in, and with it the same request passes',
  async (surface, place, status) => {
    const host = 'Host: host.docker.internal:27293';
    const { answer } = await withHeaders(await overSocket(), place, host);
    const sentence =
      "Host 'host.docker.internal:27293' is not allowed; use localhost, or start with --allowed-host host.docker.internal (allowedHosts in code)";
    const body =
      surface === 'braze'
        ? { message: sentence }
        : { error: { code: 'host_not_allowed', message: sentence } };
    expect(answer).toContain(JSON.stringify(body));
    const allowing = await overSocket({ allowedHosts: ['host.docker.internal'] });
    expect((await withHeaders(allowing, place, host)).status).toBe(status);
  },
);

test.each(places)(
  'on the %s surface both the Host and the URL of the request line count',
  async (_, place, status) => {
    const t = await overSocket();
    const [verb, path] = place.split(' ');
    const sent = async (url: string, host: string, version = '1.1') =>
      (await sendLines(t, `${verb} ${url}${path} HTTP/${version}`, host)).status;
    expect(await sent('http://localhost', 'Host: localhost')).toBe(status);
    expect(await sent('http://evil.test', 'Host: localhost')).toBe(403);
    expect(await sent('http://localhost', 'Host: evil.test')).toBe(403);
    expect(await sent('http://localhost@evil.test', 'Host: localhost')).toBe(403);
    expect(await sent('http://evil.test', 'X-No: host', '1.0')).toBe(403);
    expect(await sent('http://localhost', 'X-No: host', '1.0')).toBe(status);
    expect(await sent('', 'X-No: host', '1.0')).toBe(400);
    expect(await sent('', 'Host: localhost', '1.0')).toBe(status);
  },
);

test.each(places)('on the %s surface a Host that is there twice is refused', async (_, place) => {
  const t = await overSocket();
  for (const [first, second] of [
    ['localhost', 'evil.test'],
    ['evil.test', 'localhost'],
  ]) {
    const { status } = await withHeaders(t, place, `Host: ${first}`, `Host: ${second}`);
    expect([400, 403]).toContain(status);
  }
});

test.each(places)('off loopback the %s surface answers to any Host', async (_, place, status) => {
  const t = await overSocket({ isLoopback: false });
  for (const host of ['emulator.test', 'braze-emulator:27293']) {
    expect((await withHeaders(t, place, `Host: ${host}`)).status).toBe(status);
  }
});

/** What a browser sends for a page of the server itself, also through a proxy that ends TLS. */
const sameOrigin: string[][] = [
  ['Host: localhost:27293', 'Origin: http://localhost:27293'],
  ['Host: localhost:27293', 'Origin: http://localhost:27293', 'Sec-Fetch-Site: same-origin'],
  ['Host: 127.0.0.1:27293', 'Origin: http://127.0.0.1:27293'],
  ['Host: [::1]:27293', 'Origin: http://[::1]:27293'],
  ['Host: LOCALHOST:27293', 'Origin: http://localhost:27293'],
  ['Host: localhost.:27293', 'Origin: http://localhost.:27293'],
  ['Host: localhost', 'Origin: http://localhost'],
  ['Host: localhost:80', 'Origin: http://localhost'],
  ['Host: dev.test', 'Origin: https://dev.test', 'X-Forwarded-Proto: https'],
  ['Host: dev.test:443', 'Origin: https://dev.test'],
  ['Host: dev.test:8443', 'Origin: https://dev.test:8443', 'X-Forwarded-Proto: https'],
  ['Host: localhost:27293', 'Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate'],
  ['Host: localhost:27293', 'Sec-Fetch-Site: same-site'],
];

test.each(places)('the %s surface answers to pages of its own origin', async (_, place, status) => {
  const t = await overSocket({ allowedHosts: ['dev.test'] });
  for (const lines of sameOrigin) {
    expect([lines, (await withHeaders(t, place, ...lines)).status]).toEqual([lines, status]);
  }
});

const foreignOrigins = [
  'null',
  '',
  'http://evil.test',
  'http://evil.test:27293',
  'https://evil.test',
  'http://localhost',
  'http://localhost:27294',
  'https://localhost',
  'http://127.0.0.1:27293',
  'http://[::1]:27293',
  'http://localhost.:27293',
  'http://localhost.evil.test:27293',
  'http://evil.localhost:27293',
  'http://localhost:27293.evil.test',
  'http://localhost:27293@evil.test',
  'http://evil.test@localhost:27293',
  'http://evil.test/localhost:27293',
  'http://evil.test#localhost:27293',
  'http://evil.test?localhost:27293',
  'http://evil.test\\localhost:27293',
  'http://localhost:27293 http://evil.test',
  'http://evil.test, http://localhost:27293',
  'http://localhost:27293/evil',
  'localhost:27293',
  '//localhost:27293',
  'ftp://localhost:27293',
  'file://',
  'chrome-extension://localhost:27293',
  'ws://localhost:27293',
  'http://',
  'http://localhost:99999999',
];

test.each(places)('the %s surface refuses every other Origin, also off loopback', async (_, place) => {
  for (const app of [{}, { isLoopback: false }, { allowedHosts: ['evil.test'] }]) {
    const t = await overSocket(app);
    for (const origin of foreignOrigins) {
      const { status, answer } = await withHeaders(t, place, 'Host: localhost:27293', `Origin: ${origin}`);
      expect([origin, status]).toEqual([origin, 403]);
      expect(answer).toContain('web pages of other origins are refused');
      expect(answer).not.toMatch(/^access-control/im);
    }
  }
});

test.each(places)('the %s surface is not led astray by what else a page sends', async (_, place) => {
  const t = await overSocket();
  const host = 'Host: localhost:27293';
  const evil = 'Origin: http://evil.test';
  for (const lines of [
    [host, evil, 'X-Forwarded-Host: evil.test'],
    [host, evil, 'Forwarded: host=evil.test'],
    [host, evil, 'Origin: http://localhost:27293'],
    [host, 'Origin: http://localhost:27293', evil],
    [host, evil, 'Sec-Fetch-Site: same-origin'],
    [host, 'Sec-Fetch-Site: cross-site'],
    [host, 'Sec-Fetch-Site: Cross-Site', 'Origin: http://localhost:27293'],
  ]) {
    expect([lines, (await withHeaders(t, place, ...lines)).status]).toEqual([lines, 403]);
  }
});

test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  'a foreign Origin is refused with %s too, at any path, and no answer carries CORS headers',
  async (method) => {
    const t = await freshEmulator();
    const headers = { origin: 'https://evil.test', 'access-control-request-method': 'DELETE' };
    for (const path of [
      '/',
      '/users/track',
      '/nothing',
      '/_emulator',
      `${controlBase}/reset`,
      `${controlBase}/health`,
    ]) {
      const answer = await t.send(path, { method, headers });
      expect([path, answer.status]).toEqual([path, 403]);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  },
);

test('a page changes nothing: no reset, and no cohort with the keys that everybody knows', async () => {
  const t = await freshEmulator();
  const headers = { origin: 'https://evil.test' };
  expect((await controlOf(t, headers)('POST', '/reset')).status).toBe(403);
  const keys = { partner_api_key: t.partnerApiKey, client_secret: t.dataImportKey };
  const body = { ...keys, cohort_id: 'vip', name: 'VIP', created_at: '2026-01-01T00:00:00Z' };
  expect((await t.post('/partners/hightouch/cohorts', body, headers)).status).toBe(403);
  expect((await workspaceOf(t)('GET', '/cohorts')).json.cohorts).toEqual([]);
});

test('what the Braze surface refuses stands in the journal of the server alone, in the log and in the metrics', async () => {
  const t = await freshEmulator();
  const headers = { origin: 'https://evil.test', authorization: `Bearer ${t.restApiKey}` };
  const answer = await t.send('/segments/list?page=1', { headers });
  const control = controlOf(t);
  const { requests } = (await control('GET', '/requests')).json;
  expect(requests).toMatchObject([
    {
      id: answer.headers.get('x-request-id'),
      path: '/segments/list?page=1',
      workspace: null,
      response: { status: 403, body: answer.json },
      decision: { kind: 'refused', rule: 'origin_not_allowed', message: answer.json.message },
    },
  ]);
  expect(JSON.stringify(requests)).not.toContain(t.restApiKey);
  expect((await workspaceOf(t)('GET', '/requests')).json.requests).toEqual([]);
  const lines: string[] = [];
  jsonLog((line) => void lines.push(line), t.emulator.clock).request(t.finished[0]!);
  expect(lines[0]).toContain('origin_not_allowed');
  const { text } = await t.send('/_emulator/v1/metrics');
  expect(text).toContain('braze_emulator_refusals_total{rule="origin_not_allowed"} 1\n');
});

test('a page cannot drive what else there is out of the journal: it tells of 60 in a minute', async () => {
  const t = await freshEmulator();
  for (let count = 0; count < 70; count++) {
    await t.send('/segments/list', { headers: { origin: 'https://evil.test' } });
  }
  const { requests } = (await controlOf(t)('GET', '/requests')).json;
  expect(requests).toHaveLength(60);
  expect(t.finished).toHaveLength(60);
});

test('a long Host is told of shortened', async () => {
  const t = await overSocket();
  const { answer } = await withHeaders(t, places[0][1], `Host: ${'x'.repeat(4_000)}.test`);
  expect(answer.length).toBeLessThan(1_000);
});
