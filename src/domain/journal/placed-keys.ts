import { isJsonObject, type JsonValue } from '../json.js';
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

const secretName = new RegExp(
  `^(?:x[-_])?(?:${[
    'client[-_ ]?secret',
    '(?:(?:client|customer|partner|rest|braze)[-_ ]?)?(?:api|data[-_ ]?import)[-_ ]?key',
    '(?:rest|partner)[-_ ]?key',
    'app[-_ ]?group[-_ ]?id', // Once took the REST API key. [client: braze_ruby recording]
    '(?:proxy-)?authorization',
    '(?:set-)?cookie',
    '(?:access|auth|bearer)[-_ ]?token',
    'secret',
  ].join('|')})$`,
  'i',
);

/** Whether a field, header or parameter of this name holds a key. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

const scheme = /^(bearer|basic|token|digest|apikey) +(?=\S)/i;

/** What stands before the key in an `Authorization` header, with its blank; empty when nothing does. */
export function schemeOf(authorization: string): string {
  return scheme.exec(authorization)?.[0] ?? '';
}

/** Every value in a place for keys: in the body at any depth, then the headers, then the query. */
export function placedKeys(request: RequestRecord): PlacedKey[] {
  const found: PlacedKey[] = [];
  if (request.body.kind === 'json') collectFields(request.body.value, '', found);
  for (const [name, value] of Object.entries(request.headers)) {
    if (!isSecretName(name)) continue;
    found.push({ path: `headers.${name}`, name, value: value.slice(schemeOf(value).length) });
  }
  for (const [name, value] of new URLSearchParams(request.query)) {
    if (isSecretName(name)) found.push({ path: `query.${name}`, name, value });
  }
  return found.filter(({ value }) => value !== '');
}

function collectFields(value: JsonValue, path: string, found: PlacedKey[]): void {
  if (Array.isArray(value)) {
    // Most arrays are of a thousand ids, so nothing is made for an element that holds no fields.
    for (let index = 0; index < value.length; index++) {
      const element = value[index];
      if (typeof element === 'object') collectFields(element, `${path}[${index}]`, found);
    }
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, its] of Object.entries(value)) {
    const itsPath = path === '' ? name : `${path}.${name}`;
    if (!isSecretName(name)) collectFields(its, itsPath, found);
    else if (typeof its === 'string') found.push({ path: itsPath, name, value: its });
    else if (typeof its === 'number') found.push({ path: itsPath, name, value: String(its) });
  }
}
