// Measures what looks for signs in texts that anybody may send, with texts made to keep it busy, at two sizes. What takes
// four times the text should take about four times as long; the script fails when something takes the square of it. Run with
// `npm run bench:hostile`.
//
//   --length N    characters of the shorter text (default 20000); the longer has four times as many
import { parseArgs } from 'node:util';
import { bundled } from './bench/bundled.mjs';

const { values: options } = parseArgs({ options: { length: { type: 'string', default: '20000' } } });
const length = Number(options.length);
/** Sixteen when something takes the square; four when it does not, and then what else the machine does. */
const ratioMax = 9;
/** Below so many milliseconds a ratio says nothing. */
const tellingMs = 5;

const { malformedHint } = await bundled('domain/journal/explanation/body-hint');
const { redactEntry } = await bundled('domain/journal/redaction');
const { parseAttributeTime } = await bundled('domain/time/written-time');
const { isOnRoute } = await bundled('domain/route-pattern');
const { isSecretName, schemeOf } = await bundled('domain/journal/placed-keys');
const { writtenOutSize } = await bundled('domain/segments/regex-size');
const { compileRegex } = await bundled('domain/segments/regex');
const { readSeriesRange } = await bundled('wire/braze/segments/segments');
const { unwrapKey } = await bundled('operations/journal/recognize-key');

const hint = (text) => malformedHint({ headers: {}, body: { kind: 'text', text } });
const noKeys = { knownKeys: { finder: { has: () => false } } };
const entryOf = (text) => ({
  path: '/x',
  partner: null,
  cohortId: null,
  request: { headers: {}, body: text },
  response: null,
  fault: null,
  decision: { kind: 'accepted', notes: [] },
  outcome: null,
});
const redact = (text) => redactEntry(entryOf(text), []);

/** What is called, and what it gets: so many times the middle, between a beginning and an end. */
const cases = [
  ['hint: line breaks', hint, '{}', '\n', 'x'],
  ['hint: closed objects', hint, '{', '}\n', 'x'],
  ['hint: commas', hint, '{', ', ', 'x'],
  ['hint: brackets', hint, '', '{', ''],
  ['hint: white space', hint, '', ' ', 'x'],
  ['hint: form', hint, '', 'a', 'x'],
  ['redaction: quotes', redact, 'api_key:', '"', ' '],
  ['redaction: blanks', redact, 'api_key:bearer', ' ', ''],
  ['redaction: names', redact, '', 'api_key=', ''],
  ['time: digits', parseAttributeTime, '', '2', 'x'],
  ['time: Ts', parseAttributeTime, '2026-02-03', 'T', ''],
  ['route: slashes', (text) => isOnRoute('/**', text), '', '/', ''],
  ['route: stars', (text) => isOnRoute(text, '/users/track'), '', '/*', ''],
  ['name of a key', isSecretName, '', 'api_key', ''],
  ['scheme', schemeOf, 'bearer', ' ', ''],
  ['key: quotes', (text) => unwrapKey(noKeys, text), 'x', '"', 'x'],
  ['time of a series: Ts', (text) => readSeriesRange({ length: '1', ending_at: text }), '', 'T', ''],
  ['size of a pattern: brackets', writtenOutSize, '', '[', ''],
  ['size of a pattern: groups', writtenOutSize, '', '(', ''],
  ['pattern: nested repetition', (text) => compileRegex('(a+)+$').test(text), '', 'a', '!'],
  ['pattern: alternatives', (text) => compileRegex('^(a|a)*$').test(text), '', 'a', '!'],
];

let slow = 0;
for (const [name, work, begin, middle, end] of cases) {
  const [short, long] = [length, 4 * length].map((size) => {
    const text = begin + middle.repeat(Math.ceil(size / middle.length)) + end;
    return Math.min(...[1, 2, 3].map(() => timeOf(() => work(text))));
  });
  const isSlow = long > tellingMs && long / short > ratioMax;
  if (isSlow) slow++;
  console.log(
    `${name.padEnd(30)} ${short.toFixed(2).padStart(9)} ms ${long.toFixed(2).padStart(9)} ms${isSlow ? '  too slow' : ''}`,
  );
}
process.exitCode = slow === 0 ? 0 : 1;

/** A refusal takes its time too. */
function timeOf(work) {
  const startedAt = performance.now();
  try {
    work();
  } catch (error) {
    if (error.name !== 'EmulatorError') throw error;
  }
  return performance.now() - startedAt;
}
