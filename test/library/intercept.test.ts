import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import tls, { connect as importedConnect } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { connect, type RunningEmulator, type StartOptions, startEmulator } from '../../src/index.js';
import { type Interceptable, type InterceptOptions, interceptBraze } from '../../src/intercept.js';
import { clients, codeOf, nodePost } from '../support/library/intercepted-clients.js';
import { withoutNetwork } from '../support/library/network.js';

const host = 'rest.iad-01.braze.com';
const cohortsUrl = `https://${host}/partners/hightouch/cohorts/users`;
const cohortsPath = '/partners/hightouch/cohorts/users';

async function started(options: StartOptions = {}): Promise<RunningEmulator> {
  const braze = await startEmulator(options);
  onTestFinished(() => braze.stop());
  return braze;
}

async function startedShop() {
  return (await started()).createWorkspace({ users: [{ external_id: 'cust-1' }] });
}

type Shop = Awaited<ReturnType<typeof startedShop>>;

function intercepted(target: Interceptable, options?: InterceptOptions) {
  const interception = interceptBraze(target, options);
  onTestFinished(() => interception.stop());
  return interception;
}

function bodyOf(shop: Shop): string {
  const { partner_api_key, data_import_key } = shop.keys('hightouch');
  return JSON.stringify({
    partner_api_key,
    client_secret: data_import_key,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['cust-1'] }],
  });
}

/** A server that is not Braze, and a client that finds it under a name that only the client knows. */
async function otherServer() {
  const server = http.createServer((_request, answer) => answer.end('other'));
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const lookup = (_host: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]);
  const call = (name: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const options = { host: name, port, lookup: lookup as net.LookupFunction, agent: false as const };
      const request = http.get(options, (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      });
      request.on('error', reject);
    });
  return { port, call };
}

test.each(Object.keys(clients))('a call of %s to a host of Braze reaches the emulator', async (name) => {
  const names = withoutNetwork();
  const shop = await startedShop();
  intercepted(shop);
  expect(await clients[name]!(cohortsUrl, bodyOf(shop))).toEqual({
    status: 201,
    text: '{"message":"success"}',
  });
  expect(shop.cohort('hightouch', 'vip').ids()).toEqual(['cust-1']);
  expect(shop.lastRequest()?.request.headers.host).toBe(host);
  expect(names).toEqual([]);
});

test('the host names the cluster: a key of another region is refused', async () => {
  const key = 'acme-key-of-the-eu';
  const partners = [{ partner: 'acme', display_name: 'Acme', api_keys: [{ key, region: 'eu' as const }] }];
  const shop = (await started({ seed: { partners } })).createWorkspace({ partners: ['acme'] });
  intercepted(shop);
  const body = bodyOfAcme(shop.keys('acme').data_import_key!, key);
  const statuses = [];
  for (const its of ['rest.fra-01.braze.eu', host]) {
    statuses.push((await clients.fetch!(`https://${its}/partners/acme/cohorts`, body)).status);
  }
  expect(statuses).toEqual([201, 401]);
});

function bodyOfAcme(client_secret: string, partner_api_key: string): string {
  const cohort = { cohort_id: 'vip', name: 'VIP', created_at: '2026-01-01T00:00:00Z' };
  return JSON.stringify({ partner_api_key, client_secret, ...cohort });
}

