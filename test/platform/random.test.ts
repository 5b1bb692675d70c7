import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../src/emulator.js';
import { startEmulator } from '../../src/index.js';
import { SeededRandom } from '../../src/platform/random.js';
import { temporaryFolder } from '../support/command.js';
import { controlOf } from '../support/control.js';
import { checkedFetch } from '../support/documents/checked-fetch.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { download, upload } from '../support/snapshots.js';

test('a seeded sequence is the SHA-256 of the seed and a counter', () => {
  const blocks = [0, 1].map((number) => createHash('sha256').update(`7:${number}`).digest());
  expect(Buffer.from(new SeededRandom('7').bytes(64))).toEqual(Buffer.concat(blocks));
});

test('a seeded sequence does not depend on how it is drawn, and goes on from any position', () => {
  const whole = new SeededRandom('7').bytes(400);
  fc.assert(
    fc.property(fc.array(fc.nat(70), { maxLength: 5 }), (counts) => {
      const random = new SeededRandom('7');
      const drawn = counts.flatMap((count) => [...random.bytes(count)]);
      expect(drawn).toEqual([...whole.slice(0, drawn.length)]);
      const other = new SeededRandom('7');
      other.position = random.position;
      expect(other.bytes(40)).toEqual(whole.slice(drawn.length, drawn.length + 40));
    }),
  );
});

/** A day in the life of a server: every kind of thing that is made up along the way, with the whole of each answer. */
async function talk(options: { polls: number; seed: number | undefined }): Promise<string[]> {
  const { url, stop } = await startEmulator({
    quickstart: true,
    ...(options.seed !== undefined && { randomSeed: options.seed }),
  });
  const said: string[] = [];
  const send = async (method: string, path: string, body?: unknown, key?: string) => {
    const response = await checkedFetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'x-ratelimit-reset');
    said.push(JSON.stringify([path, response.status, headers, text]));
    return text === '' ? undefined : JSON.parse(text);
  };
  const control = (method: string, path: string, body?: unknown) =>
    send(method, `/_emulator/v1${path}`, body);
  // How often somebody looks whether it is ready changes nothing about what comes.
  for (let poll = 0; poll < options.polls; poll++) await checkedFetch(`${url}/_emulator/v1/ready`);
  const { id, rest_api_keys, partners } = await control('POST', '/workspaces', {
    users: [{ external_id: 'a' }, { device_ids: ['d'] }],
  });
  await control('POST', `/workspaces/${id}/partners/hightouch/data-import-keys`);
  await control('POST', `/workspaces/${id}/rest-api-keys`, {});
  await send('POST', '/partners/hightouch/cohorts/users', {
    partner_api_key: partners[0].partner_api_key,
    client_secret: partners[0].data_import_keys[0].key,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['a', 'b'] }],
  });
  await send('POST', '/users/track', { attributes: [{ external_id: 'b' }] }, rest_api_keys[0].key);
  await send('POST', '/users/export/ids', { external_ids: ['a', 'b'] }, rest_api_keys[0].key);
  await send('POST', '/nowhere', {});
  await control('GET', `/workspaces/${id}/users`);
  await control('POST', '/snapshots', { name: 'base' });
  await control('POST', '/reset');
  await control('POST', '/snapshots/base/restore');
  await control('POST', '/workspaces', {});
  await control('GET', '/workspaces');
  await stop();
  // Times and the address are no matter of chance.
  return said.map((line) => line.replaceAll(url, 'URL').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'));
}

test('two servers with one seed give the same answers, ids and keys to the same requests', async () => {
  const [first, second, other, chance] = await Promise.all([
    talk({ seed: 7, polls: 0 }),
    talk({ seed: 7, polls: 5 }),
    talk({ seed: 8, polls: 0 }),
    talk({ seed: undefined, polls: 0 }),
  ]);
  // The request ids of the control API count the polls; everything else is the same to the byte.
  const withoutControlIds = (lines: string[]) =>
    lines.map((line) =>
      line.startsWith('["/_emulator') ? line.replace(/\["x-request-id","[^"]*"\]/, '') : line,
    );
  expect(withoutControlIds(second)).toEqual(withoutControlIds(first));
  expect(other[0]).not.toBe(first[0]);
  expect(chance[0]).not.toBe(first[0]);
});

test('the ids of control answers are repeatable too', async () => {
  expect(await talk({ seed: 7, polls: 2 })).toEqual(await talk({ seed: 7, polls: 2 }));
});

/** Ids that an emulator makes, one after the other. */
function makeIds(options: EmulatorOptions, count: number): string[] {
  const emulator = createEmulator(options);
  const ids = Array.from({ length: count }, () => {
    const { id, restApiKeys, partners } = emulator.createWorkspace({});
    return [id, restApiKeys[0]!.key, partners[0]!.dataImportKeys[0]!.key].join();
  });
  emulator.close();
  return ids;
}

test('after a restart a seeded sequence goes on where it stood', () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const interrupted = [...makeIds({ file, randomSeed: 7 }, 3), ...makeIds({ file, randomSeed: 7 }, 3)];
  expect(interrupted).toEqual(makeIds({ randomSeed: 7 }, 6));
});

test('each seed has a position of its own', () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const ids = [7, 8, 7].flatMap((randomSeed) => makeIds({ file, randomSeed }, 2));
  expect([...ids.slice(0, 2), ...ids.slice(4)]).toEqual(makeIds({ randomSeed: 7 }, 4));
  expect(ids.slice(2, 4)).toEqual(makeIds({ randomSeed: 8 }, 2));
});

test.each([true, false])(
  'what another server with the same seed has made is not made again after its snapshot is restored (whole: %s)',
  async (isWhole) => {
    const make = (t: TestEmulator, count: number) =>
      Array.from({ length: count }, () => t.emulator.createWorkspace({}).id);
    const from = await freshEmulator({ randomSeed: 7 });
    const mine = make(from, 5).at(-1)!;
    await controlOf(from)('POST', '/snapshots', { name: 'a', ...(!isWhole && { workspace: mine }) });
    const to = await freshEmulator({ randomSeed: 7 });
    await upload(to, 'a', await download(from, 'a'));
    expect((await controlOf(to)('POST', '/snapshots/a/restore')).status).toBe(200);
    expect(make(to, 2)).toEqual(make(from, 2));
  },
);

test.each([-1, 0.5, Number.NaN, 2 ** 53, '7' as unknown as number, null as unknown as number])(
  'the seed %s is refused',
  async (randomSeed) => {
    await expect(startEmulator({ randomSeed })).rejects.toMatchObject({
      code: 'invalid_request',
      details: { path: 'randomSeed' },
    });
  },
);

test('a seed and a source of chance exclude each other', () => {
  expect(() => createEmulator({ randomSeed: 1, random: new SeededRandom('1') })).toThrow(
    /given without random/,
  );
});

test.each([0, Number.MAX_SAFE_INTEGER])('the seed %s is taken', (randomSeed) => {
  const emulator = createEmulator({ randomSeed });
  onTestFinished(() => emulator.close());
  expect(emulator.createWorkspace({}).id).toMatch(/^ws_/);
});
