import type { KeyFinder, Mark } from './key-finder.js';
import { endsInSecretName, schemeOf } from './placed-keys.js';
import {
  base64Runs,
  boundary,
  type Decoded,
  fromBase64,
  isReadable,
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
  private readonly base64LengthMin: number;

  constructor(private readonly finders: readonly KeyFinder[]) {
    const shortest = Math.min(...finders.map((its) => its.shortest));
    this.base64LengthMin = Math.min(base64LengthMin, Math.ceil(shortest * base64Growth));
  }

  /** Of texts that somebody sent; each stays the same when nothing is in it. */
  redact(texts: readonly string[]): readonly string[] {
    return this.without(texts, true);
  }

  /** Of texts of our own, which may speak of the places of keys. */
  redactOurs(texts: readonly string[]): readonly string[] {
    return this.without(texts, false);
  }

  /** They are looked at as one, because most are short. */
  private without(texts: readonly string[], areSent: boolean): readonly string[] {
    const text = texts.join(String.fromCharCode(boundary));
    let marks: Marks | undefined;
    this.search(text, nestingMax, areSent, (start, end) => {
      marks ??= new Marks(text.length);
      marks.add(start, end);
    });
    return marks === undefined ? texts : marks.replaceIn(texts);
  }

  private search(text: string, nesting: number, isSent: boolean, mark: Mark): void {
    for (const finder of this.finders) finder.find(text, mark);
    if (isSent && (text.includes(':') || text.includes('='))) markValuesOfNames(text, mark);
    if (text.includes('@')) markUserInfo(text, mark);
    if (nesting === 0) return;
    const plain = unescaped(text);
    if (plain !== undefined) this.search(plain.text, nesting - 1, isSent, through(plain, mark));
    if (text.length >= this.base64LengthMin) this.searchBase64(text, nesting, isSent, mark);
  }

  private searchBase64(text: string, nesting: number, isSent: boolean, mark: Mark): void {
    const runs = base64Runs(text, this.base64LengthMin);
    if (runs.length === 0) return;
    const words = withWords(text, runs, this.base64LengthMin);
    // Only what is a text from its beginning on is looked into further.
    for (const skipped of [0, 1, 2, 3]) {
      this.searchReadings(text, words, skipped, skipped === 0 ? nesting - 1 : 0, isSent, mark);
    }
  }

  /** Looks into what runs of base64 say, each read from one of its first four characters on. */
  private searchReadings(
    text: string,
    runs: readonly Run[],
    skipped: number,
    nesting: number,
    isSent: boolean,
    mark: Mark,
  ): void {
    const readable = runs.filter((run) => isReadable(text, run, skipped));
    if (readable.length > 0) {
      const plain = fromBase64(text, readable, skipped);
      this.search(plain.text, nesting, isSent, through(plain, mark));
    }
    for (const finder of this.finders) {
      const holding = runs.filter((run) => finder.mayHold(text, run, skipped));
      if (holding.length === 0) continue;
      const plain = fromBase64(text, holding, skipped);
      finder.find(plain.text, through(plain, mark));
    }
  }
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
  replaceIn(texts: readonly string[]): string[] {
    let offset = 0;
    return texts.map((text) => {
      const clean = this.replace(text, offset);
      offset += text.length + 1;
      return clean;
    });
  }

  private replace(text: string, offset: number): string {
    const parts: string[] = [];
    let open = 0;
    let from = 0;
    for (let at = 0; at <= text.length; at++) {
      const change = this.changes[offset + at]!;
      if (change === 0) continue;
      if (open === 0) parts.push(text.slice(from, at), redacted);
      open += change;
      from = at;
    }
    return parts.length === 0 ? text : parts.join('') + text.slice(from);
  }
}

const quotes = new Set([...'"\'\\'].map((its) => its.charCodeAt(0)));
const valueEnds = new Set([...'"\'\\&,;}]'].map((its) => its.charCodeAt(0)));
const colon = 58;
const equals = 61;
const isBlank = (code: number) => code <= 32 || code === 0xa0;
const shownSchemeMax = 32;

/** The value after the name of a key, in a text that is no JSON: a form, a syntax error, JSON inside a string. */
function markValuesOfNames(text: string, mark: Mark): void {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== colon && code !== equals) continue;
    let nameEnd = at;
    while (nameEnd > 0 && isPadding(text.charCodeAt(nameEnd - 1))) nameEnd--;
    if (!endsInSecretName(text, nameEnd)) continue;
    let start = at + 1;
    while (start < text.length && isPadding(text.charCodeAt(start))) start++;
    start += schemeOf(text.slice(start, start + shownSchemeMax)).length;
    if (text.startsWith(redacted, start)) continue;
    let end = start;
    while (end < text.length && !isValueEnd(text.charCodeAt(end))) end++;
    if (end > start) mark(start, end);
    at = Math.max(at, end - 1);
  }
}

function isPadding(code: number): boolean {
  return isBlank(code) || quotes.has(code);
}

function isValueEnd(code: number): boolean {
  return isBlank(code) || code === boundary || valueEnds.has(code);
}

/** `user:password` before the last `@` of an address's host. */
function markUserInfo(text: string, mark: Mark): void {
  for (let at = text.indexOf(scheme); at !== -1; ) {
    const start = at + scheme.length;
    let end = start;
    let lastAt = start;
    for (; end < text.length && !isHostEnd(text.charCodeAt(end)); end++) {
      if (text.charCodeAt(end) === atSign) lastAt = end;
    }
    if (lastAt > start) mark(start, lastAt);
    at = text.indexOf(scheme, end);
  }
}

const scheme = '://';
const atSign = 64;
const hostEnds = new Set([...'/?#"\'<>\\'].map((its) => its.charCodeAt(0)));

function isHostEnd(code: number): boolean {
  return isBlank(code) || code === boundary || hostEnds.has(code);
}
