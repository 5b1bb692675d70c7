// What the emulator is to reach on two cores, in ratios of one run where that can be. Each goal says what it needs of the
// results; one that cannot be judged by them says so.

import { ratioOf } from './rounds.mjs';
import { beside } from './sets/segments.mjs';
import { markdownTable } from './tables.mjs';

/** Braze's documented ceiling: 250,000 requests an hour of 1,000 identifiers. */
export const brazeCeiling = (250_000 * 1_000) / 3_600;

const [few, many, most] = [50_000, 1_000_000, 5_000_000].map((count) => count.toLocaleString('en'));
const requestsOf = (ids) => (ids === 1 ? 'cohort, 1 id' : 'cohort, 1,000 ids');
const twoPlaces = (number) => number.toFixed(2);
const ms = (number) => `${number.toFixed(number < 10 ? 2 : 0)} ms`;

/** @typedef {(read: ReturnType<typeof readerOf>) => number} Measure */

/** @param {Measure} measured */
const atLeast = (number, what, bound, measured, text = twoPlaces) => ({
  number,
  what,
  bound: `at least ${text(bound)}`,
  measured,
  text,
  isMet: (value) => value >= bound,
});
/** @param {Measure} measured */
const atMost = (number, what, bound, measured, text = twoPlaces) => ({
  number,
  what,
  bound: `at most ${text(bound)}`,
  measured,
  text,
  isMet: (value) => value <= bound,
});

const toPrism = (number, what, bound, ids, storage) =>
  atLeast(number, what, bound, (read) =>
    read.ratio('requests', requestsOf(ids), `ours, ${storage}`, 'Prism'),
  );
const millionOf = (build) => `${build}, ${many} profiles`;
const identifiers = (state) => `${many} profiles, ids ${state}`;
const start = (by) => (read) => read.median('start', 'start to first answer', by);
const slowestBeside = (name) => (read) => read.greatest('segments', beside(name), millionOf('ours'));

const goals = [
  toPrism(1, '1 id, in memory, to Prism', 2, 1, 'in memory'),
  toPrism(1, '1 id, `--db`, to Prism', 1, 1, '--db'),
  toPrism(1, '1,000 ids, in memory, to Prism', 1, 1_000, 'in memory'),
  toPrism(1, '1,000 ids, `--db`, to Prism', 0.8, 1_000, '--db'),
  atLeast(2, 'identifiers/s asked for before, to the other build (ec0b163)', 2.5, (read) =>
    read.ratio('identifiers', identifiers('asked for before'), 'ours', 'other'),
  ),
  atLeast(2, 'identifiers/s not asked for before, to the other build (ec0b163)', 1.5, (read) =>
    read.ratio('identifiers', identifiers('not asked for before'), 'ours', 'other'),
  ),
  atLeast(
    2,
    'identifiers/s asked for before',
    500_000,
    (read) => read.median('identifiers', identifiers('asked for before'), 'ours'),
    (number) => Math.round(number).toLocaleString('en'),
  ),
  {
    number: 3,
    what: 'command, start to first answer',
    bound: 'at most 300 ms, or 2.40 times a bare server',
    measured: (read) => [
      start('ours, command')(read),
      read.ratio('start', 'start to first answer', 'ours, command', 'node:http'),
    ],
    text: (taken, times) => `${ms(taken)}, ${twoPlaces(times)} times`,
    isMet: (taken, times) => taken <= 300 || times <= 2.4,
  },
  atMost(3, 'library imported and started, to the command', 1, (read) =>
    read.ratio('start', 'start to first answer', 'ours, library', 'ours, command'),
  ),
  ...[
    ['a workspace over HTTP', 1],
    ['a workspace in process', 0.5],
    ['reset with 1,000 profiles', 20],
  ].map(([name, bound]) =>
    atMost(4, name, bound, (read) => read.median('workspaces', name, 'ours, in memory'), ms),
  ),
  atMost(
    5,
    `NDJSON, ${many} profiles`,
    15,
    (read) => 1_000_000 / read.median('imports', `NDJSON, ${many}`, 'ours'),
    (seconds) => `${seconds.toFixed(1)} s`,
  ),
  atLeast(
    5,
    `NDJSON, rate at ${most} to rate at ${many}`,
    0.6,
    (read) =>
      read.median('imports', `NDJSON, ${most}`, 'ours') / read.median('imports', `NDJSON, ${many}`, 'ours'),
  ),
  atLeast(
    5,
    '`/users/track` in batches of 75, to NDJSON',
    0.5,
    (read) =>
      read.median('imports', `\`/users/track\`, ${many}`, 'ours') /
      read.median('imports', `NDJSON, ${many}`, 'ours'),
  ),
  ...['A and not B, first call', 'A and not B, later'].map((name) =>
    atMost(6, name, 10, (read) => read.median('segments', name, millionOf('ours')), ms),
  ),
  ...['text is any of', 'text contains', 'number more than'].flatMap((name) => [
    atMost(6, `filter: ${name}`, 500, (read) => read.median('segments', name, millionOf('ours')), ms),
    atMost(6, `filter: ${name}, others wait`, 100, slowestBeside(name), ms),
  ]),
  ...['1 id', '1,000 ids', '1,000 ids asked for before'].map((name) =>
    atMost(7, `${name}, at ${most} to at ${few}`, 2, (read) =>
      read.ratio('sizes', name, `${most} profiles`, `${few} profiles`),
    ),
  ),
  ...['ours, in memory', 'ours, --db'].map((by) =>
    atMost(
      7,
      `memory, ${by}`,
      500,
      (read) => read.median('memory', `${many} profiles`, by),
      (number) => `${number.toFixed(0)} MB`,
    ),
  ),
];

/**
 * Each goal beside what was measured, and how many were not.
 *
 * @param {Record<string, { results: object[] }>} sets  What was measured, by set.
 */
export function goalsText(sets) {
  const read = readerOf(sets);
  const judged = goals.map((goal) => ({ ...goal, values: [goal.measured(read)].flat() }));
  const known = judged.filter(({ values }) => !values.some(Number.isNaN));
  const rows = known.map(({ number, what, bound, values, text, isMet }) => [
    String(number),
    what,
    bound,
    text(...values),
    isMet(...values) ? 'yes' : 'no',
  ]);
  const table = markdownTable(['goal', 'what', 'bound', 'measured', 'met'], rows);
  const left = goals.length - known.length;
  return left === 0 ? table : `${table}\n\n${left} of ${goals.length} bounds were not measured.`;
}

/** Looks up figures; `NaN` stands for what was not measured. */
function readerOf(sets) {
  const find = (set, name) => sets[set]?.results.find((result) => result.name === name);
  const spread = (set, name, by) => find(set, name)?.contenders[by];
  return {
    median: (set, name, by) => spread(set, name, by)?.median ?? Number.NaN,
    greatest: (set, name, by) => spread(set, name, by)?.max ?? Number.NaN,
    ratio(set, name, by, to) {
      const isThere = [by, to].every((its) => spread(set, name, its) !== undefined);
      return isThere ? ratioOf(find(set, name), by, to).median : Number.NaN;
    },
  };
}
