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
  if (value === undefined) return change.add.length === 0 ? undefined : updated.objects;
  // What parts do and others undo is in none of their notes.
  const isAnyChange = updated.isAnyChanged || change.add.length > 0;
  const isSameLength = updated.objects.length === current.length;
  if (isAnyChange && isSameLength && updated.objects.every((its, index) => isSame(its, current[index]!))) {
    report(leftAsItWas([]));
  }
  return updated.objects;
}

function isSame(one: JsonValue, other: JsonValue): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function removeMatching(entries: readonly Entry[], { remove }: ObjectArrayChange, report: Report): Entry[] {
  const values = valuesByKey(entries.map(({ object }) => object));
  const places = new Map<string, Map<JsonValue, number>>();
  for (const [index, match] of remove.entries()) {
    const ofKey = places.get(match.key) ?? new Map<JsonValue, number>();
    if (!ofKey.has(match.value)) places.set(match.key, ofKey.set(match.value, index));
  }
  const used = new Set<number>();
  const kept = entries.filter(({ object, addedAt }) => {
    const place = placeOf(object, places);
    if (place === undefined) return true;
    used.add(place);
    if (addedAt !== undefined) {
      const reason = `is removed again by $remove[${place}] beside it`;
      report({ steps: ['$add', addedAt], rule: 'removed_again', reason });
    }
    return false;
  });
  for (const [index, match] of remove.entries()) {
    if (!used.has(index)) reportNoMatch(values, match, ['$remove', index], true, report);
  }
  return kept;
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
): { objects: JsonObject[]; isAnyChanged: boolean } {
  const objects = entries.map(({ object }) => object);
  let isAnyChanged = false;
  for (const [index, { match, newObject }] of update.entries()) {
    const matched = [...objects.entries()].filter(([, object]) => isMatch(object, match));
    const steps = ['$update', index];
    if (matched.length === 0) reportNoMatch(valuesByKey(objects), match, steps, false, report);
    const kept = new KeptParts();
    for (const [place, object] of matched) {
      const updated = isMerging
        ? deepMerge(object, newObject, (its) => kept.add(['$new_object', ...its]))
        : newObject;
      if (isSame(object, updated)) kept.add([]);
      else isAnyChanged = true;
      objects[place] = updated;
    }
    for (const part of kept.ofAll(matched.length)) report(leftAsItWas([...steps, ...part]));
  }
  return { objects, isAnyChanged };
}

/** What of an update the objects that it is for have already: the whole of it, or parts. */
class KeptParts {
  private readonly counts = new Map<string, { steps: Step[]; count: number }>();

  add(steps: Step[]): void {
    const key = JSON.stringify(steps);
    this.counts.set(key, { steps, count: (this.counts.get(key)?.count ?? 0) + 1 });
  }

  ofAll(count: number): Step[][] {
    const parts = [...this.counts.values()].filter((its) => its.count === count).map(({ steps }) => steps);
    return parts.some((steps) => steps.length === 0) ? [[]] : parts;
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
  const values = valuesOf(match.key);
  const similar = [...values].find((its) => String(its) === String(match.value));
  if (!values.has(match.value) && similar !== undefined) {
    const reason = `is ${describeType(match.value)}, and the array has ${JSON.stringify(similar)}, ${describeType(similar)}`;
    const place = [...steps, '$identifier_value'];
    report({ steps: place, rule: 'no_object_matches', reason, fallenSteps: steps.length });
    return;
  }
  const reason = values.has(match.value)
    ? 'matches no object that the others of $remove do not'
    : 'matches no object of the array';
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
