import { isJsonObject, type JsonObject, memberOf } from '../json.js';

/**
 * The object with another merged into it on all levels: of a key that both have the other's value counts, and objects are
 * merged in turn. Arrays are values. [doc] nested_custom_attribute_support; arrays [inferred]
 */
export function deepMerge(object: JsonObject, other: JsonObject): JsonObject {
  // A map and fromEntries, so that a key called `__proto__` stays an ordinary one.
  const merged = new Map(Object.entries(object));
  for (const [name, value] of Object.entries(other)) {
    const own = memberOf(object, name);
    merged.set(name, isJsonObject(own) && isJsonObject(value) ? deepMerge(own, value) : value);
  }
  return Object.fromEntries(merged);
}
