import { isJsonObject, type JsonValue } from '../json.js';
import { attributeYearMax } from '../limits.js';
import { parseAttributeTime } from '../time/written-time.js';

/**
 * The moment that the text of an attribute names; `undefined` when it names none, and for years above 3000, which are kept
 * as text. [doc] user_attributes_object
 */
export function attributeTimeOf(text: string): number | undefined {
  const time = parseAttributeTime(text);
  return time === undefined || new Date(time).getUTCFullYear() > attributeYearMax ? undefined : time;
}

export function isScalarArray(value: JsonValue | undefined): value is (string | number | boolean)[] {
  return Array.isArray(value) && value.every((element) => typeof element !== 'object');
}

/** `a text`, `a number` and so on. */
export function describeType(value: JsonValue): string {
  if (Array.isArray(value))
    return value.length > 0 && value.every(isJsonObject) ? 'an array of objects' : 'an array';
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      return 'an object';
  }
}
