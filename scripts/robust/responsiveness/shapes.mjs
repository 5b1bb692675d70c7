// Bodies of about some number of bytes that are all of one kind.

/** `count` times what `make` gives. */
export function list(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}

const repeat = (piece, bytes) => piece.repeat(Math.floor(bytes / piece.length));

/** A JSON value, as text, by its kind. @type {Record<string, (bytes: number) => string>} */
export const shapes = {
  'one huge string': (bytes) => `"${'x'.repeat(bytes)}"`,
  'one string of escapes': (bytes) => `"${repeat('\\u00e9\\n', bytes)}"`,
  'numbers in an array': (bytes) => `[${repeat('1,', bytes)}1]`,
  'strings in an array': (bytes) => `[${repeat('"ab",', bytes)}"ab"]`,
  'longer strings in an array': (bytes) => `[${repeat('"abcdefghijklmnopqrstuvwxyz",', bytes)}"ab"]`,
  'empty arrays': (bytes) => `[${repeat('[],', bytes)}[]]`,
  'empty objects': (bytes) => `[${repeat('{},', bytes)}{}]`,
  'objects of one field': (bytes) => `[${repeat('{"a":1},', bytes)}{}]`,
  'small keys': (bytes) => keyed(bytes, (index) => `"${index.toString(36)}":1`),
  'odd keys': (bytes) => keyed(bytes, (index) => `"a b.${index.toString(36)}":"c"`),
  'long keys': (bytes) => keyed(bytes, (index) => `"${'user_id'.repeat(140)}${index}":1`),
  'nested arrays': (bytes) => repeat('[', bytes / 2) + repeat(']', bytes / 2),
  'nested objects': (bytes) => `${repeat('{"a":', bytes / 6)}1${repeat('}', bytes / 6)}`,
  'many nests of 90': (bytes) =>
    `[${list(Math.floor(bytes / 181), () => '['.repeat(90) + ']'.repeat(90)).join()}]`,
};

/** One of each kind that takes long in its own way; the others are for the long form. */
const telling = new Set([
  'one huge string',
  'one string of escapes',
  'numbers in an array',
  'long keys',
  'odd keys',
]);

/** @param {string} shape */
export const isForLongForm = (shape) => !telling.has(shape);

function keyed(bytes, pair) {
  const pairs = [];
  for (let size = 0, index = 0; size < bytes; index++) {
    const text = pair(index);
    pairs.push(text);
    size += text.length + 1;
  }
  return `{${pairs.join()}}`;
}
