import type { Shape } from '../../endpoint.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import { follow, type Step, stepsOf } from '../../json-path.js';
import { cohortIdentifiersPerRequestMax } from '../../limits.js';
import { isoTime } from '../../time/time.js';
import { lookAlike } from './field-names.js';
import { alternativesOf, elementShape, objectForm, shapeAt, type Wanted, wantedIn } from './shape.js';

/** What helps where nothing like the field is there. */
const hintsOfMissing: Record<string, string> = {
  alias_label: 'An alias is a pair: send alias_label and alias_name',
  alias_name: 'An alias is a pair: send alias_label and alias_name',
};

/**
 * What may be the matter with a field: its name, its type or its form.
 *
 * @param path  Where Braze's check stopped.
 * @param shape  What the body may be.
 */
export function fieldHint(body: JsonValue, path: string, shape: Shape | undefined): string | undefined {
  if (!isJsonObject(body)) return wholeBodyHint(body);
  const steps = stepsOf(path);
  const wanted = steps.at(-1);
  if (wanted === undefined) return undefined;
  const value = follow(body, steps);
  const wantedShape = shapeAt(shape, steps);
  if (typeof wanted === 'number') return elementHint(value, wantedShape, lastNameOf(steps));
  const parent = follow(body, steps.slice(0, -1));
  if (value !== undefined || !isJsonObject(parent)) return valueHint(value, wantedIn(wantedShape), wanted);
  const wrapped = parent === body ? wrappedHint(body, wanted) : undefined;
  const parentShape = shapeAt(shape, steps.slice(0, -1));
  return misnamedHint(parent, wanted, parentShape) ?? wrapped ?? hintsOfMissing[wanted];
}

/** The same of a query parameter, whose values are all texts. */
export function queryHint(query: JsonObject, name: string, shape: Shape | undefined): string | undefined {
  const wanted = shapeAt(shape, [name]);
  if (query[name] === undefined) return misnamedHint(query, name, shape);
  if (query[name] === '') return 'It is empty';
  switch (wantedIn(wanted)) {
    case 'number':
      return rangeHint(wanted);
    case 'time':
      return timeHint(query[name]);
    case 'string':
      return wanted?.format === 'uuid' ? uuidHint(query[name]) : undefined;
    default:
      return undefined;
  }
}

