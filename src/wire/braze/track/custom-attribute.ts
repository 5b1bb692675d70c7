import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { attributeTextLengthMax } from '../../../domain/limits.js';
import { isLongerThan } from '../../../domain/text-length.js';
import type { AttributeChange } from '../../../domain/users/attribute-change.js';
import type { IgnoredPart } from '../../../domain/users/ignored-part.js';
import { isScalar, NestedReader } from './nested-value.js';
import { readObjectArrayChange } from './object-array-change.js';

/** How an attributes object is read. */
export interface Reading {
  /** `_merge_objects`: objects are merged into those that are there. [doc] nested_custom_attribute_support */
  isMerging: boolean;
  /** Gets what has no effect, with its steps from the attributes object on. */
  ignored: IgnoredPart[];
}

/**
 * What a custom attribute of an attributes object does to the profile. Texts are kept as sent, dates too.
 *
 * An invalid value inside an object or array (`null`, no time, an array in an array) drops the whole update. [doc]
 * user_data/post_user_track for nested attributes; for arrays of scalars, for keys and texts that Braze does not take, and
 * that only this object of the request is concerned, [inferred]
 *
 * @returns `undefined` when nothing is left of the update.
 */
export function readCustomAttribute(
  name: string,
  value: JsonValue,
  reading: Reading,
): AttributeChange | undefined {
  if (isLongerThan(attributeTextLengthMax, name)) {
    const reason = `has a name of more than ${attributeTextLengthMax} characters, and is kept here`;
    reading.ignored.push({ steps: [name], rule: 'text_too_long', reason, isTolerated: true });
  }
  if (value === null) return { kind: 'remove' };
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    return { kind: 'set', value };
  }
  const reader = new NestedReader(name, reading.ignored);
  if (isJsonObject(value)) return readObject(name, value, reader, reading);
  if (Array.isArray(value)) reader.checkUniform(value);
  return setOf(reader, value);
}

function setOf(reader: NestedReader, value: JsonValue): AttributeChange | undefined {
  const read = reader.read(value);
  return read === undefined || !reader.isValid ? undefined : { kind: 'set', value: read };
}

/** An operation on a number or an array where the object has that form, else a nested object. */
function readObject(
  name: string,
  object: JsonObject,
  reader: NestedReader,
  reading: Reading,
): AttributeChange | undefined {
  const names = Object.keys(object);
  if (names.some((its) => its === '$add' || its === '$remove' || its === '$update')) {
    return readObjectArrayChange(object, reader, reading.isMerging);
  }
  if (names.length === 1 && isIncrement(object.inc)) return readIncrement(name, object.inc, reading);
  if (isArrayOperation(object)) return readArrayOperation(object, reader);
  const change = setOf(reader, object);
  if (change === undefined) return undefined;
  reportStoredOperators(name, object, reading);
  if (!reading.isMerging || change.kind !== 'set' || !isJsonObject(change.value)) return change;
  return { kind: 'merge', value: change.value };
}

/** A number, or a text that means one. */
function isIncrement(value: JsonValue | undefined): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value));
}

/** [doc] user_attributes_object: "by positive or negative integers" */
function readIncrement(name: string, by: number | string, { ignored }: Reading): AttributeChange | undefined {
  if (typeof by === 'number' && Number.isSafeInteger(by)) return { kind: 'increment', by };
  const reason = 'is no whole number';
  ignored.push({ steps: [name, 'inc'], rule: 'not_incremented', reason, fallenSteps: 1 });
  return undefined;
}

/** `add` and `remove` with lists, `update` beside them: as clients write operators. */
function isArrayOperation(object: JsonObject): boolean {
  const entries = Object.entries(object);
  return (
    ('add' in object || 'remove' in object) &&
    entries.every(([name, value]) => plainOperators.has(name) && Array.isArray(value))
  );
}

const plainOperators = new Set(['add', 'remove', 'update']);

/** Objects in the lists, or `update`, are operators without their `$`: Braze's page has no such form. [inferred] ignored */
function readArrayOperation(object: JsonObject, reader: NestedReader): AttributeChange | undefined {
  const lists = Object.entries(object).filter((entry): entry is [string, JsonValue[]] =>
    Array.isArray(entry[1]),
  );
  const isOverObjects = lists.some(([, list]) => list.some(isJsonObject)) || 'update' in object;
  if (isOverObjects) {
    for (const [name] of lists) {
      const reason = `is no operator for objects, which would be $${name}`;
      reader.within(name, () => reader.refuse('operator_unconverted', reason));
    }
    return undefined;
  }
  if (!reader.passEmptyLists(object, ['add', 'remove'])) return undefined;
  const read = (name: 'add' | 'remove') => {
    const list = object[name] ?? [];
    const elements = reader.within(name, () => reader.read(list));
    return Array.isArray(elements) ? elements.filter(isScalar) : [];
  };
  const [add, remove] = [read('add'), read('remove')];
  return reader.isValid ? { kind: 'change_array', add, remove } : undefined;
}

/** Not without effect, but hardly meant: an operator beside other keys is a key. */
function reportStoredOperators(name: string, object: JsonObject, { ignored }: Reading): void {
  for (const operator of ['inc', 'add', 'remove', 'update']) {
    const value = object[operator];
    if (operator === 'inc' ? typeof value !== 'number' : !Array.isArray(value)) continue;
    const reason = 'is stored as a key of the object, and does not operate on the attribute';
    ignored.push({ steps: [name, operator], rule: 'operator_stored', reason, isTolerated: true });
  }
}
