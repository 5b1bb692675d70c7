/** The ways in which a text may be spelled where it is written: one encoding, or one inside another. */
export function spellingsOf(text: string): Record<string, string> {
  const percent = percentEncoded(text);
  const escaped = escapedAsJson(text);
  const base64 = toBase64(text);
  return {
    'as it is': text,
    'in capitals': text.toUpperCase(),
    'in small letters': text.toLowerCase(),
    'as in a form': encodeURIComponent(text).replaceAll('%20', '+'),
    'percent-encoded': percent,
    'percent-encoded in small letters': percent.toLowerCase(),
    'percent-encoded in part': text.slice(0, 5) + percentEncoded(text.slice(5)),
    'percent-encoded twice': percentEncoded(percent),
    'its percent signs encoded': percent.replaceAll('%', '%25'),
    '\\u-escaped': escaped,
    '\\u-escaped twice': escaped.replaceAll('\\', '\\\\'),
    '\\u-escaped and percent-encoded': percentEncoded(escaped),
    'percent-encoded and \\u-escaped': escapedAsJson(percent),
    'in base64': base64,
    'in base64 of URLs': Buffer.from(`?${text}>`).toString('base64url'),
    'in base64 after one character': toBase64(`x${text}`),
    'in base64 after two characters': toBase64(`xy${text}`),
    'in base64 with a user': toBase64(`somebody:${text}`),
    'in base64, inside a longer word': `v1${toBase64(`{"k":"${text}"}`)}`,
    'in base64, in capitals': toBase64(text.toUpperCase()),
    'in base64 twice': toBase64(base64),
    'percent-encoded, in base64': toBase64(percent),
    'in base64, percent-encoded': percentEncoded(base64),
  };
}

function percentEncoded(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function escapedAsJson(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Those of the texts that stand in another, as they are or as JSON has them, in any case, with what is round them. */
export function foundIn(artefact: string, texts: Iterable<string>): string[] {
  const small = artefact.toLowerCase();
  return [...texts].flatMap((text) => {
    const found = [text, JSON.stringify(text).slice(1, -1)].map((its) => small.indexOf(its.toLowerCase()));
    const at = Math.max(...found);
    return at === -1 ? [] : [`${text}: ${artefact.slice(Math.max(0, at - 200), at + text.length + 50)}`];
  });
}
