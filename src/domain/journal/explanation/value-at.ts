import { isJsonObject, type JsonValue } from '../../json.js';
import type { ObservedRequest } from '../observed-request.js';

const step = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g;

/** `cohort_changes[0].user_ids` as its steps; a name that is no plain word stands as `["odd name"]`. */
export function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(step)].map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name! : (JSON.parse(quoted) as string);
  });
}

export function follow(value: JsonValue, steps: readonly (string | number)[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const its of steps) {
    if (typeof its === 'number') found = Array.isArray(found) ? found[its] : undefined;
    else found = isJsonObject(found) && Object.hasOwn(found, its) ? found[its] : undefined;
  }
  return found;
}

/** What stands at a path of a decision: in the body, or with `headers.` or `query.` before it there. */
export function valueAt(request: ObservedRequest, path: string): JsonValue | undefined {
  const [place, ...names] = path.split('.');
  const name = names.join('.');
  if (place === 'headers' && name !== '') return request.headers[name];
  if (place === 'query' && name !== '') return new URLSearchParams(request.query).get(name) ?? undefined;
  return request.body.kind === 'json' ? follow(request.body.value, stepsOf(path)) : undefined;
}
