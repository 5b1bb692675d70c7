import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { schemaVersion } from '../../../src/store/open-sqlite.js';
import { temporaryFolder } from '../../support/command.js';
import { type Control, controlOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { download, edited, signed, upload } from '../../support/snapshots.js';
import { readWorld } from '../../support/world.js';

function flipped(file: Buffer, position: number): Buffer {
  const copy = Buffer.from(file);
  copy[position]! ^= 1;
  return copy;
}

function ofVersion(file: Buffer, version: number): Buffer {
  const copy = Buffer.from(file);
  copy.writeInt32BE(version, 60); // Where a SQLite file keeps its user_version.
  return signed(copy);
}

const notOurs = 'it is no snapshot of this emulator, or its end is missing';
const damaged = 'it is damaged: its checksum does not fit its content';

const damages: [string, (file: Buffer) => Buffer, string][] = [
  ['empty', () => Buffer.alloc(0), 'it is not a SQLite database'],
  ['no SQLite database', () => Buffer.from('a shopping list '.repeat(1000)), 'it is not a SQLite database'],
  ['a database without the end of a snapshot', (file) => file.subarray(0, 8192), notOurs],
  ['cut off by one byte', (file) => file.subarray(0, file.length - 1), notOurs],
  ['cut off in the header', (file) => file.subarray(0, 50), notOurs],
  ['one byte too long', (file) => Buffer.concat([file, Buffer.alloc(1)]), notOurs],
  [
    'missing a page in the middle',
    (file) => Buffer.concat([file.subarray(0, 8192), file.subarray(12_288)]),
    damaged,
  ],
  ['flipped in its first page', (file) => flipped(file, 200), damaged],
  ['flipped in the middle', (file) => flipped(file, Math.floor(file.length / 2)), damaged],
  [
    'flipped in its description',
    (file) => flipped(file, file.length - 60),
    'it is damaged: in its description, workspaceCount is not a whole number from 0 to 4503599627370496',
  ],
  ['flipped in its checksum', (file) => flipped(file, file.length - 20), damaged],
  ['flipped in its mark', (file) => flipped(file, file.length - 1), notOurs],
  ['flipped in the length of its description', (file) => flipped(file, file.length - 52), notOurs],
  [
    'of a newer version',
    (file) => ofVersion(file, schemaVersion + 1),
    `it was saved by a newer version of the emulator (schema ${schemaVersion + 1}, this one reads ${schemaVersion})`,
  ],
  [
    'of an older version',
    (file) => ofVersion(file, schemaVersion - 1),
    `it was saved by an older version of the emulator (schema ${schemaVersion - 1}, this one reads ${schemaVersion})`,
  ],
];

test.each(damages)(
  'a file that is %s is not imported, and what has the name stays',
  async (_, damage, reason) => {
    const t = await freshEmulator();
    const control = controlOf(t);
    await control('POST', '/snapshots', { name: 'base' });
    const file = await download(t, 'base');
    const refused = await upload(t, 'base?replace=true', damage(file));
    expect([refused.status, refused.json.error]).toEqual([
      400,
      { code: 'snapshot_unusable', message: `Cannot use the snapshot: ${reason}`, path: '' },
    ]);
    expect((await download(t, 'base')).equals(file)).toBe(true);
  },
);

test('the database file itself is no snapshot, and a snapshot is no database file', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  createEmulator({ file }).close();
  const t = await freshEmulator();
  expect((await upload(t, 'a', readFileSync(file))).json.error.message).toContain(notOurs);
  await controlOf(t)('POST', '/snapshots', { name: 'base' });
  writeFileSync(file, await download(t, 'base'));
  expect(() => createEmulator({ file })).toThrow('it is not a database of this emulator');
});

/** Expects that a restore is refused for a reason, and that nothing that can be read has changed. */
async function expectRefusal(t: TestEmulator, control: Control, name: string, error: object) {
  const before = await readWorld(t, control);
  const refused = await control('POST', `/snapshots/${name}/restore`);
  expect(refused.json.error).toMatchObject(error);
  expect(await readWorld(t, control)).toEqual(before);
  return refused.status;
}

test.each(damages)(
  'a kept file that was made %s is not restored, and says so in the list',
  async (_, damage, reason) => {
    const file = join(temporaryFolder(), 'emulator.db');
    const t = await freshEmulator({ file });
    const control = controlOf(t);
    await control('POST', '/snapshots', { name: 'base' });
    await control('POST', '/workspaces', { name: 'since' });
    const kept = join(`${file}.snapshots`, 'base.snapshot');
    writeFileSync(kept, damage(readFileSync(kept)));
    const message = `Cannot use the snapshot: ${reason}`;
    expect(await expectRefusal(t, control, 'base', { code: 'snapshot_unusable', message })).toBe(400);
    // The list looks at the beginning and the end alone.
    const problem = reason === damaged ? null : message;
    expect((await control('GET', '/snapshots')).json.snapshots).toMatchObject([{ name: 'base', problem }]);
    expect((await control('DELETE', '/snapshots/base')).status).toBe(204);
  },
);

test('a description that is not JSON is damage too', async () => {
  const t = await freshEmulator();
  await controlOf(t)('POST', '/snapshots', { name: 'base' });
  const file = await download(t, 'base');
  file[file.length - 53] = 'x'.charCodeAt(0);
  const { message } = (await upload(t, 'a', signed(file))).json.error;
  expect(message).toBe('Cannot use the snapshot: it is damaged: in its description, it is not JSON');
});

