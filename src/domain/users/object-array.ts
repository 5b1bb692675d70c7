import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/** Names every object of an array that has this value under this key. */
export interface ObjectMatch {
  key: string;
  value: string | number | boolean;
}

/** Changes to an array of objects. [doc] user_guide/data/activation/attributes/array_of_objects */
export interface ObjectArrayChange {
  add: JsonObject[];
  remove: ObjectMatch[];
  /** Each object that matches is replaced whole: `_merge_objects` is not supported. */
  update: { match: ObjectMatch; newObject: JsonObject }[];
}

/**
 * The array after adding, removing and updating, in this order. [doc] array_of_objects
 *
 * @returns `value` as it is when it is no array of objects, or absent and nothing is added. [inferred]
 */
export function changeObjectArray(
  value: JsonValue | undefined,
  { add, remove, update }: ObjectArrayChange,
): JsonValue | undefined {
  if (value === undefined && add.length === 0) return undefined;
  const current = value ?? [];
  if (!Array.isArray(current) || !current.every(isJsonObject)) return value;
  const kept = [...current, ...add].filter((object) => !remove.some((match) => isMatch(object, match)));
  return kept.map((object) =>
    update.reduce((its, { match, newObject }) => (isMatch(its, match) ? newObject : its), object),
  );
}

function isMatch(object: JsonObject, { key, value }: ObjectMatch): boolean {
  return Object.hasOwn(object, key) && object[key] === value;
}
