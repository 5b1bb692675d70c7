/** Stands where a key stood. */
export const redacted = '[redacted]';

/** A shorter key could be anybody's id, so it is looked for only where keys belong. */
const foundLengthMin = 8;
/** From this length on a key is found inside longer words too. */
const insideWordsLengthMin = 16;

/** How many characters of a key are looked up at once. */
const startLength = 4;
const slotCount = 65_536;

/**
 * Finds keys in texts, however many there are: a text is read once, and only where four characters in a row begin some
 * key is anything compared.
 */
export class KeyFinder {
  private readonly keys = new Set<string>();
  private readonly byStart = new Map<number, string[]>();
  private readonly mayStart = new Uint8Array(slotCount);
  private shortest = Number.POSITIVE_INFINITY;

  add(key: string): void {
    if (key.length < foundLengthMin || this.keys.has(key)) return;
    this.keys.add(key);
    for (const form of new Set(formsOf(key))) this.addForm(form);
  }

  private addForm(form: string): void {
    this.shortest = Math.min(this.shortest, form.length);
    const start = hashOf(form, 0, startLength);
    // The longest first, so that of two keys one of which begins the other the whole goes.
    const sharing = [...(this.byStart.get(start) ?? []), form].sort((a, b) => b.length - a.length);
    this.byStart.set(start, sharing);
    this.mayStart[slotOf(start)] = 1;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** The text with a mark for every key in it. A key of fewer than 16 characters is only found as a word of its own. */
  redact(text: string): string {
    if (text.length < this.shortest) return text;
    let clean = '';
    let cleanTo = 0;
    let hash = 0;
    for (let end = 0; end < text.length; end++) {
      hash = ((hash << 8) ^ text.charCodeAt(end)) | 0;
      if (this.mayStart[slotOf(hash)] === 0) continue;
      const start = end - startLength + 1;
      const key = start < cleanTo ? undefined : this.keyAt(text, start, hash);
      if (key === undefined) continue;
      clean += text.slice(cleanTo, start) + redacted;
      cleanTo = start + key.length;
      end = cleanTo - 1;
    }
    return cleanTo === 0 ? text : clean + text.slice(cleanTo);
  }

  private keyAt(text: string, start: number, hash: number): string | undefined {
    return this.byStart.get(hash)?.find((key) => {
      if (!text.startsWith(key, start)) return false;
      return key.length >= insideWordsLengthMin || isWord(text, start, start + key.length);
    });
  }
}

/** The key itself, and as it stands in JSON, in a URL and in a form. */
function formsOf(key: string): string[] {
  const inUrl = encodeURIComponent(key.toWellFormed());
  return [key, JSON.stringify(key).slice(1, -1), inUrl, inUrl.replaceAll('%20', '+')];
}

function isWord(text: string, start: number, end: number): boolean {
  return !/[\w-]/.test(text[start - 1] ?? ' ') && !/[\w-]/.test(text[end] ?? ' ');
}

/** Of the last four characters only: what was before them has been shifted out. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let index = start; index < end; index++) hash = ((hash << 8) ^ text.charCodeAt(index)) | 0;
  return hash;
}

function slotOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 16;
}