test.each([
  ['everything', 'DROP TABLE devices', 'its table devices is missing'],
  [
    'everything',
    'ALTER TABLE devices ADD COLUMN colour TEXT',
    'its table devices is not one of this emulator',
  ],
  [
    'everything',
    'CREATE TRIGGER shadow AFTER INSERT ON profiles BEGIN DELETE FROM known_keys; END',
    'its trigger shadow is not one of this emulator',
  ],
  ['everything', 'DROP INDEX profiles_by_email', 'its index profiles_by_email is missing'],
  ['a workspace', 'DROP TABLE devices', 'its table devices is missing'],
  ['a workspace', 'DROP TABLE data_import_keys', 'its table data_import_keys is missing'],
  ['a workspace', 'DROP TABLE workspace_partners', 'its table workspace_partners is missing'],
  [
    'a workspace',
    'DROP TABLE devices; CREATE VIEW devices AS SELECT 1 AS workspace, 2 AS device_id, 3 AS number',
    'its view devices is not one of this emulator',
  ],
  [
    'a workspace',
    'INSERT INTO rest_api_keys SELECT * FROM rest_api_keys',
    'it does not fit what is here: UNIQUE constraint failed: rest_api_keys.key',
  ],
  [
    'a workspace',
    'UPDATE profiles SET random_bucket = 10000',
    'it does not fit what is here: CHECK constraint failed: random_bucket BETWEEN 0 AND 9999',
  ],
  [
    'a workspace',
    'UPDATE workspaces SET everyone_set = 99',
    'it does not fit what is here: NOT NULL constraint failed: workspaces.everyone_set',
  ],
  ...['everything', 'a workspace'].flatMap((scope) =>
    [
      [
        "UPDATE workspaces SET behaviour = 'no JSON'",
        'table workspaces, row with workspace 1, column behaviour: it is not JSON',
      ],
      [
        'UPDATE workspaces SET created_at = 1e300',
        'table workspaces, row with workspace 1, column created_at: it is not a whole number from -62167305600000 to 256558060799999',
      ],
      [
        "UPDATE profiles SET attributes = jsonb('[1]')",
        'table profiles, row with number 0, column attributes: it is not an object',
      ],
    ].map(([sql, problem]): [string, string, string] => [
      scope,
      sql!,
      `${problem}; something else than the emulator wrote that, so nothing of it is restored`,
    ]),
  ),
])('a snapshot of %s that was tampered with (%s) is refused whole', async (scope, sql, reason) => {
  const t = await freshEmulator({
    workspace: { users: [{ externalId: 'a', aliases: [], deviceIds: [], attributes: {} }] },
  });
  const control = controlOf(t);
  await control('POST', '/snapshots', {
    name: 'base',
    ...(scope === 'a workspace' && { workspace: t.workspace.id }),
  });
  const file = edited(await download(t, 'base'), (database) => database.exec(sql));
  expect((await upload(t, 'base?replace=true', file)).status).toBe(200);
  const message = `Cannot use the snapshot: ${reason}`;
  expect(await expectRefusal(t, control, 'base', { code: 'snapshot_unusable', message })).toBe(400);
});

test('a restored workspace takes no key that another one has now', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  for (const [kind, body] of [
    ['rest', { rest_api_keys: [{ key: t.restApiKey }] }],
    ['data import', { partners: [{ partner: 'segment', data_import_keys: [t.dataImportKey] }] }],
    ['data import key as rest', { rest_api_keys: [{ key: t.dataImportKey }] }],
  ] as const) {
    await control('POST', '/snapshots', { name: 'mine', workspace: t.workspace.id, replace: true });
    await control('DELETE', `/workspaces/${t.workspace.id}`);
    const other = await control('POST', '/workspaces', body);
    expect([kind, other.status]).toEqual([kind, 201]);
    expect(await expectRefusal(t, control, 'mine', { code: 'key_in_use' })).toBe(409);
    await control('DELETE', `/workspaces/${other.json.id}`);
    expect((await control('POST', '/snapshots/mine/restore')).status).toBe(200);
  }
});

test('a restored workspace needs the partners it knows', async () => {
  const from = await freshEmulator();
  from.emulator.configurePartners([
    {
      partner: 'house',
      displayName: 'House',
      filterName: 'House',
      apiKeys: [{ key: 'house-key', region: null }],
    },
  ]);
  const id = from.workspace.id;
  await controlOf(from)('PUT', `/workspaces/${id}/partners/house`, { enabled: true });
  await controlOf(from)('POST', '/snapshots', { name: 'mine', workspace: id });
  const to = await freshEmulator();
  await upload(to, 'mine', await download(from, 'mine'));
  const error = { code: 'partner_not_found', message: "This server does not know partner 'house'" };
  expect(await expectRefusal(to, controlOf(to), 'mine', error)).toBe(404);
});

test('a snapshot that cannot be written is refused, and the old one stays', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const t = await freshEmulator({ file });
  const control = controlOf(t);
  // A file where the folder would be.
  writeFileSync(`${file}.snapshots`, '');
  const refused = await control('POST', '/snapshots', { name: 'base' });
  expect([refused.status, refused.json.error.code]).toEqual([500, 'storage_unusable']);
});

test('other files in the folder are left alone, but for what a save that was cut off has left', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const t = await freshEmulator({ file });
  const control = controlOf(t);
  await control('POST', '/snapshots', { name: 'a' });
  const folder = `${file}.snapshots`;
  for (const other of ['.b.unfinished', 'note.txt', 'two words.snapshot'])
    writeFileSync(join(folder, other), 'x');
  expect((await control('GET', '/snapshots')).json.snapshots).toHaveLength(1);
  await control('POST', '/snapshots', { name: 'c' });
  expect(readdirSync(folder).sort()).toEqual(['a.snapshot', 'c.snapshot', 'note.txt', 'two words.snapshot']);
  truncateSync(join(folder, 'a.snapshot'));
  expect((await control('GET', '/snapshots')).json.snapshots[0].problem).toContain('not a SQLite database');
});
