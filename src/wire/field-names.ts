import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.js';

// Fields are snake_case on the wire and camelCase within.

export type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : Name;

type CamelCase<Name> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** Each form of a union on its own, so that what belongs together stays together. */
export type CamelFields<Fields> = Fields extends unknown
  ? { [Name in keyof Fields as CamelCase<Name>]: Fields[Name] }
  : never;

/** The same object with its own field names in camelCase. */
export function camelFields<Fields extends object>(fields: Fields): CamelFields<Fields> {
  const renamed = Object.entries(fields).map(([name, value]) => [
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(renamed) as CamelFields<Fields>;
}

/** The same object with all field names in snake_case, in objects within it too; fields that are `undefined` left out. */
export function snakeFields(fields: object): JsonObject {
  // A list may have thousands of filters, so this does without what takes long.
  const renamed: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(fields) as [string, JsonValue | undefined][]) {
    if (value === undefined) continue;
    renamed.push([snakeName(name), isJsonObject(value) ? snakeFields(value) : value]);
  }
  return Object.fromEntries(renamed);
}

function snakeName(name: string): string {
  return /[A-Z]/.test(name) ? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name;
}
