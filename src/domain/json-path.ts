import { isJsonObject, type JsonValue } from './json.js';

// Where a value stands in a JSON value: its steps, and the text that people read.

/** A name of a field, or the index of an element. */
export type Step = string | number;

/** `['users', 3, 'device_ids']` as `users[3].device_ids`; a name that is no plain word as `["odd name"]`. */
export function formatPath(steps: readonly PropertyKey[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[\w$-]+$/.test(String(step))) text += `[${JSON.stringify(String(step))}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text;
}

const step = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g;

/** The steps of a path as `formatPath` writes it. */
export function stepsOf(path: string): Step[] {
  return [...path.matchAll(step)].map(([, index, quoted, name = '']) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name : String(JSON.parse(quoted));
  });
}

/** What stands there; `undefined` when nothing does. */
export function follow(value: JsonValue, steps: readonly Step[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const its of steps) {
    if (typeof its === 'number') found = Array.isArray(found) ? found[its] : undefined;
    else found = isJsonObject(found) && Object.hasOwn(found, its) ? found[its] : undefined;
  }
  return found;
}
