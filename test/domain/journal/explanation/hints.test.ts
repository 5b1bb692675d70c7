import { expect, test } from 'vitest';
import { malformedHint } from '../../../../src/domain/journal/explanation/body-hint.js';
import { fieldHint } from '../../../../src/domain/journal/explanation/field-hint.js';
import { pathHint } from '../../../../src/domain/journal/explanation/path-hint.js';
import { unknownFieldNotes } from '../../../../src/domain/journal/explanation/unknown-fields.js';
import { valueAt } from '../../../../src/domain/journal/explanation/value-at.js';
import type { ObservedBody, RequestRecord } from '../../../../src/domain/journal/request-record.js';
import type { JsonValue } from '../../../../src/domain/json.js';
import { type BrazeEndpointName, endpointFacts } from '../../../../src/wire/braze/endpoints.js';
import { aRecord } from '../../../support/journal.js';

// The common mistakes stand in connector-mistakes; here is what lies beside them.

const endpoints = [
  ['POST', '/partners/{partner}/cohorts'],
  ['POST', '/users/track'],
  ['GET', '/catalogs'],
  ['POST', '/catalogs'],
].map(([verb = '', path = '']) => ({ verb, path, summary: '', isBuilt: true }));

function aRequest(body: ObservedBody, headers: Record<string, string> = {}): RequestRecord {
  return aRecord({ query: '?a=b', headers, body });
}

/** A cohort request, or another with a body. */
function to(endpoint: BrazeEndpointName, value: JsonValue): RequestRecord {
  return aRecord({ endpoint: endpointFacts[endpoint], body: { kind: 'json', value } });
}

const cohortShape = {
  properties: {
    ...endpointFacts.nameCohort.body?.().properties,
    ...endpointFacts.changeCohortMembers.body?.().properties,
  },
};

test.each([
  ['DELETE', '/catalogs', '/catalogs answers to GET and POST, this was DELETE'],
  ['GET', '/users/track/', 'The path has a trailing slash; send POST /users/track'],
  [
    'POST',
    '//Users//track/',
    'The path has a trailing slash and a doubled slash and capital letters; send /users/track',
  ],
  ['POST', '/', undefined],
  ['POST', '', undefined],
  ['POST', '/partners//cohorts', 'The closest that Braze has is POST /partners/{partner}/cohorts'],
  ['POST', '/something/else/entirely', undefined],
  ['POST', `/partner/${'a'.repeat(16_000)}/cohorts`, undefined],
])('%s %s: %s', (method, route, hint) => {
  expect(pathHint(method, route, endpoints)).toBe(hint);
});

test.each<[ObservedBody, string]>([
  [{ kind: 'binary', byteCount: 3 }, 'Write the JSON in UTF-8'],
  [{ kind: 'text', text: '<xml/>' }, 'The body looks like XML or HTML; send a JSON object'],
  [{ kind: 'text', text: '{“a”:1}' }, 'There are curly quotes in it; JSON takes straight ones'],
  [{ kind: 'text', text: '{"a":NaN}' }, 'JSON has no NaN, Infinity or undefined'],
  [{ kind: 'text', text: '{a:1}' }, 'Names of fields stand in double quotes'],
  [{ kind: 'text', text: '{"a":1 // one\n}' }, 'JSON has no comments'],
  [{ kind: 'text', text: '--boundary\r\n' }, 'The body looks like multipart; send a JSON object'],
  [{ kind: 'text', text: '{"a":01}' }, 'Send one JSON object'],
  [{ kind: 'json', value: [] }, 'Send one JSON object'],
])('a malformed body %j gets a hint', (body, hint) => {
  expect(malformedHint(aRequest(body))).toBe(hint);
});

test.each<[JsonValue, string, string | undefined]>([
  [7, 'cohort_id', 'The body is a number; send an object'],
  [null, 'cohort_id', 'The body is null; send an object'],
  ['text', 'cohort_id', 'The body is a string; send an object'],
  [{}, 'cohort_id', 'The body is an empty object'],
  [
    { payload: { cohort_id: 'c' } },
    'cohort_id',
    "The fields stand inside 'payload'; send them at the top of the body",
  ],
  [{ cohort_di: 'c' }, 'cohort_id', "'cohort_di' is no field here; call it 'cohort_id'"],
  [{ cohort_id: '' }, 'cohort_id', 'It is empty'],
  [{ cohort_id: { x: 1 } }, 'cohort_id', 'It is an object; cohort_id takes strings'],
  [
    { created_at: '1770109200000' },
    'created_at',
    'It looks like milliseconds since 1970; write "2026-02-03T09:00:00.000Z"',
  ],
  [{ created_at: 'soon' }, 'created_at', 'Write it in ISO 8601, such as "2026-02-03T09:00:00Z"'],
  [{ created_at: -1 }, 'created_at', 'Write it in ISO 8601, such as "2026-02-03T09:00:00Z"'],
  [{ created_at: 1e300 }, 'created_at', 'Write it in ISO 8601, such as "2026-02-03T09:00:00Z"'],
  [{ cohort_changes: 7 }, 'cohort_changes', 'It is a number; send an array of objects'],
  [{ cohort_changes: [[]] }, 'cohort_changes[0]', 'An array stands where one object is expected'],
  [{ unknown: 7 }, 'unknown', undefined],
  [{ a: 1 }, '', undefined],
  [{ a: 1 }, 'no.such[3].place', undefined],
])('in %j a fault at %j has the hint %j', (body, path, hint) => {
  expect(fieldHint(body, path, cohortShape)).toBe(hint);
});

test('a value is found at its path in the body, the headers or the query', () => {
  const value = { a: [{ 'odd name': 5 }], 'headers.x': 1 };
  const request = aRequest({ kind: 'json', value }, { 'content-type': 'x' });
  expect(valueAt(request, 'a[0]["odd name"]')).toBe(5);
  expect(valueAt(request, 'a[1]')).toBeUndefined();
  expect(valueAt(request, 'a[0].constructor')).toBeUndefined();
  expect(valueAt(request, 'headers.content-type')).toBe('x');
  expect(valueAt(request, 'query.a')).toBe('b');
});

test('fields that Braze does not look at are noted once each, those of other endpoints not at all', () => {
  const body: JsonValue = {
    cohort_id: 'c',
    partner: 'x',
    cohort_changes: [
      { user_ids: [], removed: 1 },
      { user_ids: [], removed: 1, aliases: [{ alias_label: 'l', alias_name: 'n', x: 1 }] },
    ],
  };
  const notes = unknownFieldNotes(to('changeCohortMembers', body));
  expect(notes.map(({ path, hint }) => [path, hint])).toEqual([
    ['partner', undefined],
    ['cohort_changes[0].removed', "Did you mean 'should_remove'?"],
    ['cohort_changes[1].aliases[0].x', undefined],
  ]);
  expect(unknownFieldNotes(aRecord({ body: { kind: 'json', value: body } }))).toEqual([]);
  expect(unknownFieldNotes(to('trackUsers', []))).toEqual([]);
});

test('of very many ignored fields only some are noted', () => {
  const fields = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`field_${index}`, 1]));
  expect(unknownFieldNotes(to('trackUsers', fields))).toHaveLength(20);
});
