// What nobody sends by mistake alone.

const sqlNames = [
  "'; DROP TABLE profiles;--",
  '" OR 1=1 --',
  "a' || (SELECT 1) || '",
  'profiles.id',
  'rowid',
];
const jsonPaths = [
  '$',
  '$.a',
  '$[0]',
  'a.b',
  'a"b',
  "a'b",
  '$.*',
  '"',
  '\\',
  '$."',
  'a[#-1]',
  '%',
  '_',
  '*',
  '?',
];
const traversals = [
  '../../etc/hosts',
  '..%2f..%2f',
  '/etc/hosts',
  'C:\\x',
  '.',
  '..',
  '%00',
  'a/../b',
  '\u0000',
];
export const prototypeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
];
export const hostileTexts = [
  ...sqlNames,
  ...jsonPaths,
  ...traversals,
  ...prototypeNames,
  '',
  ' ',
  'x'.repeat(256),
  'x'.repeat(100_000),
  '😀'.repeat(500),
  '\ud800',
  '\u2028\u202e\u0007\u001b[31m',
  '{{7*7}}',
  '(a+)+$',
  '9'.repeat(400),
  '-1',
  'NaN',
  '9999-12-31T23:59:59.999Z',
  '-271821-04-20T00:00:00Z',
];
const hostileNumbers = [-0, -1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, 0.1, 1e21];
const nest = (levels, inner = 1) => Array.from({ length: levels }).reduce((its) => [its], inner);

function hostileValue(random) {
  return random.pick([
    () => null,
    () => ({}),
    () => [],
    () => true,
    () => random.pick(hostileNumbers),
    () => random.pick(hostileTexts),
    () => random.pick(hostileTexts),
    () => nest(random.between(1, 98)),
    () => Array.from({ length: random.pick([51, 76, 1_001]) }, (_, index) => `${index}`),
    () => Object.fromEntries(prototypeNames.map((name) => [name, { x: 1 }])),
    () => ({ [random.pick(hostileTexts)]: random.pick(hostileTexts) }),
  ])();
}

/** A copy of a body with some places replaced, taken away, doubled, or joined by names nobody expects. */
export function spoiled(body, random) {
  const result = { body: structuredClone(body) };
  for (let changes = random.between(1, 3); changes > 0; changes--) spoilOne(result, random);
  return result.body;
}

function spoilOne(root, random) {
  const places = placesIn(root.body, [[root, 'body']]);
  const [parent, key] = random.pick(places);
  const isInArray = Array.isArray(parent);
  const act = random.below(10);
  if (act < 6 || parent === root) define(parent, key, hostileValue(random));
  else if (act < 8 && isInArray) parent.push(parent[key]);
  else if (act < 8) define(parent, random.pick(hostileTexts), hostileValue(random));
  else if (isInArray) parent.splice(key, 1);
  else delete parent[key];
}

/** Also under `__proto__`, which an assignment would not make a field. */
function define(parent, key, value) {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function placesIn(value, found) {
  if (typeof value !== 'object' || value === null || found.length > 500) return found;
  for (const key of Object.keys(value)) {
    const at = Array.isArray(value) ? Number(key) : key;
    found.push([value, at]);
    placesIn(value[key], found);
  }
  return found;
}

/** The bytes of a body with some of them changed, cut, doubled, or replaced by what is no JSON or no UTF-8. */
export function spoiledBytes(text, random) {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length + 1);
  const into = (...more) =>
    Buffer.concat([bytes.subarray(0, at), ...more.map((its) => Buffer.from(its)), bytes.subarray(at)]);
  return random.pick([
    () => bytes.subarray(0, at),
    () => into(bytes),
    () => into([0xff]),
    () => into([0xed, 0xa0, 0x80]),
    () => into([0xc0, 0xaf]),
    () => into([0]),
    () => into('"\\ud800"'),
    () => into('[1e999999,'),
    () => into(`${'9'.repeat(5_000)}`),
    () => into('['.repeat(100_000)),
    () => into('{"a":'.repeat(50_000)),
    () => Buffer.from(text.replace(/:("[^"]*"|\d+)/, `:${'['.repeat(200)}${']'.repeat(200)}`)),
    () =>
      Buffer.from(
        text.replace(/\{/, '{"__proto__":{"x":1},"__proto__":2,"constructor":{"prototype":{"x":1}},'),
      ),
    () => bytes.map((byte) => (random.chance(0.02) ? random.below(256) : byte)),
    () => Buffer.from(Array.from({ length: random.below(2_000) }, () => random.below(256))),
    () => Buffer.from(`\ufeff${text}`),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.from(text.replaceAll('"', "'")),
  ])();
}

export const hostileTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  '',
  'a/b;c',
  'json',
];
/** Headers that a request may bring beside its own. */
export const hostileHeaders = [
  { 'content-encoding': 'gzip' },
  { 'x-forwarded-host': '"><script>', 'x-forwarded-proto': 'javascript' },
  { 'x-http-method-override': 'DELETE' },
  { authorization: `Bearer ${'x'.repeat(8_000)}` },
  { authorization: 'Basic Og==' },
  { range: 'bytes=0-1,5-9' },
  { cookie: 'a=b; '.repeat(500) },
  { accept: '*/*;q=NaN' },
];
