// Bodies that grow, each of a shape of its own.
import { authorization } from './fuzz/world.mjs';

const mebibyte = 1024 * 1024;
const control = '/_emulator/v1/workspaces';
const json = { 'content-type': 'application/json' };
const rest = { ...json, authorization };
/** The texts, joined, until there are so many bytes. */
function fill(bytes, textOf, separator = ',') {
  const texts = [];
  for (let size = 0; size < bytes; size += texts.at(-1).length + separator.length)
    texts.push(textOf(texts.length));
  return texts.join(separator);
}
const nested = (levels) => '['.repeat(levels) + ']'.repeat(levels);
const filter = (number) => ({
  type: 'custom_attribute',
  name: `n${number}`,
  value_type: 'string',
  comparison: 'is_any_of',
  value: ['x'],
});
const evaluate = (filters) => ({ definition: { groups: [{ op: 'or', filters }] } });

/** Bodies of a Braze endpoint, by how many bytes they have. */
const brazeBodies = {
  'one text': (size) => `{"cohort_id":"${'x'.repeat(size)}"}`,
  'a list of texts': (size) => `{"external_ids":[${fill(size, (at) => `"id-${at}"`)}]}`,
  'a list of numbers': (size) => `{"external_ids":[${fill(size, (at) => `${at}`)}]}`,
  'fields with names of their own': (size) => `{${fill(size, (at) => `"field-${at}":1`)}}`,
  'the same field again': (size) => `{${fill(size, () => '"field":1')}}`,
  'attributes of one user': (size) =>
    `{"attributes":[{"external_id":"cust-1",${fill(size, (at) => `"attribute-${at}":"x"`)}}]}`,
  'objects with keys': (size) => `[${fill(size, (at) => `{"api_key":"aaaaaaaaaaaa${at}"}`)}]`,
  'nested lists': (size) => `{"external_ids":[${fill(size, () => nested(90))}]}`,
  'lists that never end': (size) => '['.repeat(size),
  'objects that never end': (size) => '{"a":'.repeat(size / 5),
  escapes: (size) => `{"external_ids":["${'\\u0041'.repeat(size / 6)}"]}`,
  backslashes: (size) => `{"external_ids":["${'\\\\'.repeat(size / 2)}"]}`,
  'one number of many digits': (size) => `{"external_ids":[${'9'.repeat(size)}]}`,
  'white space': (size) => `{"external_ids":["a"]${' '.repeat(size)}}`,
  quotes: (size) => '"'.repeat(size),
  'bytes that are no text': (size) => Buffer.alloc(size, 0xff),
};

/**
 * @typedef {object} SizeCase
 * @property {string} title
 * @property {[number, number]} sizes
 * @property {(size: number) => [method: string, path: string, request: object]} request
 */

/** @returns {SizeCase[]} */
export function sizeCases({ long }) {
  const post = (title, sizes, path, headers, bodyOf) => ({
    title,
    sizes,
    request: (size) => ['POST', path, { headers, body: bodyOf(size) }],
  });
  const controlSizes = long ? [15.9 * mebibyte, 63.6 * mebibyte] : [0.5 * mebibyte, 2 * mebibyte];
  const brazeSizes = long ? [0.99 * mebibyte, 3.96 * mebibyte] : [0.25 * mebibyte, mebibyte];
  const user = (at) => `{"external_id":"u-${at}","attributes":{"plan":"gold"}}`;
  const cohortBody = (count) =>
    JSON.stringify({
      partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
      client_secret: '22222222-bbbb-4bbb-8bbb-222222222222',
      cohort_id: 'c',
      cohort_changes: [{ user_ids: Array.from({ length: count }, (_, at) => `id-${at}`) }],
    });
  return [
    ...Object.entries(brazeBodies).flatMap(([title, bodyOf]) => [
      post(`POST /users/delete with ${title}`, brazeSizes, '/users/delete', rest, bodyOf),
      post(
        `POST /nowhere with ${title}, as text`,
        brazeSizes,
        '/nowhere',
        { 'content-type': 'text/plain' },
        bodyOf,
      ),
    ]),
    post(
      'POST /users/track with attributes of one user',
      brazeSizes,
      '/users/track',
      rest,
      brazeBodies['attributes of one user'],
    ),
    post(
      'identifiers of a cohort change',
      [250, 1_000],
      '/partners/hightouch/cohorts/users',
      json,
      cohortBody,
    ),
    post(
      'levels of lists',
      [24, 96],
      '/users/delete',
      rest,
      (levels) => `{"x":[${fill(mebibyte, () => nested(levels))}]}`,
    ),
    {
      title: 'a long path',
      sizes: [3_000, 12_000],
      request: (size) => ['GET', `/${'a/'.repeat(size / 2)}`, {}],
    },
    post('filters of a segment', [25, 100], `${control}/ws_quickstart/segments/evaluate`, json, (count) =>
      JSON.stringify(evaluate(Array.from({ length: count }, (_, at) => filter(at)))),
    ),
    post('steps of a fault', [250, 1_000], `${control}/ws_quickstart/faults`, json, (count) =>
      JSON.stringify({
        match: { route: '/partners/*/cohorts', cohort_id: 'of nobody' },
        sequence: Array.from({ length: count }, () => ({ status: 503 })),
      }),
    ),
    post(
      'requests to verify in order',
      [250, 1_000],
      `${control}/ws_quickstart/requests/verify`,
      json,
      (count) =>
        JSON.stringify({ in_order: Array.from({ length: count }, () => ({ route: '/users/delete' })) }),
    ),
    // Last: the filters are of few users.
    post(
      'a new workspace with users',
      controlSizes,
      control,
      json,
      (size) => `{"users":[${fill(size, user)}]}`,
    ),
    post(
      'users as NDJSON',
      controlSizes,
      `${control}/ws_quickstart/users`,
      { 'content-type': 'application/x-ndjson' },
      (size) => fill(size, user, '\n'),
    ),
    post(
      'one line of NDJSON',
      [mebibyte / 4, mebibyte],
      `${control}/ws_quickstart/users`,
      { 'content-type': 'application/x-ndjson' },
      (size) => `{"attributes":{${fill(size - 300, (at) => `"a${at}":"${'x'.repeat(200)}"`)}}}`,
    ),
  ];
}
