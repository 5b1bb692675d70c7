import { isJsonObject, type JsonObject, memberOf } from '../json.js';
import type { Step } from '../json-path.js';

/**
 * The object with another merged into it on all levels: of a key that both have the other's value counts, and objects are
 * merged in turn. Arrays are values. [doc] nested_custom_attribute_support; arrays [inferred]
 *
 * @param tellKept  Takes the place of each value of the other that is there already.
 */
export function deepMerge(
  object: JsonObject,
  other: JsonObject,
  tellKept: (steps: Step[]) => void,
): JsonObject {
  // A map and fromEntries, so that a key called `__proto__` stays an ordinary one.
  const merged = new Map(Object.entries(object));
  for (const [name, value] of Object.entries(other)) {
    const own = memberOf(object, name);
    if (own !== undefined && JSON.stringify(own) === JSON.stringify(value)) tellKept([name]);
    else if (isJsonObject(own) && isJsonObject(value)) {
      if (Object.keys(value).length === 0) tellKept([name]);
      merged.set(
        name,
        deepMerge(own, value, (steps) => tellKept([name, ...steps])),
      );
    } else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}
