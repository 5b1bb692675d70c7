import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/domain/journal/journal.js';
import { KeyFinder } from '../../../src/domain/journal/key-finder.js';
import { redactEntry } from '../../../src/domain/journal/redaction.js';
import type { JsonValue } from '../../../src/domain/json.js';

const known = 'known-key-of-the-server';

function anEntry(fields: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: 'r',
    at: 0,
    receivedAt: 0,
    method: 'POST',
    path: '/users/track',
    workspaceId: 'ws_1',
    partner: null,
    cohortId: null,
    request: { headers: {}, body: null },
    response: { status: 201, headers: {}, body: { message: 'success' } },
    durationMs: 1,
    fault: null,
    decision: { kind: 'accepted', notes: [] },
    outcome: null,
    ...fields,
  };
}

function redact(entry: JournalEntry, echoed?: string): JournalEntry {
  const finder = new KeyFinder();
  finder.add(known);
  return redactEntry(entry, [finder], echoed);
}

const bodyOf = (body: JsonValue) => redact(anEntry({ request: { headers: {}, body } })).request.body;

test.each([
  'client_secret',
  'partner_api_key',
  'api_key',
  'apiKey',
  'Api-Key',
  'data_import_key',
  'app_group_id',
])('what stands under the name %s goes, at any depth', (name) => {
  expect(bodyOf({ [name]: 'x', data: [{ [name]: { a: 'y' } }, { [name]: 7 }] })).toEqual({
    [name]: '[redacted]',
    data: [{ [name]: '[redacted]' }, { [name]: '[redacted]' }],
  });
});

test.each([null, ''])('%j under the name of a key stays: it tells that there was none', (nothing) => {
  expect(bodyOf({ client_secret: nothing })).toEqual({ client_secret: nothing });
});

test.each([
  'user_ids',
  'key',
  'token',
  'secret_santa',
  'app_id',
  'device_id',
  'cohort_id',
  'monkey',
  'api_keys_count',
])('what stands under the name %s stays', (name) => {
  expect(bodyOf({ [name]: 'an-ordinary-identifier' })).toEqual({ [name]: 'an-ordinary-identifier' });
});

test('a known key goes wherever it stands: as a value, inside one, as a number, as a name', () => {
  const finder = new KeyFinder();
  for (const key of [known, '1234567890123456']) finder.add(key);
  const body = { ids: [known, `x${known}y`, 1234567890123456, 12], [known]: { [`a ${known}`]: true } };
  expect(redactEntry(anEntry({ request: { headers: {}, body } }), [finder], undefined).request.body).toEqual({
    ids: ['[redacted]', 'x[redacted]y', '[redacted]', 12],
    '[redacted]': { 'a [redacted]': true },
  });
});

test('a field called __proto__ is redacted like any other, and stays a field', () => {
  const body = JSON.parse(`{"__proto__":{"client_secret":"x"}}`) as JsonValue;
  expect(JSON.stringify(bodyOf(body))).toBe('{"__proto__":{"client_secret":"[redacted]"}}');
});

test.each([
  ['{"client_secret":"abc",}', '{"client_secret":"[redacted]",}'],
  ["{'client_secret': 'abc', 'x': 1}", "{'client_secret': '[redacted]', 'x': 1}"],
  ['client_secret=abc&cohort_id=c', 'client_secret=[redacted]&cohort_id=c'],
  ['{\\"partner_api_key\\":\\"abc\\"}', '{\\"partner_api_key\\":\\"[redacted]\\"}'],
  ['Authorization: Bearer abc', 'Authorization: Bearer [redacted]'],
  ['{"api_key":abc}', '{"api_key":[redacted]}'],
  ['a=b, c:d', 'a=b, c:d'],
])('in the text %s the value after a key name goes', (text, clean) => {
  expect(bodyOf(text)).toBe(clean);
});

test('a header for keys loses its value and keeps its scheme; others lose known keys', () => {
  const headers = {
    authorization: 'Bearer abc',
    'x-api-key': 'abc',
    cookie: 'a=b',
    'user-agent': `tool/${known}`,
    accept: '*/*',
  };
  expect(redact(anEntry({ request: { headers, body: null } })).request.headers).toEqual({
    authorization: 'Bearer [redacted]',
    'x-api-key': '[redacted]',
    cookie: '[redacted]',
    'user-agent': 'tool/[redacted]',
    accept: '*/*',
  });
});

test.each([
  ['Bearer', '[redacted]'],
  ['Basic YTpi', 'Basic [redacted]'],
  ['abc def', '[redacted]'],
  ['', ''],
])('of Authorization: %j this is left: %j', (authorization, clean) => {
  const entry = redact(anEntry({ request: { headers: { authorization }, body: null } }));
  expect(entry.request.headers.authorization).toBe(clean);
});

test.each([
  [`/partners/${known}/cohorts`, '/partners/[redacted]/cohorts'],
  ['/a?client_secret=abc&b=%20c', '/a?client_secret=[redacted]&b=%20c'],
  ['/a?client%5Fsecret=abc', '/a?client%5Fsecret=[redacted]'],
  [`/a?x=1&${known}`, '/a?x=1&[redacted]'],
  [`/a?x=${encodeURIComponent(`{"k":"${known}"}`)}`, '/a?x=%7B%22k%22%3A%22[redacted]%22%7D'],
  [`/a%2F${known.replace('key', 'k%65y')}`, '/a%2F[redacted]'],
  ['/a/%zz?b=%zz&api_key=', '/a/%zz?b=%zz&api_key='],
])('the path %s is kept as %s', (path, clean) => {
  expect(redact(anEntry({ path })).path).toBe(clean);
});

test('partner, cohort id, outcome, fault and decision are redacted too', () => {
  const note = {
    rule: 'r',
    message: `m ${known}`,
    path: 'client_secret',
    received: 'abc',
    hint: `h ${known}`,
  };
  const entry = redact(
    anEntry({
      partner: known,
      cohortId: `c ${known}`,
      fault: { id: 'f', effect: { kind: known } },
      decision: { kind: 'refused', ...note },
      outcome: {
        added: 0,
        alreadyMember: 0,
        removed: 0,
        notMember: 0,
        unknown: { externalIds: [known], deviceIds: [], aliases: [{ label: known, name: 'n' }] },
        skippedIdentified: { deviceIds: [known] },
        conflicts: [{ identifier: { externalId: known }, applied: 'add' }],
      },
    }),
  );
  expect(JSON.stringify(entry)).not.toContain(known);
  expect(entry.decision).toEqual({
    kind: 'refused',
    rule: 'r',
    message: 'm [redacted]',
    path: 'client_secret',
    received: '[redacted]',
    hint: 'h [redacted]',
  });
});

test('what an answer echoes goes, however short it is', () => {
  const response = { status: 401, headers: {}, body: { message: 'Invalid API key: e' } };
  expect(redact(anEntry({ response }), 'e').response?.body).toEqual({
    message: 'Invalid API key: [redacted]',
  });
  expect(redact(anEntry({ response: null }), 'e').response).toBeNull();
});
