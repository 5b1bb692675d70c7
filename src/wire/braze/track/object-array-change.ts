import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import type { AttributeChange } from '../../../domain/users/attribute-change.js';
import type { ObjectMatch } from '../../../domain/users/object-array.js';
import { isScalar, type NestedReader } from './nested-value.js';

const operators = ['$add', '$remove', '$update'] as const;
type Operator = (typeof operators)[number];

/**
 * Reads `$add`, `$remove` and `$update` of an array of objects. What else stands in the object is ignored. [doc]
 * user_guide/data/activation/attributes/array_of_objects; what is ignored [inferred]
 */
export function readObjectArrayChange(
  object: JsonObject,
  reader: NestedReader,
  isMerging: boolean,
): AttributeChange | undefined {
  reportOthers(object, operators, reader, 'stands beside an operator with $, and was ignored');
  if (!reader.passEmptyLists(object, operators)) return undefined;
  const add = readList(object, '$add', reader, (element) => {
    if (isJsonObject(element)) return reader.readObject(element);
    return reader.refuse('operator_invalid', 'is no object; plain values are added by add, without $');
  });
  const remove = readList(object, '$remove', reader, (element) =>
    readMatch(element, ['$identifier_key', '$identifier_value'], reader),
  );
  const update = readList(object, '$update', reader, (element) => {
    const match = readMatch(element, ['$identifier_key', '$identifier_value', '$new_object'], reader);
    const newObject = isJsonObject(element) ? readNewObject(element.$new_object, reader) : undefined;
    return match === undefined || newObject === undefined ? undefined : { match, newObject };
  });
  return reader.isValid ? { kind: 'change_object_array', add, remove, update, isMerging } : undefined;
}

function readList<Item>(
  object: JsonObject,
  operator: Operator,
  reader: NestedReader,
  read: (element: JsonValue) => Item | undefined,
): Item[] {
  const list = object[operator];
  if (list === undefined) return [];
  return reader.within(operator, () => {
    if (!Array.isArray(list)) {
      reader.refuse('operator_invalid', 'is no array');
      return [];
    }
    return list.flatMap((element, index) => {
      const item = reader.within(index, () => read(element));
      return item === undefined ? [] : [item];
    });
  });
}

function readMatch(
  element: JsonValue,
  known: readonly string[],
  reader: NestedReader,
): ObjectMatch | undefined {
  if (!isJsonObject(element)) {
    return reader.refuse('operator_invalid', 'is no object with $identifier_key and $identifier_value');
  }
  reportOthers(element, known, reader, 'is no part of the operator, and was ignored');
  const { $identifier_key: key, $identifier_value: value } = element;
  if (typeof key !== 'string') return refuseAt('$identifier_key', 'names no key', element, reader);
  if (!isScalar(value)) {
    return refuseAt('$identifier_value', 'is no text, number or boolean', element, reader);
  }
  return { key, value };
}

function readNewObject(value: JsonValue | undefined, reader: NestedReader): JsonObject | undefined {
  if (value === undefined) return reader.refuse('operator_invalid', 'has no $new_object');
  return reader.within('$new_object', () =>
    isJsonObject(value) ? reader.readObject(value) : reader.refuse('operator_invalid', 'is no object'),
  );
}

/** Where the field is missing, the element is to blame. */
function refuseAt(field: string, reason: string, element: JsonObject, reader: NestedReader): undefined {
  if (!Object.hasOwn(element, field)) return reader.refuse('operator_invalid', `has no ${field}`);
  return reader.within(field, () => reader.refuse('operator_invalid', reason));
}

function reportOthers(
  object: JsonObject,
  known: readonly string[],
  reader: NestedReader,
  reason: string,
): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) reader.within(name, () => reader.pass('operator_mixed', reason));
  }
}
