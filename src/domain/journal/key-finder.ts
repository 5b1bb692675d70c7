import { type Pieces, stretchLength } from '../pieces.js';
import { base64Values, type Run } from './spellings.js';

/** A shorter key could be anybody's id, so it is looked for only where keys belong. */
const foundLengthMin = 8;
/** From this length on a key is found inside longer words too. */
const insideWordsLengthMin = 16;

/** A window: so many characters in a row of a key, by which it is looked up. */
const windowLength = 8;
/** What stands in place of older characters has been shifted out of a hash of 32 bits. */
const bitsPerCharacter = 32 / windowLength;
const slotCountMin = 65_536;
/** Of a finder without keys, as most requests bring no strangers. */
const noSlots = new Uint8Array(slotCountMin);
const slotsPerWindow = 8;
/** Of base64. */
const bytesPerCharacter = 3 / 4;

/** What a request brings along may not make it slow to look at: a longer value is known by its name alone, and so on. */
const strangerLengthMax = 256;
const strangerPeriodMin = 4;
const strangerShapesMax = 4;

/** Takes in where something stands that is to go. */
export type Mark = (start: number, end: number) => void;

/** Keys that are alike in one window: where it ends in them, and how long they are. */
interface Shape {
  windowEnd: number;
  length: number;
  /** Of the base of the hashes, to the length. */
  power: number;
}

/**
 * Finds keys in texts, in any case, however many keys there are, in a time proportional to the length of the text: a hash
 * of the last eight characters runs along; only where it is that of a window of some key, the hash of as many characters as
 * the key has is looked up, and where that is known too, they themselves.
 */
export class KeyFinder {
  private readonly keys = new Set<string>();
  private readonly shapes = new Map<number, Shape[]>();
  private readonly hashes = new Set<number>();
  private readonly forms = new Set<string>();
  private mayEndWindow = noSlots;
  private slotShift = 16;
  /** Length of the shortest key that is looked for. */
  shortest = Number.POSITIVE_INFINITY;

  /** A short key is not looked for, but known. */
  add(key: string): void {
    if (this.keys.has(key)) return;
    this.keys.add(key);
    if (key.length < foundLengthMin) return;
    for (const form of formsOf(key)) this.addForm(form, bestWindow(form).end);
  }

