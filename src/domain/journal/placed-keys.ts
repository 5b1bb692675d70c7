import { isJsonObject, type JsonValue } from '../json.js';
import { formatPath, type Step } from '../json-path.js';
import type { RequestRecord } from './request-record.js';

/** A value in a place for keys: under a name that is one of a key's, whether or not Braze looks there. */
export interface PlacedKey {
  /** `client_secret`, `data.client_secret`, `headers.authorization`, `query.api_key`. */
  path: string;
  /** Of its field, header or parameter, as sent. */
  name: string;
  /** Without the scheme, when it stands in an `Authorization` header. */
  value: string;
}

/** Names that nothing but a key has. */
const ownNames = [
  'client[-_ ]?secret',
  '(?:(?:client|customer|partner|rest|braze)[-_ ]?)?(?:api|data[-_ ]?import)[-_ ]?key',
  '(?:rest|partner)[-_ ]?key',
  'app[-_ ]?group[-_ ]?id', // Once took the REST API key. [client: braze_ruby recording]
  '(?:proxy-)?authorization',
  '(?:access|auth|bearer)[-_ ]?token',
];
const words = ['(?:set-)?cookie', 'secret'];
const secretName = new RegExp(`^(?:x[-_])?(?:${[...ownNames, ...words].join('|')})$`, 'i');
/** A word may end other names, such as `secret_santa` or `no_secret`. */
const secretNameAtEnd = new RegExp(
  `(?:${ownNames.join('|')}|(?<![\\w-])(?:x[-_])?(?:${words.join('|')}))$`,
  'i',
);

/** The longest are `x-customer_data_import_key` and the like. */
const nameLengthMax = 32;
const lastLetters = new Set([...'tydneTYDNE'].map((its) => its.charCodeAt(0)));

/** Whether a field, header or parameter of this name holds a key. */
export function isSecretName(name: string): boolean {
  if (name.length > nameLengthMax || !lastLetters.has(name.charCodeAt(name.length - 1))) return false;
  return secretName.test(name);
}

/** Whether such a name ends at a place of a text. */
export function endsInSecretName(text: string, end: number): boolean {
  if (end === 0 || !lastLetters.has(text.charCodeAt(end - 1))) return false;
  return secretNameAtEnd.test(text.slice(Math.max(0, end - nameLengthMax), end));
}

const scheme = /^(bearer|basic|token|digest|apikey) +(?=\S)/i;

/** What stands before the key in an `Authorization` header, with its blank; empty when nothing does. */
export function schemeOf(authorization: string): string {
  return scheme.exec(authorization)?.[0] ?? '';
}

/** Of a body: so many are looked at. Others are redacted for their names all the same. */
const placedInBodyMax = 1_000;

/** Every value in a place for keys: in the body at any depth, the first thousand, then the headers, then the query. */
export function placedKeys(request: RequestRecord): PlacedKey[] {
  const found: PlacedKey[] = [];
  if (request.body.kind === 'json') collectFields(request.body.value, [], found);
  for (const [name, value] of Object.entries(request.headers)) {
    if (!isSecretName(name)) continue;
    found.push({ path: `headers.${name}`, name, value: value.slice(schemeOf(value).length) });
  }
  for (const [name, value] of new URLSearchParams(request.query)) {
    if (isSecretName(name)) found.push({ path: `query.${name}`, name, value });
  }
  return found.filter(({ value }) => value !== '');
}

/** @param steps  To the value; their path is only made where something is found. */
function collectFields(value: JsonValue, steps: Step[], found: PlacedKey[]): void {
  if (Array.isArray(value)) {
    // Most arrays are of a thousand ids, so nothing is done for an element that holds no fields.
    for (let index = 0; index < value.length; index++) {
      const element = value[index];
      if (typeof element === 'object') collectInside(element, index, steps, found);
    }
    return;
  }
  if (!isJsonObject(value)) return;
  for (const name of Object.keys(value)) {
    const its = value[name]!;
    if (!isSecretName(name)) {
      if (typeof its === 'object') collectInside(its, name, steps, found);
    } else if ((typeof its === 'string' || typeof its === 'number') && found.length < placedInBodyMax) {
      found.push({ path: formatPath([...steps, name]), name, value: String(its) });
    }
  }
}

function collectInside(value: JsonValue, step: Step, steps: Step[], found: PlacedKey[]): void {
  steps.push(step);
  collectFields(value, steps, found);
  steps.pop();
}
