import fc from 'fast-check';
import type { Shape } from '../../../../src/domain/endpoint.js';
import {
  elementShape,
  objectForm,
  stepInto,
  wantedIn,
} from '../../../../src/domain/journal/explanation/shape.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/domain/json.js';
import type { Step } from '../../../../src/domain/json-path.js';
import { goodBodies } from '../../bodies.js';
import { membersOf } from './edits.js';
import { attributes, valuesOf, wholeValues } from './values.js';

/** The endpoint that bodies are for. */
export interface Target {
  name: string;
  path: string;
  shape: Shape;
  partnerApiKey: string;
}

/** The good bodies of an endpoint with ids that the worlds know. */
export function examplesFor({ name, path, partnerApiKey }: Target): JsonObject[] {
  const ids: Record<string, JsonValue> = {
    partner_api_key: partnerApiKey,
    client_secret: 'accounting-data-import-key',
  };
  const adopt = (value: JsonValue, field = ''): JsonValue => {
    if (Array.isArray(value)) return value.map((its) => adopt(its, field));
    if (isJsonObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([step, its]) => [step, adopt(its, step)]));
    }
    if (/^(campaign|canvas|segment|schedule|braze)_ids?$/.test(field))
      return valuesOf(field, path)[0] ?? value;
    return ids[field] ?? value;
  };
  return (goodBodies[name] ?? []).filter(isJsonObject).map((body) => adopt(body) as JsonObject);
}

/** Bodies that are like the good ones, most of them good too: with less, more, other and useless values. */
export function bodiesFor(target: Target): fc.Arbitrary<JsonObject> {
  const examples = examplesFor(target).map((body) => varied(target, body, [], target.shape));
  return fc.oneof(...examples) as fc.Arbitrary<JsonObject>;
}

function varied(
  target: Target,
  value: JsonValue,
  at: readonly Step[],
  shape?: Shape,
): fc.Arbitrary<JsonValue> {
  const wholes = wholeValues[fieldOf(at)];
  if (wholes !== undefined && typeof at.at(-1) === 'string') {
    return mostly(fc.constant(value), fc.constantFrom<JsonValue[]>(...wholes), odd);
  }
  if (Array.isArray(value)) return variedList(target, value, at, shape);
  if (isJsonObject(value)) return variedObject(target, value, at, shape);
  if (typeof value === 'boolean') {
    const isRisky = /^(broadcast|send_to_existing_only)$/.test(fieldOf(at));
    return isRisky ? mostly(fc.constant(value), fc.boolean()) : mostly(fc.constant(value), fc.boolean(), odd);
  }
  const others = valuesOf(fieldOf(at), target.path);
  if (others.length === 0) return mostly(fc.constant(value), odd);
  return mostly(fc.constant(value), fc.constantFrom(...others), odd);
}

/** The last is rare, the others are equally likely. */
function mostly<Value>(...choices: fc.Arbitrary<Value>[]): fc.Arbitrary<Value> {
  return fc.oneof(
    ...choices.map((arbitrary, index) => ({ arbitrary, weight: index === choices.length - 1 ? 1 : 50 })),
  );
}

const odd: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue[]>(
  ...[null, '', 'x', 7, 1.5, true, 'true', [], {}, ['x'], [{}], { a: 1 }, 'x'.repeat(300)],
);

/** What a body is mostly refused without, though each of them may be left out. */
const isNeeded =
  /^(recipients|broadcast|external_user_ids?|user_alias|braze_id|email|phone|prioritization|identifier_to_.*)$/;

/** What is added more often than other fields, because much depends on it. */
const isWorthMore = /^(prioritization|_merge_objects|audience|recipient_subscription_state)$/;

function fieldOf(at: readonly Step[]): string {
  return String(at.findLast((step) => typeof step === 'string') ?? '');
}

function variedList(
  target: Target,
  list: JsonValue[],
  at: readonly Step[],
  shape?: Shape,
): fc.Arbitrary<JsonValue> {
  const element = shape && elementShape(shape);
  const elements = list.map((its) => varied(target, its, [...at, 0], element));
  if (elements.length === 0) return fc.constant(list);
  const one = fc.oneof(...elements);
  return mostly<JsonValue>(
    fc.array(one, { minLength: 1, maxLength: 3 }),
    fc.array(one, { minLength: 1, maxLength: 2 }).map(withRepetition),
    fc.array(one, { maxLength: 2 }),
  );
}

/** The first element again, behind the others. */
const withRepetition = (list: JsonValue[]): JsonValue => [...list, ...list.slice(0, 1)];

