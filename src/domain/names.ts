// What TypeScript does not say of objects whose names are all known.

/** The names of an object, in order. For one that has no others than its type says. */
export function namesOf<Of extends object>(object: Of): (keyof Of & string)[] {
  return Object.keys(object) as (keyof Of & string)[];
}

/** An object with a value for each name. */
export function recordOf<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}

/** Whether a value is one of those listed. */
export function isOneOf<Value>(values: readonly Value[], value: unknown): value is Value {
  return values.some((its) => its === value);
}
