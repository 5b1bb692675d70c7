import { isJsonObject, type JsonValue } from '../json.js';
import type { AttributeChange } from './attribute-change.js';
import { attributeTimeOf, isScalarArray } from './attribute-value.js';

/** The types that a workspace can force a custom attribute to have. [doc] managing_custom_data; names [inferred] */
export const attributeTypes = [
  'string',
  'number',
  'boolean',
  'array',
  'time',
  'object',
  'object_array',
] as const;
export type AttributeType = (typeof attributeTypes)[number];

/**
 * A change as a forced type lets it happen: values of another type become one of it.
 *
 * @returns `undefined` when that is impossible: the change is ignored. [doc] managing_custom_data, "Forcing data type
 * comparisons": booleans and numbers; the other types, and operators on another type, [inferred]
 */
export function coerceChange(change: AttributeChange, type: AttributeType): AttributeChange | undefined {
  switch (change.kind) {
    case 'set': {
      const value = coerceValue(change.value, type);
      return value === undefined ? undefined : { kind: 'set', value };
    }
    case 'merge':
      return type === 'object' ? change : undefined;
    case 'increment':
      return type === 'number' ? change : undefined;
    case 'change_array':
      return type === 'array' ? change : undefined;
    case 'change_object_array':
      return type === 'object_array' ? change : undefined;
    case 'remove':
    case 'change_subscription_groups':
      return change;
    default:
      return change satisfies never;
  }
}

function coerceValue(value: JsonValue, type: AttributeType): JsonValue | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'object' ? undefined : String(value);
    case 'number':
      return toNumber(value);
    case 'boolean':
      return typeof value === 'object' ? undefined : booleans.get(String(value).toLowerCase());
    case 'time':
      return typeof value === 'string' && attributeTimeOf(value) !== undefined ? value : undefined;
    case 'array':
      return isScalarArray(value) ? value : undefined;
    case 'object':
      return isJsonObject(value) ? value : undefined;
    case 'object_array':
      return Array.isArray(value) && value.every(isJsonObject) ? value : undefined;
    default:
      return type satisfies never;
  }
}

const booleans = new Map([
  ['true', true],
  ['t', true],
  ['1', true],
  ['false', false],
  ['f', false],
  ['0', false],
]);

const decimal = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

function toNumber(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !decimal.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