function variedObject(
  target: Target,
  object: JsonObject,
  at: readonly Step[],
  shape?: Shape,
): fc.Arbitrary<JsonValue> {
  const form = shape && objectForm(shape);
  const required = new Set([...(form?.required ?? []), 'partner_api_key', 'client_secret']);
  const fields = membersOf(object).map(([name, its]): [string, fc.Arbitrary<JsonValue | undefined>] => {
    const field = String(name);
    const value = varied(target, its, [...at, field], shape && stepInto(shape, field));
    return [
      field,
      fc.option(value, { nil: undefined, freq: required.has(field) || isNeeded.test(field) ? 100 : 8 }),
    ];
  });
  const missing = Object.keys(form?.properties ?? {})
    .filter((name) => !Object.hasOwn(object, name))
    .flatMap((name) => (isWorthMore.test(name) ? Array<string>(4).fill(name) : [name]));
  const more = missing.map((name) =>
    sampleOf(target, name, form?.properties?.[name] ?? {}).map((value) => ({ [name]: value })),
  );
  const isOfUser = fieldOf(at) === 'attributes' && at.length > 1;
  const additions: fc.Arbitrary<JsonObject> = fc.oneof(
    { arbitrary: fc.constant({}), weight: 20 },
    { arbitrary: fc.constantFrom<JsonObject[]>({ surplus: 1 }, { surplus: { a: [1] } }), weight: 1 },
    ...(more.length === 0 ? [] : [{ arbitrary: fc.oneof(...more), weight: 2 }]),
  );
  const isRecipient = fieldOf(at) === 'recipients' && at.length > 1;
  const own = isOfUser ? someAttributes : isRecipient ? making(object) : fc.constant({});
  return fc
    .tuple(additions, fc.record(Object.fromEntries(fields)), own)
    .map(([added, kept, its]) => withoutUndefined({ ...added, ...kept, ...its }));
}

const someAttributes: fc.Arbitrary<JsonObject> = fc
  .array(fc.constantFrom(...attributes), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));

/** Of a recipient whom nobody may know; one with an alias is never made. */
function making({ user_alias }: JsonObject): fc.Arbitrary<JsonObject> {
  const nothing = fc.constant<JsonObject>({});
  if (user_alias !== undefined) return nothing;
  const made = someAttributes.map((its): JsonObject => ({ send_to_existing_only: false, attributes: its }));
  return fc.oneof(nothing, nothing, made);
}

function withoutUndefined(fields: Record<string, JsonValue | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

/** A value that a field may have. */
function sampleOf(target: Target, field: string, shape: Shape): fc.Arbitrary<JsonValue> {
  const wholes = wholeValues[field];
  if (wholes !== undefined) return fc.constantFrom<JsonValue[]>(...wholes);
  if (isAny(shape)) return fc.constantFrom<JsonValue[]>(...valuesOf(field), 'x');
  const element = elementShape(shape);
  if (element !== undefined)
    return fc.array(sampleOf(target, field, element), { minLength: 1, maxLength: 2 });
  const form = objectForm(shape);
  if (form !== undefined) {
    const required = (form.required ?? []).map((name): [string, fc.Arbitrary<JsonValue>] => [
      name,
      sampleOf(target, name, form.properties?.[name] ?? {}),
    ]);
    return fc.record<JsonObject>(Object.fromEntries(required)) as fc.Arbitrary<JsonObject>;
  }
  if (wantedIn(shape) === 'boolean') return fc.boolean();
  const values = valuesOf(field, target.path);
  return values.length === 0 ? fc.constantFrom<JsonValue[]>('x', { a: 1 }) : fc.constantFrom(...values);
}

/** Of which everything is one: it holds itself. */
function isAny(shape: Shape): boolean {
  const element = elementShape(shape);
  return element !== undefined && elementShape(element) === element;
}

/** Every place of a shape, and every place of a body, with `[]` for elements; of nested audiences those of one filter. */
export function placesOf(shape: Shape): Set<string> {
  const places = new Set<string>();
  const walk = (its: Shape, at: string, seen: readonly Shape[]) => {
    if (seen.includes(its)) return;
    const inner = [...seen, its];
    const element = elementShape(its);
    if (element !== undefined) walk(element, `${at}[]`, inner);
    for (const [name, field] of Object.entries(objectForm(its)?.properties ?? {})) {
      const place = shortened(at === '' ? name : `${at}.${name}`);
      places.add(place);
      walk(field, place, inner);
    }
  };
  walk(shape, '', []);
  return places;
}

function shortened(place: string): string {
  return place.replace(/\.(AND|OR)\[\](?=\.)/g, '');
}

export function placesIn(body: JsonObject): string[] {
  const places: string[] = [];
  const walk = (value: JsonValue, at: string) => {
    for (const [step, its] of membersOf(value)) {
      const place = typeof step === 'number' ? `${at}[]` : at === '' ? step : `${at}.${step}`;
      const short = shortened(place);
      places.push(short);
      walk(its, short);
    }
  };
  walk(body, '');
  return places;
}