test('the link of an export is one of https, and leads to the emulator', async () => {
  const braze = await started({ exportDelayMs: 0 });
  const shop = braze.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  const segment = shop.segment({ name: 'everybody', definition: {} });
  intercepted(shop);
  const headers = { authorization: `Bearer ${shop.rest_api_key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ segment_id: segment.id, fields_to_export: ['external_id'] });
  const answer = await fetch(`https://${host}/users/export/segment`, { method: 'POST', headers, body });
  const { url } = (await answer.json()) as { url: string };
  expect(url).toMatch(/^https:\/\/rest\.iad-01\.braze\.com\//);
  const link = await fetch(url);
  // 403 as long as the export is under way.
  expect([200, 403]).toContain(link.status);
  expect(shop.requests().filter((entry) => entry.path.startsWith('/segment-export/'))).toHaveLength(1);
});

test('a running server is reached by way of its handle', async () => {
  const names = withoutNetwork();
  const braze = connect((await started()).url);
  const shop = await braze.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  for (const target of [shop, braze]) {
    const interception = interceptBraze(target);
    const answer = await clients.fetch!(cohortsUrl, JSON.stringify(shop.keys('hightouch')));
    interception.stop();
    expect(answer.status).toBe(401);
  }
  expect(await braze.strayRequests()).toHaveLength(2);
  expect(names).toEqual([]);
});

test('a call to any other host goes where it went before', async () => {
  const other = await otherServer();
  intercepted(await startedShop());
  for (const name of ['api.example.test', 'sdk.iad-01.braze.com', 'rest.iad-01.braze.com.example.test']) {
    expect(await other.call(name)).toBe(200);
  }
});

test('with others blocked, a call that would leave the machine fails and says so', async () => {
  const names = withoutNetwork();
  const other = await otherServer();
  const shop = await startedShop();
  intercepted(shop, { others: 'block' });
  const message = expect.stringMatching(
    /^A call to api\.example\.test:\d+ was blocked, because interceptBraze was given/,
  );
  await expect(other.call('api.example.test')).rejects.toMatchObject({ code: 'call_blocked', message });
  for (const post of Object.values(clients)) {
    await expect(post('https://api.example.test', '{}').catch(codeOf)).resolves.toBe('call_blocked');
  }
  expect(await other.call('localhost')).toBe(200);
  expect((await clients.fetch!(cohortsUrl, bodyOf(shop))).status).toBe(201);
  expect(names).toEqual([]);
});

test('what one interception blocks, another does not open', async () => {
  const other = await otherServer();
  const shop = await startedShop();
  const outer = interceptBraze(shop, { others: 'block' });
  const inner = interceptBraze(shop);
  await expect(other.call('api.example.test')).rejects.toMatchObject({ code: 'call_blocked' });
  outer.stop();
  expect(await other.call('api.example.test')).toBe(200);
  inner.stop();
});

test('a call without TLS to Braze is stopped, so that no key goes out in the clear', async () => {
  const names = withoutNetwork();
  intercepted(await startedShop());
  await expect(fetch(`http://${host}/users/track`)).rejects.toMatchObject({
    cause: { code: 'call_blocked', message: expect.stringContaining(`write https://${host}`) },
  });
  expect(names).toEqual([]);
});

test('a client that speaks HTTP/2 alone is told that it cannot be intercepted', async () => {
  intercepted(await startedShop());
  const [error] = await once(http2.connect(`https://${host}`), 'error').catch((reason) => [reason]);
  expect(error).toMatchObject({ code: 'call_blocked', message: expect.stringContaining('HTTP/1.1') });
});

test('the last stop restores everything, in whatever order they end, and a second stop does nothing', async () => {
  const before = [tls.connect, net.Socket.prototype.connect, importedConnect];
  const shop = await startedShop();
  const interceptions = [interceptBraze(shop), interceptBraze(shop), interceptBraze(shop)];
  expect(tls.connect).not.toBe(before[0]);
  expect(importedConnect).toBe(tls.connect);
  for (const index of [1, 0, 0]) interceptions[index]!.stop();
  expect(tls.connect).not.toBe(before[0]);
  interceptions[2]![Symbol.dispose]();
  expect([tls.connect, net.Socket.prototype.connect, importedConnect]).toEqual(before);
});

test('the innermost interception has the calls, also those of clients that keep their connections', async () => {
  const names = withoutNetwork();
  const outer = await startedShop();
  const inner = await startedShop();
  const agent = new https.Agent({ keepAlive: true });
  const send = async (shop: Shop) =>
    Promise.all(
      [clients.fetch!, clients['request of undici 7']!, nodePost({ https: agent })].map(
        async (post) => (await post(cohortsUrl, bodyOf(shop))).status,
      ),
    );
  const first = interceptBraze(outer);
  expect(await send(outer)).toEqual([201, 201, 201]);
  const second = interceptBraze(inner);
  expect(await send(inner)).toEqual([201, 201, 201]);
  second.stop();
  expect(await send(outer)).toEqual([201, 201, 201]);
  first.stop();
  await expect(send(outer)).rejects.toThrow();
  expect(new Set(names)).toEqual(new Set([host]));
});

test('an interception that ends leaves alone what a parallel one of the same emulator still waits for', async () => {
  const braze = await started();
  const [one, two] = [braze.createWorkspace(), braze.createWorkspace({ users: [{ external_id: 'cust-1' }] })];
  const first = interceptBraze(one);
  two.onRequest({ cohort_id: 'vip' }, 1, () => first.stop());
  intercepted(two);
  expect((await clients['node:https']!(cohortsUrl, bodyOf(two))).status).toBe(201);
});

test('a connection is kept for the next request', async () => {
  const shop = await startedShop();
  intercepted(shop);
  const agent = new https.Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const reused = [];
  for (let count = 0; count < 2; count++) {
    const request = https.get(`https://${host}/campaigns/list`, { agent });
    const [answer] = await once(request, 'response');
    await once(answer.resume(), 'end');
    await new Promise(setImmediate);
    reused.push(request.reusedSocket);
  }
  expect(reused).toEqual([false, true]);
});

test('an answer comes as it is made, and a client that gives up in the middle is noticed', async () => {
  const shop = await startedShop();
  intercepted(shop);
  shop.fault(cohortsPath, { drip: { bytes: 1, every_ms: 60_000 } });
  const gone = new AbortController();
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: bodyOf(shop), signal: gone.signal };
  const answer = await fetch(cohortsUrl, init);
  expect(answer.status).toBe(201);
  gone.abort();
  await expect(answer.text()).rejects.toMatchObject({ name: 'AbortError' });
});

test.each(['fetch', 'node:https', 'axios', 'got', 'request of undici 6', 'request of undici 7'])(
  'a request of %s that is aborted ends at once, while its answer is still held back',
  async (name) => {
    const shop = await startedShop();
    intercepted(shop);
    const gone = new AbortController();
    // Let go when the client has ended.
    const hook = shop.onRequest({ cohort_id: 'vip' }, 1, () => {
      gone.abort();
      return failing.catch(() => {});
    });
    const failing = clients[name]!(cohortsUrl, bodyOf(shop), gone.signal);
    await expect(failing).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Cancel/) });
    await hook.done;
  },
);

