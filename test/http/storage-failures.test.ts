import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { EmulatorError } from '../../src/domain/errors.js';
import { createEmulator } from '../../src/emulator.js';
import { startEmulator } from '../../src/index.js';
import { keepAlive } from '../../src/store/open-sqlite.js';
import { temporaryFolder } from '../support/command.js';
import { controlOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';
import { emulatorWithEverything, walkEverything } from '../support/properties/everything.js';

/** A database file with something of everything, after something was done to it while nobody served from it. */
async function doctored(
  edit: (database: Sqlite.Database) => void,
): Promise<{ file: string; ws: string; key: string }> {
  const file = join(temporaryFolder(), 'emulator.db');
  const t = await emulatorWithEverything({ file });
  t.emulator.close();
  const database = keepAlive(new Sqlite(file));
  database.pragma('ignore_check_constraints = ON');
  database.pragma('foreign_keys = OFF');
  edit(database);
  database.close();
  return { file, ws: t.workspace.id, key: t.restApiKey };
}

/** The server on that file, and what it tells of its storage. */
async function served(file: string): Promise<{ t: TestEmulator; told: string[] }> {
  const told: string[] = [];
  const onStorageFailure = ({ message }: EmulatorError) => void told.push(message);
  const clock = new ManualClock();
  return { t: await freshEmulator({ file, clock, app: { onStorageFailure } }), told };
}

const sql = (text: string) => (database: Sqlite.Database) => database.exec(text);

test('a database that nobody changed works after a restart, in all that can be asked of it', async () => {
  const { file } = await doctored(() => {});
  const { t } = await served(file);
  expect(await walkEverything(t)).toEqual([]);
});

test.each([
  [
    "UPDATE workspaces SET behaviour = 'no JSON'",
    'table workspaces, row with workspace 1, column behaviour: it is not JSON',
  ],
  [
    'UPDATE workspaces SET created_at = 1e300',
    'table workspaces, row with workspace 1, column created_at: it is not a whole number',
  ],
  [
    'UPDATE rest_api_keys SET permissions = \'["all"]\'',
    'table rest_api_keys, row, column permissions: [0] is not one of',
  ],
  ['DELETE FROM partner_api_keys', 'column partner: it is not of a partner with a key'],
  ['DELETE FROM journal_total', 'table journal_total has 0 rows'],
  ["UPDATE sqlite_sequence SET seq = 'x'", 'table sqlite_sequence, row of'],
  [
    'UPDATE profiles SET workspace = 9 WHERE number = 1',
    'table profiles: a row belongs to a workspace that never was',
  ],
  [
    'CREATE TRIGGER t AFTER INSERT ON profiles BEGIN DELETE FROM known_keys; END',
    'its trigger t is not one of this emulator',
  ],
  ['DROP INDEX profiles_by_email', 'its index profiles_by_email is missing'],
])(
  'a database whose server rows were changed (%s) is refused at the start, untouched',
  async (text, reason) => {
    const { file } = await doctored(sql(text));
    const before = readFileSync(file);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => createEmulator({ file })).toThrow(
        expect.objectContaining({ code: 'storage_unusable', message: expect.stringContaining(reason) }),
      );
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  },
);

