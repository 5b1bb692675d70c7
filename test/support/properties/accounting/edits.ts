import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/domain/json.js';
import { follow, type Step } from '../../../../src/domain/json-path.js';
import { known } from './values.js';

/** A body, and where the leaf that is looked at stands in it. */
export interface Scene {
  body: JsonValue;
  place: Step[];
}

/** What choose among the fields of users: lists, but not of entries. */
const plainLists = new Set(['fields_to_export', 'custom_attributes_to_export']);

export function isUnder(steps: readonly Step[], start: readonly Step[]): boolean {
  return start.every((step, index) => steps[index] === step);
}

/** Every value that holds no other: what is plain, and what is empty. */
export function leavesOf(value: JsonValue, at: Step[] = []): Step[][] {
  const inner = membersOf(value);
  return inner.length === 0 ? [at] : inner.flatMap(([step, its]) => leavesOf(its, [...at, step]));
}

/** Every value that holds others. */
export function containersOf(value: JsonValue, at: Step[] = []): Step[][] {
  const inner = membersOf(value);
  return inner.length === 0 ? [] : [at, ...inner.flatMap(([step, its]) => containersOf(its, [...at, step]))];
}

export function membersOf(value: JsonValue): [Step, JsonValue][] {
  if (Array.isArray(value)) return [...value.entries()];
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** The body with another value at a place; with none, without it. */
export function replaced(body: JsonValue, place: readonly Step[], value?: JsonValue): JsonValue {
  const result = structuredClone(body);
  const parent = follow(result, place.slice(0, -1));
  const last = place.at(-1);
  if (Array.isArray(parent) && typeof last === 'number') {
    parent.splice(last, 1, ...(value === undefined ? [] : [value]));
  } else if (isJsonObject(parent) && typeof last === 'string') {
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return result;
}

/** Without what has a note, and objects of which nothing is left: it may be what the leaf asks for too. */
export function pruned(body: JsonValue, place: readonly Step[], noted: readonly (readonly Step[])[]): Scene {
  const moved = [...place];
  const walk = (value: JsonValue, at: Step[]): JsonValue => {
    const kept = membersOf(value).filter(([step]) => !noted.some((path) => isSame(path, [...at, step])));
    const inner = kept.map(([step, its]): [Step, JsonValue] => [step, walk(its, [...at, step])]);
    if (isJsonObject(value))
      return Object.fromEntries(inner.filter(([step, its]) => !isEmptied(value[step], its)));
    if (!Array.isArray(value)) return value;
    const step = place[at.length];
    if (isUnder(place, at) && typeof step === 'number') {
      moved[at.length] = kept.findIndex(([its]) => its === step);
    }
    return inner.map(([, its]) => its);
  };
  return { body: walk(body, []), place: moved };
}

function isEmptied(before: JsonValue | undefined, after: JsonValue): boolean {
  return isJsonObject(after) && membersOf(after).length === 0 && membersOf(before ?? null).length > 0;
}

function isSame(one: readonly Step[], other: readonly Step[]): boolean {
  return one.length === other.length && isUnder(one, other);
}

/** Cut behind the entry that the leaf is in: what came later may have undone what it did. */
export function cutBehind(body: JsonValue, place: Step[], lists: readonly string[]): Scene {
  if (!isJsonObject(body)) return { body, place };
  const [list, index] = place;
  if (typeof index !== 'number' || plainLists.has(String(list))) return { body, place };
  const later = new Set(lists.slice(lists.indexOf(String(list)) + 1));
  const kept = Object.entries(body).flatMap(([name, value]): [string, JsonValue][] => {
    if (!Array.isArray(value) || plainLists.has(name)) return [[name, value]];
    if (name === list) return [[name, value.slice(0, index + 1)]];
    return later.has(name) ? [] : [[name, value]];
  });
  return { body: Object.fromEntries(kept), place };
}

/** Operators on an array of objects, in the order in which they are applied. */
const operators = ['$add', '$remove', '$update'];

/** Cut behind the operation on an array of objects that the leaf is in, for the same reason. */
export function cutBehindOperation({ body, place }: Scene): Scene {
  const at = place.findIndex((step) => operators.includes(String(step)));
  const index = place[at + 1];
  const operation = follow(body, place.slice(0, at));
  if (at === -1 || typeof index !== 'number' || !isJsonObject(operation)) return { body, place };
  const later = operators.slice(operators.indexOf(String(place[at])) + 1);
  const kept = Object.entries(operation)
    .filter(([name]) => !later.includes(name))
    .map(([name, list]): [string, JsonValue] => [
      name,
      name === place[at] && Array.isArray(list) ? list.slice(0, index + 1) : list,
    ]);
  return { body: replaced(body, place.slice(0, at), Object.fromEntries(kept)), place };
}

/** Of what a recipient has, without that which says it for all: it may say the same. */
export function withoutGeneral(body: JsonValue, place: Step[]): Scene {
  return { body: place[0] === 'recipients' ? replaced(body, place.slice(2)) : body, place };
}

/** Without the other entries; of what narrows, that alone, for everybody. */
export function entryAlone(body: JsonValue, place: Step[], lists: readonly string[]): Scene {
  if (!isJsonObject(body)) return { body, place };
  const [list, index] = place;
  if (list === 'audience') return filterAlone(body, place);
  if (list === 'segment_id' || list === 'recipient_subscription_state') return narrowingAlone(body, place);
  if (typeof index !== 'number' || plainLists.has(String(list))) return { body, place };
  const kept = Object.entries(body).flatMap(([name, value]): [string, JsonValue][] => {
    if (name === list && Array.isArray(value)) return [[name, value.slice(index, index + 1)]];
    return Array.isArray(value) && lists.includes(name) && !plainLists.has(name) ? [] : [[name, value]];
  });
  const alone = { body: Object.fromEntries(kept), place: [...place].with(1, 0) };
  if (list === 'merge_updates') return withOneWhoIsThere(alone);
  return place.at(-1) === 'push_token_import' ? withKnownToken(alone) : alone;
}

/** Only of tokens that somebody has does an import say anything, beside an alias that is known. */
function withKnownToken({ body, place }: Scene): Scene {
  const list = [...place.slice(0, -1), 'push_tokens'];
  return { body: replaced(body, list, [{ app_id: 'app', token: 't' }]), place };
}

/** Of the two who are merged, the one whom the leaf is not about. */
function withOneWhoIsThere({ body, place }: Scene): Scene {
  const other = place[2] === 'identifier_to_keep' ? 'identifier_to_merge' : 'identifier_to_keep';
  return { body: replaced(body, ['merge_updates', 0, other], { external_id: 'spare' }), place };
}

function narrowingAlone(body: JsonObject, place: Step[]): Scene {
  const { external_user_ids, user_aliases, audience, segment_id, ...rest } = body;
  const segment = { segment_id: place[0] === 'segment_id' ? (segment_id ?? null) : known.segment };
  return { body: { ...rest, ...segment, audience: everybody, broadcast: true }, place };
}

/** True for whomever one thinks of. */
const everybody = {
  custom_attribute: { custom_attribute_name: 'no such attribute', comparison: 'does_not_exist' },
};

function filterAlone(body: JsonObject, place: Step[]): Scene {
  const start = Math.max(place.findLastIndex((step) => typeof step === 'number') + 1, 1);
  const audience = follow(body, place.slice(0, start)) ?? {};
  const { recipients, external_user_ids, user_aliases, attachments, ...toEverybody } = body;
  return {
    body: { ...toEverybody, broadcast: true, audience },
    place: ['audience', ...place.slice(start)],
  };
}
