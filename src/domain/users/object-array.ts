import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json.js';
import type { Step } from '../json-path.js';
import { describeType } from './attribute-value.js';
import { deepMerge } from './deep-merge.js';
import { leftAsItWas, type Report } from './ignored-part.js';

/** Names every object of an array that has this value under this key. */
export interface ObjectMatch {
  key: string;
  value: string | number | boolean;
}

/** Changes to an array of objects. [doc] user_guide/data/activation/attributes/array_of_objects */
export interface ObjectArrayChange {
  add: JsonObject[];
  remove: ObjectMatch[];
  update: { match: ObjectMatch; newObject: JsonObject }[];
  /** Whether an update merges into the object, by `_merge_objects`; else it replaces the object whole. */
  isMerging: boolean;
}

/** An object of the array; `addedAt` is its place in `$add`. */
interface Entry {
  object: JsonObject;
  addedAt?: number;
}

/**
 * The array after adding, removing and updating, in this order. [doc] array_of_objects
 *
 * @returns `value` as it is when it is no array of objects, or absent and nothing is added. [inferred]
 */
export function changeObjectArray(
  value: JsonValue | undefined,
  change: ObjectArrayChange,
  report: Report,
): JsonValue | undefined {
  const current = value ?? [];
  if (!Array.isArray(current) || !current.every(isJsonObject)) {
    const reason = `is for an array of objects, and the attribute is ${describeType(current)}`;
    reportAll(change, (steps) => report({ steps, rule: 'no_array', reason }));
    return value;
  }
  const all: Entry[] = [
    ...current.map((object) => ({ object })),
    ...change.add.map((object, addedAt) => ({ object, addedAt })),
  ];
  const kept = removeMatching(all, change, report);
  const updated = updateMatching(kept, change, report);
  return value === undefined && change.add.length === 0 ? undefined : updated;
}

function removeMatching(entries: readonly Entry[], { remove }: ObjectArrayChange, report: Report): Entry[] {
  const values = valuesByKey(entries.map(({ object }) => object));
  const places = new Map<string, Map<JsonValue, number>>();
  for (const [index, match] of remove.entries()) {
    if (!values(match.key).has(match.value)) reportNoMatch(values, match, ['$remove', index], true, report);
    const ofKey = places.get(match.key) ?? new Map<JsonValue, number>();
    if (!ofKey.has(match.value)) places.set(match.key, ofKey.set(match.value, index));
  }
  return entries.filter(({ object, addedAt }) => {
    const place = placeOf(object, places);
    if (place === undefined) return true;
    if (addedAt !== undefined) {
      const reason = `is removed again by $remove[${place}] beside it`;
      report({ steps: ['$add', addedAt], rule: 'removed_again', reason });
    }
    return false;
  });
}

/** Which removal an object matches. */
function placeOf(
  object: JsonObject,
  places: ReadonlyMap<string, Map<JsonValue, number>>,
): number | undefined {
  for (const [key, ofKey] of places) {
    const value = memberOf(object, key);
    const place = value === undefined ? undefined : ofKey.get(value);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The values that some object has under a key. */
type ValuesOf = (key: string) => ReadonlySet<JsonValue>;

function valuesByKey(objects: readonly JsonObject[]): ValuesOf {
  const known = new Map<string, Set<JsonValue>>();
  return (key) => {
    const values = known.get(key) ?? new Set<JsonValue>();
    if (known.has(key)) return values;
    for (const object of objects) {
      const value = memberOf(object, key);
      if (value !== undefined) values.add(value);
    }
    known.set(key, values);
    return values;
  };
}

function updateMatching(
  entries: readonly Entry[],
  { update, isMerging }: ObjectArrayChange,
  report: Report,
): JsonObject[] {
  const objects = entries.map(({ object }) => object);
  for (const [index, { match, newObject }] of update.entries()) {
    const matched = [...objects.entries()].filter(([, object]) => isMatch(object, match));
    const steps = ['$update', index];
    if (matched.length === 0) reportNoMatch(valuesByKey(objects), match, steps, false, report);
    const kept = new KeptParts();
    for (const [place, object] of matched) {
      if (isMerging)
        objects[place] = deepMerge(object, newObject, (its) => kept.add(['$new_object', ...its]));
      else {
        if (JSON.stringify(object) === JSON.stringify(newObject)) kept.add([]);
        objects[place] = newObject;
      }
    }
    for (const part of kept.ofAll(matched.length)) report(leftAsItWas([...steps, ...part]));
  }
  return objects;
}

/** What of an update the objects that it is for have already. */
class KeptParts {
  private readonly counts = new Map<string, { steps: Step[]; count: number }>();

  add(steps: Step[]): void {
    const key = JSON.stringify(steps);
    this.counts.set(key, { steps, count: (this.counts.get(key)?.count ?? 0) + 1 });
  }

  ofAll(count: number): Step[][] {
    return [...this.counts.values()].filter((its) => its.count === count).map(({ steps }) => steps);
  }
}

/** @param isWanted  Whether it asks for what is so already, unless it only has the wrong type. */
function reportNoMatch(
  valuesOf: ValuesOf,
  match: ObjectMatch,
  steps: Step[],
  isWanted: boolean,
  report: Report,
): void {
  const similar = [...valuesOf(match.key)].find((its) => String(its) === String(match.value));
  if (similar !== undefined) {
    const reason = `is ${describeType(match.value)}, and the array has ${JSON.stringify(similar)}, ${describeType(similar)}`;
    const place = [...steps, '$identifier_value'];
    report({ steps: place, rule: 'no_object_matches', reason, fallenSteps: steps.length });
    return;
  }
  const reason = 'matches no object of the array';
  const rule = isWanted ? 'nothing_to_remove' : 'no_object_matches';
  report({ steps, rule, reason, isTolerated: isWanted });
}

function reportAll({ add, remove, update }: ObjectArrayChange, tell: (steps: Step[]) => void): void {
  if (add.length > 0) tell(['$add']);
  if (remove.length > 0) tell(['$remove']);
  if (update.length > 0) tell(['$update']);
}

function isMatch(object: JsonObject, { key, value }: ObjectMatch): boolean {
  return memberOf(object, key) === value;
}
