// Ids that look alike. Braze compares ids as they are, so these are different users there. [doc] identifiers are
// case sensitive: user_guide user_profile_lifecycle; the forms [inferred]

/** What programs write where there is no value. */
const placeholders: ReadonlySet<string> = new Set([
  'null',
  'undefined',
  'NaN',
  'None',
  'nil',
  '[object Object]',
]);
const placeholderLengthMax = 15;

/** Whether an id is the text that a program writes where it has no value. */
export function isPlaceholder(id: string): boolean {
  return id.length <= placeholderLengthMax && placeholders.has(id);
}

/** Characters of an id for which other forms are made: a longer one is no id that people mistype. */
const formedLengthMax = 300;
const zerosMax = 10;
const quotes = /^(["'`\u2018\u2019\u201c\u201d])(.*)["'`\u2018\u2019\u201c\u201d]$/su;
/** White space, and what nobody sees. */
const outer = /^[\s\u200b\u200e\u200f\u2060\ufeff]+|[\s\u200b\u200e\u200f\u2060\ufeff]+$/gu;

function bare(id: string): string {
  let text = id.replaceAll(outer, '');
  for (let inner = quotes.exec(text)?.[2]; inner !== undefined; inner = quotes.exec(text)?.[2]) {
    text = inner.replaceAll(outer, '');
  }
  return text;
}

/**
 * Other ids that somebody may have meant, the likeliest first: in other letters, another Unicode form, without or with
 * white space, quotes and leading zeros. None for an id of more than 300 characters.
 */
export function formsOfId(id: string): string[] {
  if (id.length === 0 || id.length > formedLengthMax) return [];
  const forms = new Set<string>();
  for (const base of new Set([id, bare(id)])) {
    for (const form of [base, base.normalize('NFC'), base.normalize('NFD'), base.normalize('NFKC')]) {
      for (const its of casesOf(form)) forms.add(its);
    }
  }
  const inner = bare(id);
  for (const its of zerosOf(inner)) forms.add(its);
  for (const its of [` ${inner}`, `${inner} `, `"${inner}"`, `'${inner}'`]) forms.add(its);
  forms.delete(id);
  forms.delete('');
  return [...forms];
}

function casesOf(text: string): string[] {
  const lower = text.toLowerCase();
  const capitalized = lower.replaceAll(
    /(^|[^\p{L}\p{N}])(\p{L})/gu,
    (_, before, letter) => before + letter.toUpperCase(),
  );
  return [text, lower, text.toUpperCase(), lower.slice(0, 1).toUpperCase() + lower.slice(1), capitalized];
}

function zerosOf(text: string): string[] {
  const stripped = text.replace(/^0+(?=.)/, '');
  const padded = Array.from({ length: zerosMax }, (_, count) => '0'.repeat(count + 1) + stripped);
  return [stripped, ...(/^\d/.test(stripped) ? padded : [])];
}