function rangeHint({ minimum, maximum }: Shape = {}): string {
  const isBounded = minimum !== undefined && maximum !== undefined;
  return isBounded ? `Send a whole number from ${minimum} to ${maximum}` : 'Send a whole number';
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function uuidHint(value: JsonValue): string {
  const lower = typeof value === 'string' ? value.toLowerCase() : '';
  if (lower === value && uuid.test(lower)) return 'It has the form of an identifier, but nothing here has it';
  return uuid.test(lower)
    ? `Identifiers are lower case: ${lower}`
    : 'An API identifier is a UUID, such as 0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
}

function lastNameOf(steps: readonly Step[]): string {
  return steps.findLast((its) => typeof its === 'string') ?? '';
}

function wholeBodyHint(body: JsonValue): string {
  if (Array.isArray(body)) return 'The body is an array; send one object';
  if (typeof body === 'string' && /^\s*[{[]/.test(body)) {
    return 'The body is a JSON text inside a JSON text: it was encoded twice';
  }
  return `The body is ${nameOfType(body)}; send an object`;
}

function misnamedHint(parent: JsonObject, wanted: string, shape: Shape | undefined): string | undefined {
  const known = (shape && objectForm(shape)?.properties) ?? {};
  // A field that has its own place here was not meant for this one.
  const names = Object.keys(parent).filter((name) => !Object.hasOwn(known, name));
  const found = lookAlike(names, wanted);
  return found === undefined ? undefined : `'${found}' is no field here; call it '${wanted}'`;
}

function wrappedHint(body: JsonObject, wanted: string): string | undefined {
  const wrapper = Object.entries(body).find(([, its]) => isJsonObject(its) && Object.hasOwn(its, wanted));
  if (wrapper !== undefined)
    return `The fields stand inside '${wrapper[0]}'; send them at the top of the body`;
  return Object.keys(body).length === 0 ? 'The body is an empty object' : undefined;
}

function elementHint(
  value: JsonValue | undefined,
  shape: Shape | undefined,
  list: string,
): string | undefined {
  const alternatives = alternativesOf(shape);
  if (alternatives.length === 0 || !isJsonObject(value)) return valueHint(value, wantedIn(shape), list);
  if (alternatives.some((name) => Object.hasOwn(value, name))) return undefined;
  for (const name of alternatives) {
    const hint = misnamedHint(value, name, shape);
    if (hint !== undefined) return hint;
  }
  const areLists = alternatives.every((name) => shape && elementShape(shapeAt(shape, [name]) ?? {}));
  return `Give it one of ${alternatives.join(', ')}${areLists ? '; an empty array will do' : ''}`;
}

function valueHint(
  value: JsonValue | undefined,
  wanted: Wanted | undefined,
  name: string,
): string | undefined {
  if (wanted === 'time') return timeHint(value);
  if (value === null) return 'null counts as no value';
  switch (wanted) {
    case 'string':
      return textHint(value, name);
    case 'number':
      return numberHint(value);
    case 'boolean':
      if (typeof value === 'boolean') return undefined;
      return value === 'true' || value === 'false' ? `Send ${value} without quotes` : 'Send true or false';
    case 'object':
      return Array.isArray(value) ? 'An array stands where one object is expected' : undefined;
    case 'strings':
    case 'objects':
      return listHint(value, wanted, name);
    default:
      return undefined;
  }
}

function numberHint(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const isNumeric = value.trim() !== '' && Number.isFinite(Number(value));
  return isNumeric ? `It is a string; send the number ${Number(value)} without quotes` : 'Send a number';
}

function textHint(value: JsonValue | undefined, name: string): string | undefined {
  if (typeof value === 'number') return `It is a number; send it as a string: "${value}"`;
  if (value === '') return 'It is empty';
  if (typeof value === 'string' && value.trim() === '') return 'It is nothing but white space';
  if (!isJsonObject(value)) return undefined;
  const inner = ['external_id', 'device_id', 'id', 'user_id'].find((its) => its in value);
  return inner === undefined
    ? `It is an object; ${name} takes strings`
    : `It is an object; send its ${inner} alone, as a string`;
}

function listHint(
  value: JsonValue | undefined,
  wanted: 'strings' | 'objects',
  name: string,
): string | undefined {
  if (typeof value === 'string') {
    return /^\s*[[{]/.test(value)
      ? 'It is a string that holds JSON; send the array itself, without quotes round it'
      : `It is a string; send an array: ["${value.split(',')[0]}", …]`;
  }
  if (isJsonObject(value)) return `It is one object; send an array with it in: "${name}": [{…}]`;
  if (Array.isArray(value)) return arrayHint(value, wanted);
  return value === undefined ? undefined : `It is ${nameOfType(value)}; send an array of ${wanted}`;
}

function arrayHint(elements: readonly JsonValue[], wanted: 'strings' | 'objects'): string | undefined {
  if (elements.length === 0) return 'It is empty';
  const stranger = elements.find((its) =>
    wanted === 'objects' ? !isJsonObject(its) : typeof its !== 'string',
  );
  return stranger === undefined
    ? undefined
    : `There is ${nameOfType(stranger)} in it; send an array of ${wanted}`;
}

/** Seconds up to the year 5138, milliseconds from the year 1973. */
const secondsMax = 100_000_000_000;

function timeHint(value: JsonValue | undefined): string {
  const number = typeof value === 'string' && /^\d{9,13}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && number > 0 && number < secondsMax * 1000) {
    const isSeconds = number < secondsMax;
    const written = isoTime(isSeconds ? number * 1000 : number);
    return `It looks like ${isSeconds ? 'seconds' : 'milliseconds'} since 1970; write "${written}"`;
  }
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(parsed)) return `Write it in ISO 8601, perhaps "${isoTime(parsed)}"`;
  return 'Write it in ISO 8601, such as "2026-02-03T09:00:00Z"';
}

/** How a request with too many identifiers is sent. */
export function tooManyHint(message: string): string {
  const count = Number(/\d+/.exec(message)?.[0] ?? 0);
  const requests = Math.ceil(count / cohortIdentifiersPerRequestMax);
  return `Send it as ${requests} requests; all lists of all changes count together, and duplicates count`;
}

function nameOfType(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
