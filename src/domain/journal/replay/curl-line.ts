import { isJsonObject, type JsonValue } from '../../json.js';
import { redacted } from '../secrets.js';
import type { SentRequest } from './sent-request.js';

/** A longer body does not stand in the line, which then fetches it from the emulator. In characters. */
const bodyLengthMax = 8 * 1024;

/** Environment variables that hold the keys, as `exec` sets them. */
const partnerKey = '$BRAZE_PARTNER_API_KEY';
const importKey = '$BRAZE_DATA_IMPORT_KEY';
const restKey = '$BRAZE_REST_API_KEY';

/** Headers that make a difference to Braze. */
const toldHeaders = ['authorization', 'content-type', 'user-agent'];

/**
 * A line for a POSIX shell that sends a request once more. Keys are environment variables. A body of more than 8 KiB is
 * taken from the emulator's journal, with `curl` and `jq`.
 */
export function curlLine(request: SentRequest): string {
  const { method, path, query, headers, body } = request;
  const parts = ['curl', '-sS'];
  if (method !== 'POST' || body === null) parts.push('-X', quoted(method));
  parts.push(`"$BRAZE_REST_ENDPOINT"${withKeys(path + query, restKey)}`);
  for (const name of toldHeaders) {
    const value = headers[name];
    if (value !== undefined) parts.push('-H', withKeys(`${name}: ${value}`, restKey));
  }
  if (body === null) return parts.join(' ');
  // Without this curl would add one of its own.
  if (headers['content-type'] === undefined) parts.push('-H', "'content-type:'");
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (text.length <= bodyLengthMax) return [...parts, '--data-binary', quotedBody(body, text)].join(' ');
  return `${fetchLine(request)} | ${parts.join(' ')} --data-binary @-`;
}

/** The body as JSON, with every field that held a key made an environment variable. */
function quotedBody(body: JsonValue, text: string): string {
  if (!isJsonObject(body)) return withKeys(text, restKey);
  const ofPartner = 'partner_api_key' in body || 'client_secret' in body;
  const pieces = text.split(JSON.stringify(redacted));
  let line = '';
  for (const [index, piece] of pieces.entries()) {
    line += piece;
    if (index < pieces.length - 1) line += `"\0${keyAfter(line, ofPartner)}\0"`;
  }
  return fromMarks(line);
}

/** The key that belongs in the field whose name ends a piece of JSON. */
function keyAfter(piece: string, ofPartner: boolean): string {
  if (/"partner[-_ ]?(api[-_ ]?)?key":$/i.test(piece)) return partnerKey;
  if (/"client[-_ ]?secret":$/i.test(piece)) return importKey;
  return ofPartner ? importKey : restKey;
}

function withKeys(text: string, key: string): string {
  return fromMarks(text.replaceAll(redacted, `\0${key}\0`));
}

/** A text in which variables stand between NULs, quoted for a shell. */
function fromMarks(text: string): string {
  return text
    .split('\0')
    .map((piece, index) => (index % 2 === 1 ? `"${piece}"` : piece === '' ? '' : quoted(piece)))
    .join('');
}

function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What prints the body of a request out of the journal, with the keys of the environment. */
function fetchLine({ id, body, isStray = false }: SentRequest): string {
  const journal = isStray ? 'requests' : 'workspaces/$BRAZE_EMULATOR_WORKSPACE/requests';
  const address = `"$BRAZE_EMULATOR_URL/_emulator/v1/${journal}/"${quoted(id)}`;
  const steps = ['.request.body'];
  if (isJsonObject(body) && 'partner_api_key' in body)
    steps.push('.partner_api_key = env.BRAZE_PARTNER_API_KEY');
  if (isJsonObject(body) && 'client_secret' in body) steps.push('.client_secret = env.BRAZE_DATA_IMPORT_KEY');
  return `curl -sS ${address} | jq -${typeof body === 'string' ? 'j' : 'c'} '${steps.join(' | ')}'`;
}
