import { explainedTextLengthMax } from '../../limits.js';
import type { BinaryForm, ObservedBody, RequestRecord } from '../request-record.js';

/** What may be the matter with a body that is no JSON. */
export function malformedHint({ headers, body }: RequestRecord): string {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return `Content-Encoding is ${encoding}; send the body uncompressed`;
  }
  if (body.kind === 'none') return 'The body is empty; send a JSON object';
  if (body.kind === 'binary') return binaryHint(body.form);
  // One that is JSON after all, but nests too deep or has half a character in it: the message says so.
  return (body.kind === 'text' ? syntaxHint(body.text) : undefined) ?? 'Send one JSON object';
}

function binaryHint(form: BinaryForm | undefined): string {
  if (form === undefined) return 'Write the JSON in UTF-8';
  if (form === 'UTF-16') return 'The body is UTF-16; write the JSON in UTF-8';
  return `The body is ${form} data, though no Content-Encoding says so; send the JSON uncompressed`;
}

/**
 * What a text looks like that was meant to be JSON, the most telling sign first. Anybody may send megabytes of anything: no
 * sign may try more than one way to take the same run of characters (`npm run bench:hostile`).
 */
const signs: [RegExp, string][] = [
  [/^\s*$/, 'The body is empty; send a JSON object'],
  [/^[\w.%[\]-]+=/, 'The body is form-encoded; send a JSON object'],
  [/^\s*</, 'The body looks like XML or HTML; send a JSON object'],
  [/^--/, 'The body looks like multipart; send a JSON object'],
  [/^\s*\{.*\}[^\S\n]*\n\s*\{/s, 'There is more than one JSON value; send one object'],
  [/\0/, 'There are NUL bytes in it, as in UTF-16; write it in UTF-8'],
  [
    /^\s*[{[]\s*'/,
    'Names and texts stand in single quotes, as a Python or JavaScript literal prints; JSON takes double quotes',
  ],
  [/[\u201c\u201d]/, 'There are curly quotes in it; JSON takes straight ones'],
  [/[:[,]\s*(?:True|False|None)\b/, 'True, False and None are Python; JSON has true, false and null'],
  [/[:[,]\s*(?:NaN|-?Infinity|undefined)\b/, 'JSON has no NaN, Infinity or undefined'],
  [/,\s*[}\]]/, 'There is a comma before a closing bracket'],
  [/^\s*\{\s*[A-Za-z_]\w*\s*:/, 'Names of fields stand in double quotes'],
  [/(?:\/\/|\/\*)/, 'JSON has no comments'],
];

function syntaxHint(text: string): string | undefined {
  const beginning = text.slice(0, explainedTextLengthMax);
  const found = signs.find(([sign]) => sign.test(beginning))?.[1];
  if (found !== undefined) return found;
  return openedBrackets(text) > 0
    ? 'The body breaks off before its end; is Content-Length right?'
    : undefined;
}

/** How many more brackets open than close. */
function openedBrackets(text: string): number {
  let opened = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '{' || char === '[') opened++;
    else if (char === '}' || char === ']') opened--;
  }
  return opened;
}

/** What may be the matter with a request whose content type is not JSON. */
export function mediaTypeHint({ headers, body }: RequestRecord): string {
  const header = 'send Content-Type: application/json';
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (body.kind === 'json') return `The body is JSON, only the header is wrong; ${header}`;
  const isForm = type.startsWith('application/x-www-form-urlencoded') || type.startsWith('multipart/');
  if (isForm || looksLikeForm(body)) {
    return `The body was sent as a form; send its fields as one JSON object, and ${header.slice(5)}`;
  }
  return header.charAt(0).toUpperCase() + header.slice(1);
}

function looksLikeForm(body: ObservedBody): boolean {
  return body.kind === 'text' && /^[\w.%[\]-]+=/.test(body.text);
}
