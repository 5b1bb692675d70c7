// What takes keys out of the journal, with bodies made to keep it busy, at two sizes, and with the keys of 100,000
// workspaces that begin alike. Four times the body may take some four times as long; what takes the square takes sixteen
// times. Then the whole way of such bodies, as requests.

import { bundled } from '../bench/bundled.mjs';

export const name = 'redaction';

const small = 1024 * 1024;
const factor = 4;
/** Sixteen when something takes the square; four when it does not, and then what else the machine does. */
const ratioMax = 9;
/** What 4 MiB may take at the most, however loaded the machine is: the square would take minutes. */
const slowestMs = 30_000;

const key = '11111111-aaaa-4aaa-8aaa-111111111111';
const repeated = (text) => (size) =>
  Buffer.from(text.repeat(Math.ceil(size / text.length))).toString('latin1', 0, size);
const listOf = (elementOf) => (size) => {
  const bytes = JSON.stringify(elementOf(1_000)).length + 1;
  return Array.from({ length: Math.floor(size / bytes) }, (_, index) => elementOf(index));
};

/** Bodies by what they are made of. */
const shapes = {
  words: repeated('lorem ipsum dolor '),
  'a window of a key': repeated('1-aaaa-4'),
  'ones, as a key begins': repeated('1'),
  'keys but for their end': repeated(`${key.slice(0, -1)}x`),
  keys: repeated(key),
  'what 100,000 keys have in common': repeated('customer-workspace-'),
  'percent-encoding': repeated('%31'),
  'percent-encoding, twice': repeated('%2531'),
  'escapes of JSON': repeated('\\u0031'),
  backslashes: repeated('\\'),
  'base64 that is base64': repeated('V'),
  'base64 of keys, twice': (size) => {
    const keys = repeated(key)(Math.floor((size * 9) / 16));
    return Buffer.from(Buffer.from(keys).toString('base64')).toString('base64');
  },
  'names of keys': repeated('api_key='),
  'names of keys without a value': repeated('key:'),
  quotes: (size) => `api_key:${repeated('"')(size)}`,
  addresses: repeated('://a@'),
  'values under names of keys': listOf((index) => ({ api_key: `aaaaaaaaaaaa${index}` })),
  'values under names of keys, and texts like them': listOf((index) => ({
    api_key: `aaaaaaaaaaaa${index}`,
    note: `aaaaaaaaaaaa-${index}`,
  })),
  'values that repeat themselves': listOf((index) => ({ api_key: 'abcd'.repeat(4 + (index % 60)) })),
  ids: listOf((index) => `user-${index}`),
  'ids of 60 characters': listOf((index) => `${'V'.repeat(50)}${String(index).padStart(10, '0')}`),
  'empty objects': listOf(() => ({})),
  numbers: listOf((index) => 1_234_567_890_123 + index),
};

/** @param report  Takes in each result. */
export default async function run(report) {
  const redact = await redactor();
  for (const [shape, make] of Object.entries(shapes)) {
    const [short, long] = [small, factor * small].map(make);
    await checkLinear(report, `redaction of ${shape}`, async () => [
      timeOf(redact, short),
      timeOf(redact, long),
    ]);
  }
  await tryRequests(report);
}

/** What redacts a body, with the keys of many workspaces. */
async function redactor() {
  const { KeyFinder } = await bundled('domain/journal/key-finder');
  const { placedKeys } = await bundled('domain/journal/placed-keys');
  const { redactEntry } = await bundled('domain/journal/redaction');
  const known = new KeyFinder();
  known.add(key);
  for (let index = 0; index < 100_000; index++) {
    known.add(`customer-workspace-${String(index).padStart(7, '0')}`);
    known.add(crypto.randomUUID());
  }
  return (body) => {
    const strangers = new KeyFinder();
    const placed = placedKeys({ headers: {}, query: '', body: { kind: 'json', value: body } });
    for (const { value } of placed) strangers.addStranger(value);
    redactEntry(entryOf(body), [known, strangers]);
  };
}

function entryOf(body) {
  return {
    path: '/x',
    partner: null,
    cohortId: null,
    request: { headers: {}, body },
    response: null,
    fault: null,
    decision: { kind: 'accepted', notes: [] },
    outcome: null,
  };
}

/** Both sizes in turns, so that what else the machine does meets both; the fastest of each counts. */
async function checkLinear(report, what, measure) {
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isGood = () => (long / short <= ratioMax || long < 50) && long < slowestMs;
  for (let round = 0; round < 3 || (round < 8 && !isGood()); round++) {
    const [shortNow, longNow] = await measure();
    [short, long] = [Math.min(short, shortNow), Math.min(long, longNow)];
  }
  report.check(
    `${what} takes a time proportional to its size`,
    isGood(),
    `1 MiB ${short.toFixed(0)} ms, 4 MiB ${long.toFixed(0)} ms`,
  );
}

function timeOf(work, body) {
  const startedAt = performance.now();
  work(body);
  return performance.now() - startedAt;
}

/** Elements of a list in a request of 1 MiB at the most: in four times as many there are fewer values than are refused. */
const elementsMax = 12_000;

/**
 * Requests of up to 1 and 4 MiB, unauthenticated, to a path that is none: what is measured is the way into the journal.
 */
async function tryRequests(report) {
  const { startEmulator } = await import('../../dist/library/index.js');
  const server = await startEmulator({ quickstart: true });
  try {
    for (const shape of ['values under names of keys', 'ids', 'empty objects', 'words']) {
      const [short, long] = [1, factor].map((times) => requestBody(shapes[shape], times));
      await checkLinear(report, `a request of ${shape}`, async () => [
        await requestTime(server.url, short),
        await requestTime(server.url, long),
      ]);
    }
  } finally {
    await server.stop();
  }
}

function requestBody(make, times) {
  const value = make(times * small - 1024);
  return JSON.stringify(Array.isArray(value) ? value.slice(0, times * elementsMax) : value);
}

/** @throws Error when it did not get as far as the journal with its body. */
async function requestTime(url, body) {
  const startedAt = performance.now();
  const headers = { 'content-type': 'text/plain' };
  const answer = await fetch(`${url}/x`, { method: 'POST', body, headers });
  await answer.arrayBuffer();
  if (answer.status !== 404) throw new Error(`Answered ${answer.status}`);
  return performance.now() - startedAt;
}