  /** The same for a value that may or may not be a key. It is left out where it would make searching slow. */
  addStranger(value: string): void {
    if (value.length < foundLengthMin || value.length > strangerLengthMax || this.keys.has(value)) return;
    this.keys.add(value);
    for (const form of formsOf(value)) {
      const { end, period } = bestWindow(form);
      const alike = this.shapes.get(windowHash(form, end))?.length ?? 0;
      if (period >= strangerPeriodMin && alike < strangerShapesMax) this.addForm(form, end);
    }
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** Marks every key in the text. One of fewer than 16 characters is only found as a word of its own. */
  *find(text: string, mark: Mark): Pieces<void> {
    const prefixes = new PrefixHashes(text);
    let hash = 0;
    for (let from = 0; from < text.length; from += stretchLength) {
      if (from > 0) yield;
      hash = this.findBetween(prefixes, from, Math.min(text.length, from + stretchLength), hash, mark);
    }
  }

  /** @param hash  Of the characters before. @returns That of the last ones. */
  private findBetween(prefixes: PrefixHashes, from: number, to: number, hash: number, mark: Mark): number {
    const { mayEndWindow, slotShift } = this;
    const { text } = prefixes;
    for (let at = from; at < to; at++) {
      hash = ((hash << bitsPerCharacter) + mixed[text.charCodeAt(at) & 255]!) | 0;
      if (mayEndWindow[hash >>> slotShift] === 0) continue;
      for (const shape of this.shapes.get(hash) ?? [])
        this.lookAt(prefixes, at - shape.windowEnd, shape, mark);
    }
    return hash;
  }

  private lookAt(prefixes: PrefixHashes, start: number, { length, power }: Shape, mark: Mark): void {
    const { text } = prefixes;
    const end = start + length;
    if (start < 0 || end > text.length) return;
    if (!this.hashes.has(prefixes.between(start, end, power))) return;
    if (!this.forms.has(foldedText(text.slice(start, end)))) return;
    if (length >= insideWordsLengthMin || isWord(text, start, end)) mark(start, end);
  }

  /** Whether what a run of base64 says may have a key in it, when it is read from its character `skipped` on. */
  mayHold(text: string, { start, end }: Run, skipped: number): boolean {
    if ((end - start - skipped) * bytesPerCharacter < this.shortest) return false;
    const { mayEndWindow, slotShift } = this;
    let bits = 0;
    let hash = 0;
    for (let at = start + skipped, place = 0; at < end; at++, place = (place + 1) & 3) {
      bits = (bits << 6) | base64Values[text.charCodeAt(at)]!;
      if (place === 0) continue;
      hash = ((hash << bitsPerCharacter) + mixed[(bits >> (6 - 2 * place)) & 255]!) | 0;
      if (mayEndWindow[hash >>> slotShift] !== 0 && this.shapes.has(hash)) return true;
    }
    return false;
  }

  private addForm(form: string, windowEnd: number): void {
    const { length } = form;
    this.shortest = Math.min(this.shortest, length);
    this.hashes.add(new PrefixHashes(form).between(0, length, 0));
    this.forms.add(foldedText(form));
    const hash = windowHash(form, windowEnd);
    const shapes = this.shapes.get(hash);
    if (shapes?.some((its) => its.windowEnd === windowEnd && its.length === length)) return;
    const shape = { windowEnd, length, power: powerOf(length) };
    if (shapes === undefined) this.shapes.set(hash, [shape]);
    else shapes.push(shape);
    if (this.mayEndWindow === noSlots) this.mayEndWindow = new Uint8Array(slotCountMin);
    if (this.shapes.size * slotsPerWindow > this.mayEndWindow.length) this.doubleSlots();
    this.mayEndWindow[hash >>> this.slotShift] = 1;
  }

  private doubleSlots(): void {
    this.mayEndWindow = new Uint8Array(this.mayEndWindow.length * 2);
    this.slotShift--;
    for (const hash of this.shapes.keys()) this.mayEndWindow[hash >>> this.slotShift] = 1;
  }
}

/** The key itself, and its bytes, as they are left where an encoding of bytes was taken away. */
function formsOf(key: string): string[] {
  const bytes = Buffer.from(key).toString('latin1');
  return bytes === key ? [key] : [key, bytes];
}

/** The window that repeats itself least, so that no text is full of it: its last character, and after how many it repeats. */
function bestWindow(form: string): { end: number; period: number } {
  let best = { end: windowLength - 1, period: 0 };
  // Numbered keys differ at their ends.
  for (let end = form.length - 1; end >= windowLength - 1; end--) {
    const period = periodOf(form, end);
    if (period > best.period) best = { end, period };
    if (period === windowLength) break;
  }
  return best;
}

function periodOf(form: string, windowEnd: number): number {
  const start = windowEnd - windowLength + 1;
  for (let period = 1; period < windowLength; period++) {
    let at = start + period;
    while (at <= windowEnd && folded(form.charCodeAt(at)) === folded(form.charCodeAt(at - period))) at++;
    if (at > windowEnd) return period;
  }
  return windowLength;
}

function isWord(text: string, start: number, end: number): boolean {
  return !/[\w-]/.test(text[start - 1] ?? ' ') && !/[\w-]/.test(text[end] ?? ' ');
}

/** Letters of either case are one, and a blank is what stands for it in a form. */
function folded(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  return code === 43 ? 32 : code;
}

function foldedText(text: string): string {
  return text.toLowerCase().replaceAll('+', ' ');
}

/** By the last byte of a character, spread over 32 bits. */
const mixed = Int32Array.from({ length: 256 }, (_, code) => {
  const spread = Math.imul(folded(code) + 1, 0x9e3779b1);
  return Math.imul(spread ^ (spread >>> 15), 0x85ebca6b);
});

function windowHash(text: string, end: number): number {
  let hash = 0;
  for (let at = end - windowLength + 1; at <= end; at++) {
    hash = ((hash << bitsPerCharacter) + mixed[text.charCodeAt(at) & 255]!) | 0;
  }
  return hash;
}

const base = 0x01000193;

/** Hashes of every beginning of a text, made as far as they are asked for. */
class PrefixHashes {
  private hashes: Int32Array | undefined;
  private known = 0;

  constructor(readonly text: string) {}

  /** What stands between two places has the hash of the longer beginning without that of the shorter. */
  between(start: number, end: number, power: number): number {
    this.hashes ??= new Int32Array(this.text.length + 1);
    if (this.known < end) this.extend(this.hashes, end);
    return (this.hashes[end]! - Math.imul(this.hashes[start]!, power)) | 0;
  }

  private extend(hashes: Int32Array, end: number): void {
    let hash = hashes[this.known]!;
    for (let at = this.known; at < end; at++) {
      hash = (Math.imul(hash, base) + folded(this.text.charCodeAt(at)) + 1) | 0;
      hashes[at + 1] = hash;
    }
    this.known = end;
  }
}

function powerOf(length: number): number {
  let power = 1;
  for (let count = 0; count < length; count++) power = Math.imul(power, base);
  return power;
}
