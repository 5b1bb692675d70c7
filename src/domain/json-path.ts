import { isJsonObject, type JsonValue } from './json.js';

// Where a value stands in a JSON value: its steps, and the text that people read.

/** A name of a field, or the index of an element. */
export type Step = string | number;

/** `['users', 3, 'device_ids']` as `users[3].device_ids`; a name that is no plain word as `["odd name"]`. */
export function formatPath(steps: readonly PropertyKey[]): string {
  let text = '';
  for (const step of steps)
    text = typeof step === 'number' ? `${text}[${step}]` : pathUnder(text, String(step));
  return text;
}

/** The path of a field of the object at a path. */
export function pathUnder(path: string, name: string): string {
  if (!/^[\w$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

const step = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g;

/** The steps of a path as `formatPath` writes it. */
export function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  // `matchAll` would make a regular expression anew each time.
  step.lastIndex = 0;
  for (let match = step.exec(path); match !== null; match = step.exec(path)) {
    const [, index, quoted, name = ''] = match;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(quoted === undefined ? name : String(JSON.parse(quoted)));
  }
  return steps;
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
