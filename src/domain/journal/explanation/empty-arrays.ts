import type { Shape } from '../../endpoint.js';
import { isJsonObject, type JsonValue } from '../../json.js';
import { formatPath, type Step } from '../../json-path.js';
import type { DecisionNote } from '../journal.js';
import { elementShape, isObjectOnly, stepInto } from './shape.js';

/**
 * A body with an empty object for each field that is an empty array where only an object may stand. An element of a list
 * stays: empty, it is none of what lists are of.
 *
 * @returns The body itself when there is none; and the places, as paths.
 */
export function emptyArraysAsObjects(shape: Shape, body: JsonValue): { value: JsonValue; places: string[] } {
  const places: string[] = [];
  // A body that is an array is no slip of an encoder.
  const value = Array.isArray(body) ? body : replaced(shape, body, [], places);
  return { value, places };
}

/** For the journal: that an array was taken for an object. */
export function emptyArrayNote(path: string): DecisionNote {
  return {
    rule: 'empty_array_as_object',
    message: `${path} is an empty array where an object belongs, and was taken for an empty object`,
    path,
    hint: 'What Braze makes of it is not known. Of PHP, write (object) [] or leave it out',
  };
}

function replaced(shape: Shape, value: JsonValue, at: readonly Step[], places: string[]): JsonValue {
  if (Array.isArray(value)) {
    if (value.length === 0 && typeof at.at(-1) === 'string' && isObjectOnly(shape)) {
      places.push(formatPath(at));
      return {};
    }
    const element = elementShape(shape);
    // Most arrays are of a thousand ids, which are no objects.
    if (element === undefined || !value.some((its) => typeof its === 'object')) return value;
    const elements = value.map((its, index) => replaced(element, its, [...at, index], places));
    return elements.some((its, index) => its !== value[index]) ? elements : value;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, its]): [string, JsonValue] => {
    const inner = typeof its === 'object' ? stepInto(shape, name) : undefined;
    return [name, inner === undefined ? its : replaced(inner, its, [...at, name], places)];
  });
  // fromEntries defines properties, so a field called `__proto__` stays an ordinary one.
  return entries.some(([name, its]) => its !== value[name]) ? Object.fromEntries(entries) : value;
}
