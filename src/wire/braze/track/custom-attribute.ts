import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { isoTime } from '../../../domain/time/time.js';
import { parseAttributeTime } from '../../../domain/time/written-time.js';
import type { AttributeChange, AttributeScalar } from '../../../domain/users/attributes.js';
import type { ObjectMatch } from '../../../domain/users/object-array.js';

/**
 * What a custom attribute of an attributes object does to the profile. Texts are kept as sent, dates too.
 *
 * An invalid value inside an object or array (`null`, no time, an array in an array) drops the whole update. [doc]
 * user_data/post_user_track for nested attributes; for arrays of scalars, and that only this object of the request is
 * concerned, [inferred]
 *
 * @returns `undefined` when the update is dropped.
 */
export function readCustomAttribute(value: JsonValue): AttributeChange | undefined {
  if (value === null) return { kind: 'remove' };
  if (isScalar(value)) return { kind: 'set', value };
  if (isJsonObject(value)) return readObject(value);
  if (!Array.isArray(value) || !isUniform(value)) return undefined;
  return setNested(value);
}

/** An operation on a number or an array where the object has that form, else a nested object. */
function readObject(object: JsonObject): AttributeChange | undefined {
  const names = Object.keys(object);
  if (names.some((name) => objectOperators.has(name))) return readObjectArrayChange(object);
  const { inc, add = [], remove = [] } = object;
  if (names.length === 1 && typeof inc === 'number' && Number.isSafeInteger(inc)) {
    return { kind: 'increment', by: inc };
  }
  const isArrayChange = names.length > 0 && names.every((name) => name === 'add' || name === 'remove');
  if (!isArrayChange || !Array.isArray(add) || !Array.isArray(remove)) return setNested(object);
  return add.every(isScalar) && remove.every(isScalar) ? { kind: 'change_array', add, remove } : undefined;
}

const objectOperators = new Set(['$add', '$remove', '$update']);

/** [doc] user_guide/data/activation/attributes/array_of_objects */
function readObjectArrayChange(object: JsonObject): AttributeChange | undefined {
  const { $add = [], $remove = [], $update = [] } = object;
  if (!Array.isArray($add) || !Array.isArray($remove) || !Array.isArray($update)) return undefined;
  const add = readAll($add, readNestedObject);
  const remove = readAll($remove, readMatch);
  const update = readAll($update, (element) => {
    const match = readMatch(element);
    const newObject = isJsonObject(element) ? readNestedObject(element.$new_object) : undefined;
    return match === undefined || newObject === undefined ? undefined : { match, newObject };
  });
  if (add === undefined || remove === undefined || update === undefined) return undefined;
  return { kind: 'change_object_array', add, remove, update };
}

function readMatch(element: JsonValue): ObjectMatch | undefined {
  const { $identifier_key: key, $identifier_value: value } = isJsonObject(element) ? element : {};
  return typeof key === 'string' && value !== undefined && isScalar(value) ? { key, value } : undefined;
}

/** Every element read, or `undefined` when one cannot be. */
function readAll<Element, Item>(
  elements: readonly Element[],
  read: (element: Element) => Item | undefined,
): Item[] | undefined {
  const items = elements.map(read);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function readNestedObject(value: JsonValue | undefined): JsonObject | undefined {
  const nested = isJsonObject(value) ? readNested(value) : undefined;
  return isJsonObject(nested) ? nested : undefined;
}

function setNested(value: JsonValue): AttributeChange | undefined {
  const nested = readNested(value);
  return nested === undefined ? undefined : { kind: 'set', value: nested };
}

/** The value with each `{"$time": …}` as a text in ISO 8601; `undefined` when something in it is invalid. */
function readNested(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return readAll(value, readNested);
  if (!isJsonObject(value)) return isScalar(value) ? value : undefined;
  if (Object.hasOwn(value, '$time')) return readTime(value.$time);
  const entries = readAll(Object.entries(value), ([name, its]) => {
    const nested = readNested(its);
    return nested === undefined ? undefined : ([name, nested] as const);
  });
  return entries === undefined ? undefined : Object.fromEntries(entries);
}

function readTime(value: JsonValue | undefined): string | undefined {
  const time = typeof value === 'string' ? parseAttributeTime(value) : undefined;
  return time === undefined ? undefined : isoTime(time);
}

/** All scalars or all objects: arrays in arrays are not supported. [doc] user_attributes_object */
function isUniform(elements: readonly JsonValue[]): boolean {
  return elements.every(isScalar) || elements.every(isJsonObject);
}

/** JSON has numbers, such as 1e999, that no JavaScript number holds. */
function isScalar(value: JsonValue): value is AttributeScalar {
  return typeof value === 'number' ? Number.isFinite(value) : ['string', 'boolean'].includes(typeof value);
}