test.each([
  [
    "UPDATE segments SET definition = '{}'",
    /table segments, row with segment \d+, column definition: groupsOp is not one of/,
  ],
  ["UPDATE workspaces SET blueprint = '{}'", 'column blueprint: name is not a text'],
  ['UPDATE profile_set_blocks SET size = 7', 'table profile_set_blocks, row with profile_set'],
  ['DELETE FROM schedules WHERE is_local = 0', 'table due_work, row with due_work'],
  ['DELETE FROM profiles WHERE number = 0', 'table deprecated_external_ids'],
  [
    "UPDATE profiles SET custom_attributes = '{}' WHERE number = 0",
    'column custom_attributes: it is not JSONB of its form',
  ],
  [
    "UPDATE profiles SET custom_attributes = x'ff' WHERE number = 0",
    'column custom_attributes: it is not JSONB of its form',
  ],
  [
    // A text of a byte that begins no character.
    "UPDATE profiles SET custom_attributes = jsonb(CAST(x'7b2261223a22ff227d' AS TEXT)) WHERE number = 0",
    'column custom_attributes: it is not JSONB of its form',
  ],
  [
    `UPDATE profiles SET custom_attributes = jsonb('{"a":"\\ud800"}') WHERE number = 0`,
    'column custom_attributes: it has a text that is not Unicode',
  ],
  [
    `UPDATE profiles SET custom_attributes = jsonb('{"a":1e999}') WHERE number = 0`,
    'column custom_attributes: it has a number without end',
  ],
  [
    "UPDATE profiles SET attributes = jsonb('[1]') WHERE number = 0",
    'column attributes: it is not an object',
  ],
  [
    "UPDATE journal_entries SET content = '{}' WHERE entry = 3",
    'table journal_entries, row with entry 3, column content: query is not a text',
  ],
])(
  'a workspace whose rows were changed (%s) is refused on every surface, and the others work',
  async (text, reason) => {
    const { file, ws, key } = await doctored(sql(text.replace('number = 0', "external_id = 'c2'")));
    const { t, told } = await served(file);
    const control = controlOf(t);
    const asked = await control('GET', `/workspaces/${ws}/users`);
    const [got] = [asked.json.error];
    expect([asked.status, got.code]).toEqual([500, 'storage_unusable']);
    expect(got.message).toMatch(reason);
    const reset = await control('POST', `/workspaces/${ws}/reset`);
    expect(reset.json.error).toEqual(got);
    const braze = await t.post(
      '/users/track',
      { attributes: [{ external_id: 'x' }] },
      { authorization: `Bearer ${key}` },
    );
    expect([braze.status, braze.json]).toEqual([500, { message: got.message }]);
    expect(told).toEqual([got.message, got.message, got.message]);
    expect((await t.rest('/users/track', { attributes: [{ external_id: 'x' }] })).status).toBe(201);
    // The way out.
    expect((await control('POST', '/reset')).status).toBe(200);
  },
);

test('the character that stands for bytes that are no Unicode may be in a text', async () => {
  const { file, ws } = await doctored(
    sql(`UPDATE profiles SET custom_attributes = jsonb('{"a":"\ufffd"}') WHERE external_id = 'c2'`),
  );
  const { t } = await served(file);
  expect((await controlOf(t)('GET', `/workspaces/${ws}/users`)).status).toBe(200);
});

test('a failure of the storage is told once, in a sentence, however many requests meet it', async () => {
  const { file, ws, key } = await doctored(sql("UPDATE segments SET definition = '{}'"));
  const told: string[] = [];
  const onNotice = (message: string) => void told.push(message);
  await using emulator = await startEmulator({ db: file, onNotice });
  const answers = await Promise.all([
    ...['users', 'segments', 'requests'].map((path) =>
      fetch(`${emulator.url}/_emulator/v1/workspaces/${ws}/${path}`),
    ),
    fetch(`${emulator.url}/users/track`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: '{"attributes":[{"external_id":"x"}]}',
    }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500]);
  expect(told).toEqual([
    expect.stringMatching(/^Cannot use database file .*: table segments, row with segment \d+/),
  ]);
});

test('a page of zeros is told as damage of the file, on both surfaces', async () => {
  const { file, ws, key } = await doctored(() => {});
  const image = readFileSync(file);
  const database = keepAlive(new Sqlite(file, { readonly: true }));
  const root = database
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'profile_set_blocks'")
    .pluck()
    .get() as number;
  database.close();
  writeFileSync(file, image);
  writeSync(openSync(file, 'r+'), Buffer.alloc(4096), 0, 4096, (root - 1) * 4096);
  const emulator = createEmulator({ file });
  const { createApp } = await import('../../src/http/app.js');
  const told: string[] = [];
  const app = createApp(emulator, {
    onFinished: () => {},
    onDefect: (error) => {
      throw error;
    },
    onStorageFailure: ({ message }) => void told.push(message),
  });
  const message = `Cannot use database file ${file}: it is damaged; restore a snapshot, name another file, or delete this one`;
  const control = await app.request(`http://127.0.0.1/_emulator/v1/workspaces/${ws}/users`);
  expect([control.status, await control.json()]).toEqual([
    500,
    { error: { code: 'storage_unusable', message } },
  ]);
  const braze = await app.request('http://127.0.0.1/users/track', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"attributes":[]}',
  });
  expect([braze.status, await braze.json()]).toEqual([500, { message }]);
  expect(new Set(told)).toEqual(new Set([message]));
  emulator.close();
});
