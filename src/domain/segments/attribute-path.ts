import { isJsonObject, type JsonValue, memberOf } from '../json.js';

/** A key, or `null` for every element of an array. */
export type AttributeStep = string | null;

/**
 * The way to the values of a custom attribute that a filter looks at: keys joined by dots, `[]` for every element of an
 * array, as `[].type` or `orders[].city`. [doc] array_of_objects
 */
export function attributeSteps(name: string, path: string | undefined): AttributeStep[] {
  const steps: AttributeStep[] = [name];
  for (const part of path?.split('.') ?? []) {
    if (!part.endsWith('[]')) {
      steps.push(part);
      continue;
    }
    if (part !== '[]') steps.push(part.slice(0, -2));
    steps.push(null);
  }
  return steps;
}

/** Whether the way leads through an array. */
export function isThroughArray(steps: readonly AttributeStep[]): boolean {
  return steps.includes(null);
}

/**
 * The values that the way leads to; `undefined` for each that is missing at some level. Of an array that is none, or has no
 * elements, one value is missing. [inferred]
 */
export function valuesAt(value: JsonValue, steps: readonly AttributeStep[]): (JsonValue | undefined)[] {
  let values: (JsonValue | undefined)[] = [value];
  for (const step of steps) {
    values =
      step === null
        ? values.flatMap((its) => (Array.isArray(its) && its.length > 0 ? its : [undefined]))
        : values.map((its) => (isJsonObject(its) ? memberOf(its, step) : undefined));
  }
  return values;
}
