import { Pace, type Pieces, stretchLength } from '../pieces.js';
import type { KeyFinder, Mark } from './key-finder.js';
import { endsInSecretName, schemeOf } from './placed-keys.js';
import {
  base64Runs,
  boundary,
  type Decoded,
  fromBase64,
  isReadable,
  mayBeEscaped,
  type Run,
  unescaped,
  withWords,
} from './spellings.js';

/** Stands where a key stood. */
export const redacted = '[redacted]';

/** Encodings inside each other that are looked through. */
const nestingMax = 2;
/** From this length on what may be base64 is read for names with values and for addresses too. */
const base64LengthMin = 40;
const base64Growth = 4 / 3;

/**
 * Takes secrets out of texts, in any spelling: known keys, what stands after the name of a key, and the user and password of
 * an address. It takes a time proportional to the length of the text.
 */
export class Secrets {
  /** Those that know a key: most requests bring no strangers. */
  private readonly finders: readonly KeyFinder[];
  private readonly base64LengthMin: number;
  /** Length of the shortest key. */
  private readonly shortest: number;

  constructor(finders: readonly KeyFinder[]) {
    this.finders = finders.filter((its) => its.shortest !== Number.POSITIVE_INFINITY);
    this.shortest = Math.min(...this.finders.map((its) => its.shortest));
    this.base64LengthMin = Math.min(base64LengthMin, Math.ceil(this.shortest * base64Growth));
  }

  /** Of texts that somebody sent; each stays the same when nothing is in it. */
  redact(texts: readonly string[]): Pieces<readonly string[]> {
    return this.without(texts, true);
  }

  /** Of texts of our own, which may speak of the places of keys. */
  redactOurs(texts: readonly string[]): Pieces<readonly string[]> {
    return this.without(texts, false);
  }

  /** They are looked at as one, because most are short; those that cannot hold anything, such as most ids, not at all. */
  private *without(texts: readonly string[], areSent: boolean): Pieces<readonly string[]> {
    const places: number[] = [];
    const pace = new Pace();
    for (let place = 0; place < texts.length; place++) {
      const its = texts[place]!;
      if (its.length >= this.shortest || !isPlain(its)) places.push(place);
      if (pace.isOver(its.length + 1)) yield;
    }
    const looked = places.map((place) => texts[place]!);
    const text = looked.join(String.fromCharCode(boundary));
    let marks: Marks | undefined;
    yield* this.search(text, nestingMax, areSent, (start, end) => {
      marks ??= new Marks(text.length);
      marks.add(start, end);
    });
    if (marks === undefined) return texts;
    const clean = [...texts];
    for (const [index, its] of (yield* marks.replaceIn(looked)).entries()) clean[places[index]!] = its;
    return clean;
  }

  private *search(text: string, nesting: number, isSent: boolean, mark: Mark): Pieces<void> {
    for (const finder of this.finders) if (text.length >= finder.shortest) yield* finder.find(text, mark);
    if (isSent && (text.includes(':') || text.includes('='))) yield* markValuesOfNames(text, mark);
    if (text.includes('@')) yield* markUserInfo(text, mark);
    if (nesting === 0) return;
    const plain = mayBeEscaped(text) ? yield* unescaped(text) : undefined;
    if (plain !== undefined) yield* this.search(plain.text, nesting - 1, isSent, through(plain, mark));
    if (text.length >= this.base64LengthMin) yield* this.searchBase64(text, nesting, isSent, mark);
  }

  private *searchBase64(text: string, nesting: number, isSent: boolean, mark: Mark): Pieces<void> {
    const runs = yield* base64Runs(text, this.base64LengthMin);
    if (runs.length === 0) return;
    const words = yield* withWords(text, runs, this.base64LengthMin);
    // Only what is a text from its beginning on is looked into further.
    for (const skipped of [0, 1, 2, 3]) {
      yield* this.searchReadings(text, words, skipped, skipped === 0 ? nesting - 1 : 0, isSent, mark);
    }
  }

  /** Looks into what runs of base64 say, each read from one of its first four characters on. */
  private *searchReadings(
    text: string,
    runs: readonly Run[],
    skipped: number,
    nesting: number,
    isSent: boolean,
    mark: Mark,
  ): Pieces<void> {
    const readable = yield* runsThat(runs, (run) => isReadable(text, run, skipped));
    if (readable.length > 0) {
      const plain = yield* fromBase64(text, readable, skipped);
      yield* this.search(plain.text, nesting, isSent, through(plain, mark));
    }
    for (const finder of this.finders) {
      const holding = yield* runsThat(runs, (run) => finder.mayHold(text, run, skipped));
      if (holding.length === 0) continue;
      const plain = yield* fromBase64(text, holding, skipped);
      yield* finder.find(plain.text, through(plain, mark));
    }
  }
}

