import { Pace, type Pieces, stretchLength } from '../pieces.js';

/** A text with an encoding taken away. */
export interface Decoded {
  text: string;
  /** Where, in the text it was taken from, the character at a place begins, and where it ends. */
  startOf(at: number): number;
  endOf(at: number): number;
}

export function mayBeEscaped(text: string): boolean {
  return text.includes('%') || text.includes('\\');
}

/** Percent-encoding and the escapes of JSON; `undefined` for a text that has neither. Bytes become characters one by one. */
export function* unescaped(text: string): Pieces<Decoded | undefined> {
  const units = new Uint16Array(text.length);
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; ) {
    for (const to = Math.min(text.length, at + stretchLength); at < to; ) {
      const width = escapeWidth(text, at);
      starts[count] = at;
      units[count++] = width === 1 ? text.charCodeAt(at) : escapedUnit(text, at, width);
      at += width;
    }
    if (at < text.length) yield;
  }
  if (count === text.length) return undefined;
  starts[count] = text.length;
  return {
    text: Buffer.from(units.buffer, 0, count * 2).toString('utf16le'),
    startOf: (at) => starts[at]!,
    endOf: (at) => starts[at + 1]!,
  };
}

const percent = 37;
const backslash = 92;
const smallU = 117;
const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** How many characters stand for one; 1 for those that stand for themselves. */
function escapeWidth(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === percent) return areHex(text, at + 1, 2) ? 3 : 1;
  if (code !== backslash) return 1;
  if (text.charCodeAt(at + 1) === smallU) return areHex(text, at + 2, 4) ? 6 : 1;
  return simpleEscapes[text[at + 1] ?? ''] === undefined ? 1 : 2;
}

function escapedUnit(text: string, at: number, width: number): number {
  if (width === 2) return simpleEscapes[text[at + 1]!]!.charCodeAt(0);
  let unit = 0;
  for (let digit = at + (width === 3 ? 1 : 2); digit < at + width; digit++) {
    unit = unit * 16 + hexDigit(text.charCodeAt(digit));
  }
  return unit;
}

function areHex(text: string, start: number, count: number): boolean {
  for (let at = start; at < start + count; at++) if (!(hexDigit(text.charCodeAt(at)) >= 0)) return false;
  return true;
}

/** -1 for what is none. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Stands between texts that are looked at as one: it belongs to nothing that is looked for. */
export const boundary = 127;

const notBase64 = 64;
/** By the code of a character; of both alphabets, that of URLs too. */
export const base64Values = new Uint8Array(128).fill(notBase64);
for (const alphabet of ['+/', '-_']) {
  for (const [value, character] of [
    ...`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`,
  ].entries()) {
    base64Values[character.charCodeAt(0)] = value;
  }
}

function isBase64(code: number): boolean {
  return code < 128 && base64Values[code] !== notBase64;
}

/** A stretch of characters that base64 has. */
export interface Run {
  start: number;
  end: number;
}

/** Those of at least so many characters. */
export function* base64Runs(text: string, lengthMin: number): Pieces<Run[]> {
  const runs: Run[] = [];
  for (let start = 0; start + lengthMin <= text.length; ) {
    if (start > 0) yield;
    start = addRuns(text, start, start + stretchLength, lengthMin, runs);
  }
  return runs;
}

/** Adds those that begin before a place. @returns Where to go on. */
function addRuns(text: string, from: number, to: number, lengthMin: number, runs: Run[]): number {
  const last = Math.min(to - 1, text.length - lengthMin);
  let start = from;
  // A run from `start` on would have its characters up to here; the last one that it has not tells where to go on.
  while (start <= last) {
    let at = start + lengthMin - 1;
    while (at >= start && isBase64(text.charCodeAt(at))) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + lengthMin;
    while (end < text.length && isBase64(text.charCodeAt(end))) end++;
    runs.push({ start, end });
    start = end + 1;
  }
  return start;
}

function isLetterOrDigit(code: number): boolean {
  return base64Values[code]! < firstSign;
}

/** Of the values: those of `+`, `/`, `-` and `_` come last. */
const firstSign = 62;

/** The runs, and the words in them: base64 has signs such as the slash, which also separate it from what is before it. */
export function* withWords(text: string, runs: readonly Run[], lengthMin: number): Pieces<Run[]> {
  const all: Run[] = [];
  const pace = new Pace();
  for (const run of runs) {
    all.push(run);
    addWords(text, run, lengthMin, all);
    if (pace.isOver(run.end - run.start)) yield;
  }
  return all;
}

function addWords(text: string, run: Run, lengthMin: number, words: Run[]): void {
  let start = run.start;
  for (let at = run.start; at <= run.end; at++) {
    if (at < run.end && isLetterOrDigit(text.charCodeAt(at))) continue;
    if (at - start >= lengthMin && at - start < run.end - run.start) words.push({ start, end: at });
    start = at + 1;
  }
}

/** Whether the run, read from its character `skipped` on, says a text of printable ASCII. */
export function isReadable(text: string, { start, end }: Run, skipped: number): boolean {
  let bits = 0;
  for (let at = start + skipped, place = 0; at < end; at++, place = (place + 1) & 3) {
    bits = (bits << 6) | base64Values[text.charCodeAt(at)]!;
    if (place !== 0 && !isPrintable((bits >> (6 - 2 * place)) & 255)) return false;
  }
  return true;
}

function isPrintable(code: number): boolean {
  return (code >= 32 && code < 127) || code === 9 || code === 10 || code === 13;
}

/**
 * What the runs say when each is read from its character `skipped` on, a boundary after each. A text that was encoded with
 * something else before it is there in one of four such readings.
 */
export function* fromBase64(text: string, runs: readonly Run[], skipped: number): Pieces<Decoded> {
  const size = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  const bytes = new Uint8Array(size);
  const starts = new Uint32Array(size);
  const pace = new Pace();
  let count = 0;
  for (const { start, end } of runs) {
    let bits = 0;
    for (let at = start + skipped, place = 0; at < end; at++, place = (place + 1) & 3) {
      bits = (bits << 6) | base64Values[text.charCodeAt(at)]!;
      if (place === 0) continue;
      starts[count] = at - 1;
      bytes[count++] = bits >> (6 - 2 * place);
    }
    starts[count] = end - 1;
    bytes[count++] = boundary;
    if (pace.isOver(end - start)) yield;
  }
  return {
    text: Buffer.from(bytes.buffer, 0, count).toString('latin1'),
    startOf: (at) => starts[at]!,
    endOf: (at) => starts[at]! + 2,
  };
}