test.each([
  { close: 'reset' },
  { close: 'empty' },
  { close: 'truncated' },
  { close: 'garbage' },
  { lose_answer: true },
  { cut_after_bytes: 10 },
] as const)('of %j an intercepted client sees what it sees of a real connection', async (effect) => {
  const shop = await startedShop();
  intercepted(shop);
  shop.fault(cohortsPath, effect);
  for (const name of ['fetch', 'node:https', 'request of undici 6', 'request of undici 7']) {
    const codes = [];
    for (const url of [cohortsUrl, shop.rest_endpoint + cohortsPath]) {
      codes.push(await clients[name]!(url, bodyOf(shop)).then(({ status }) => status, codeOf));
    }
    expect(codes[0]).toBe(codes[1]);
    expect(codes[0]).toEqual(expect.any(String));
  }
});

test.each<[string, unknown[], string]>([
  ['no target', [undefined], 'target must be an object, not left out'],
  ['a target without an address', [{}], 'target must be a workspace or an emulator'],
  ['an address below a path', [{ url: 'http://127.0.0.1:1/emulator' }], 'target must be'],
  ['an unknown option', [{ url: 'http://127.0.0.1:1' }, { other: 'block' }], 'other must be left out'],
  ['a wrong value', [{ url: 'http://127.0.0.1:1' }, { others: 'deny' }], "others must be 'pass' or 'block'"],
])('%s is refused by name, and nothing is intercepted', (_what, args, message) => {
  const before = tls.connect;
  expect(() => interceptBraze(...(args as [Interceptable]))).toThrow(
    expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) }),
  );
  expect(tls.connect).toBe(before);
});