/** Whether a text is neither encoded nor has a name with a value in it: so it can only be, or hold, a key itself. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isPlainCode[text.charCodeAt(at)] !== 1) return false;
  return true;
}

const isPlainCode = codesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ .-');

function* runsThat(runs: readonly Run[], isSo: (run: Run) => boolean): Pieces<Run[]> {
  const those: Run[] = [];
  const pace = new Pace();
  for (const run of runs) {
    if (isSo(run)) those.push(run);
    if (pace.isOver(run.end - run.start)) yield;
  }
  return those;
}

function through({ startOf, endOf }: Decoded, mark: Mark): Mark {
  return (start, end) => mark(startOf(start), endOf(end - 1));
}

/** Where a text is to be replaced. */
class Marks {
  /** How many marks begin, less how many end, at each place. */
  private readonly changes: Int32Array;

  constructor(length: number) {
    this.changes = new Int32Array(length + 1);
  }

  add(start: number, end: number): void {
    this.changes[start]!++;
    this.changes[end]!--;
  }

  /** In the texts of which the whole was made. */
  *replaceIn(texts: readonly string[]): Pieces<string[]> {
    const clean: string[] = [];
    const pace = new Pace();
    let offset = 0;
    for (const text of texts) {
      clean.push(yield* this.replace(text, offset));
      offset += text.length + 1;
      if (pace.isOver(text.length)) yield;
    }
    return clean;
  }

  private *replace(text: string, offset: number): Pieces<string> {
    const stretches: string[] = [];
    const kept: Kept = { open: 0, from: 0 };
    for (let at = 0; at <= text.length; at += stretchLength) {
      if (at > 0) yield;
      stretches.push(
        this.replaceBetween(text, offset, at, Math.min(text.length + 1, at + stretchLength), kept),
      );
    }
    return kept.from === 0 && kept.open === 0 ? text : stretches.join('') + text.slice(kept.from);
  }

  /** @param kept  Goes on from one stretch to the next. @returns What is clear of the text by the end of this one. */
  private replaceBetween(text: string, offset: number, from: number, to: number, kept: Kept): string {
    let clean = '';
    for (let at = from; at < to; at++) {
      const change = this.changes[offset + at]!;
      if (change === 0) continue;
      if (kept.open === 0) clean += text.slice(kept.from, at) + redacted;
      kept.open += change;
      kept.from = at;
    }
    return clean;
  }
}

/** Where a text is being looked through: how many marks are open, and from where on it is to be kept when none is. */
interface Kept {
  open: number;
  from: number;
}

const isQuote = codesOf('"\'\\');
const endsValue = codesOf(`"'\\&,;}]${String.fromCharCode(boundary)}`);
const colon = 58;
const equals = 61;
const isBlank = (code: number) => code <= 32 || code === 0xa0;
const shownSchemeMax = 32;

/** By code: whether it is one of these characters. */
function codesOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** The value after the name of a key, in a text that is no JSON: a form, a syntax error, JSON inside a string. */
function* markValuesOfNames(text: string, mark: Mark): Pieces<void> {
  for (let at = 0; at < text.length; ) {
    for (const to = Math.min(text.length, at + stretchLength); at < to; at++) {
      const code = text.charCodeAt(at);
      if (code === colon || code === equals) at = Math.max(at, markValueAfter(text, at, mark) - 1);
    }
    if (at < text.length) yield;
  }
}

/** @returns Where the value ends, or, when no name of a key is before this place, the place. */
function markValueAfter(text: string, at: number, mark: Mark): number {
  let nameEnd = at;
  while (nameEnd > 0 && isPadding(text.charCodeAt(nameEnd - 1))) nameEnd--;
  if (!endsInSecretName(text, nameEnd)) return at;
  let start = at + 1;
  while (start < text.length && isPadding(text.charCodeAt(start))) start++;
  start += schemeOf(text.slice(start, start + shownSchemeMax)).length;
  if (text.startsWith(redacted, start)) return at;
  let end = start;
  while (end < text.length && !isValueEnd(text.charCodeAt(end))) end++;
  if (end > start) mark(start, end);
  return end;
}

function isPadding(code: number): boolean {
  return isBlank(code) || isQuote[code] === 1;
}

function isValueEnd(code: number): boolean {
  return isBlank(code) || endsValue[code] === 1;
}

/** `user:password` before the last `@` of an address's host. */
function* markUserInfo(text: string, mark: Mark): Pieces<void> {
  const pace = new Pace();
  for (let at = text.indexOf(scheme); at !== -1; ) {
    const start = at + scheme.length;
    let end = start;
    let lastAt = start;
    for (; end < text.length && !isHostEnd(text.charCodeAt(end)); end++) {
      if (text.charCodeAt(end) === atSign) lastAt = end;
    }
    if (lastAt > start) mark(start, lastAt);
    const next = text.indexOf(scheme, end);
    if (pace.isOver(next - at)) yield;
    at = next;
  }
}

const scheme = '://';
const atSign = 64;
const endsHost = codesOf(`/?#"'<>\\${String.fromCharCode(boundary)}`);

function isHostEnd(code: number): boolean {
  return isBlank(code) || endsHost[code] === 1;
}
