import { isJsonObject, type JsonValue, memberOf } from '../domain/json.js';
import { isOnRoute } from '../domain/route-pattern.js';
import { type AttributeStep, valuesAt } from '../domain/segments/attribute-path.js';
import { compileRegex } from '../domain/segments/regex.js';

import { attributeTimeOf } from '../domain/users/attribute-value.js';
import { endIfTooLong } from './query-interruption.js';
import { readJson } from './read-json.js';
import type { SqlValue } from './sql.js';

/** Functions that a connection knows beside SQLite's own; each result depends on the arguments alone. */
export function sqlFunctions(): Record<string, (...values: SqlValue[]) => SqlValue> {
  return {
    is_on_route: (route, path) => (isOnRoute(String(route), String(path)) ? 1 : 0),
    attribute_time: (text) => attributeTime(text),
    json_values_at: (document, steps) => jsonValuesAt(String(document), String(steps)),
    json_branch: (document, names) => jsonBranch(String(document), String(names)),
    matches_regex: matchesRegex,
  };
}

/** `attribute_time(text)`: milliseconds since the epoch; NULL for what is no text or names no moment. */
function attributeTime(text: SqlValue | undefined): number | null {
  return typeof text === 'string' ? (attributeTimeOf(text) ?? null) : null;
}

/** `json_branch(document, names)`: an object with nothing but the value that a JSON array of names leads to. */
function jsonBranch(document: string, names: string): string {
  const path = readJson<string[]>(names);
  let value: JsonValue | undefined = readJson<JsonValue>(document);
  for (const name of path) value = isJsonObject(value) ? memberOf(value, name) : undefined;
  if (value === undefined) return '{}';
  const branch = path.reduceRight((inner: JsonValue, name) => Object.fromEntries([[name, inner]]), value);
  return JSON.stringify(branch);
}

/**
 * `json_values_at(document, steps)`: a JSON array with an object for each value that the steps lead to, which has it as its
 * `value`, or no member for one that is missing.
 */
function jsonValuesAt(document: string, steps: string): string {
  const values = valuesAt(readJson<JsonValue>(document), readJson<AttributeStep[]>(steps));
  return JSON.stringify(values.map((value) => ({ value })));
}

/** `matches_regex(pattern, text)`: 0 or 1; 0 for what is no text. @throws QueryInterrupted */
function matchesRegex(pattern?: SqlValue, text?: SqlValue): number {
  if (typeof pattern !== 'string' || typeof text !== 'string') return 0;
  endIfTooLong();
  return compileRegex(pattern)?.test(text) ? 1 : 0;
}
