import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../support/control.js';
import { freshEmulator } from '../support/emulator.js';
import { openConnection } from '../support/http/raw-http.js';
import { entryOf } from '../support/journal.js';
import { anAlias, aUser, wireAlias } from '../support/users/users.js';

// The probes beside the public cases that were "not so fine": the answer was right, and its cause could not be found.

describe('a body without the header that says what it is', () => {
  const text = '{"cohort_id":"c","cohort_changes":[]}';
  test.each([
    [
      'gzip data',
      gzipSync(text),
      'The body is gzip data, though no Content-Encoding says so; send the JSON uncompressed',
    ],
    [
      'zlib data',
      deflateSync(text),
      'The body is zlib data, though no Content-Encoding says so; send the JSON uncompressed',
    ],
    ['UTF-16', Buffer.from(`\ufeff${text}\u00e9`, 'utf16le'), 'The body is UTF-16; write the JSON in UTF-8'],
    ['Latin-1', Buffer.from(text.replace('c', '\u00e9'), 'latin1'), 'Write the JSON in UTF-8'],
  ])('is %s, and the hint says so', async (_, body, hint) => {
    const t = await freshEmulator();
    const headers = { 'content-type': 'application/json' };
    const answer = await t.send('/partners/hightouch/cohorts/users', { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(t.finished.at(-1)?.decision).toMatchObject({ rule: 'malformed_json', hint });
  });
});

test.each([
  ['of the same key', (key: string) => [key, key]],
  ['of a good key and another', (key: string) => [key, 'nope']],
])('two Authorization headers %s are 401, and the hint says that it is there twice', async (_, keys) => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const socket = await openConnection(t);
  const headers = keys(t.restApiKey).map((key) => `Authorization: Bearer ${key}\r\n`);
  socket.write(
    `GET /segments/list HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers.join('')}\r\n`,
  );
  const chunks = await socket.toArray();
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 401 /);
  expect(t.finished.at(-1)?.decision).toMatchObject({
    rule: 'invalid_rest_api_key',
    hint: 'The header is there several times; send one Authorization: Bearer and the key',
  });
});

describe('members that are sent in another form, or as what a program writes for none:', () => {
  const users = [
    aUser({ externalId: 'caf\u00e9' }),
    aUser({ externalId: 'x' }),
    aUser({ aliases: [anAlias('Loyalty:L-1')], deviceIds: ['Device-9'] }),
  ];
  const nothing = (id: string) => `'${id}' is what a program writes where it has no value`;

  test.each([
    ['an id in another Unicode form', { user_ids: ['cafe\u0301'] }, /but 'caf\u00e9' is an external_id$/],
    ['an id in quotes', { user_ids: ['"x"'] }, /^'"x"' is unknown, but 'x' is an external_id$/],
    ['a device id in other letters', { device_ids: ['device-9'] }, /but 'Device-9' is a device id$/],
    [
      'an alias whose label has other letters',
      { aliases: [wireAlias('loyalty:L-1')] },
      /^'loyalty' is no label of 'L-1', but 'Loyalty' is$/,
    ],
    ['null as a text', { user_ids: ['null'] }, nothing('null')],
    ['undefined as a text', { device_ids: ['undefined'] }, nothing('undefined')],
    [
      'undefined as the name of an alias',
      { aliases: [wireAlias('Loyalty:undefined')] },
      nothing('undefined'),
    ],
  ])('%s', async (_, change, hint) => {
    const t = await freshEmulator({ workspace: { users } });
    const body = { cohort_id: 'c', cohort_changes: [change] };
    const answer = await t.cohortUsers(body);
    const { notes } = (await entryOf(t, answer)).decision;
    const [list] = Object.keys(change);
    expect([answer.status, notes[0].path]).toEqual([201, `cohort_changes[0].${list}[0]`]);
    expect(notes[0].hint).toMatch(hint);

    await workspaceOf(t)('PATCH', '', { behaviour: { strictness: 'strict' } });
    const refused = await t.cohortUsers(body);
    expect(refused.status).toBe(400);
    expect((await entryOf(t, refused)).decision).toMatchObject({
      rule: 'strict_refusal',
      path: `cohort_changes[0].${list}[0]`,
    });
  });
});

test('members for a cohort that was never named make it, and the note says how to name it', async () => {
  const t = await freshEmulator({ workspace: { users: [aUser({ externalId: 'a' })] } });
  const changes = { cohort_id: 'c', cohort_changes: [{ user_ids: ['a'] }] };
  expect((await entryOf(t, await t.cohortUsers(changes))).decision.notes).toMatchObject([
    {
      rule: 'implicit_cohort',
      path: 'cohort_id',
      received: 'c',
      hint: 'Name it with POST /partners/{partner}/cohorts; until then its id is its name',
    },
  ]);
  const again = await t.cohortUsers({
    cohort_id: 'c',
    cohort_changes: [{ user_ids: ['a'], should_remove: true }],
  });
  expect((await entryOf(t, again)).decision.notes).toEqual([]);
});
