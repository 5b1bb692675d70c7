import type { JsonValue } from '../json.js';
import type { Step } from '../json-path.js';
import { attributeArrayElementsMax, attributeBytesMax } from '../limits.js';
import { isScalarArray } from './attribute-value.js';
import type { Report } from './ignored-part.js';

const encoder = new TextEncoder();

/**
 * A value as it may be kept. Values of an array are unique, the first place of each counting, and of more than 500 the
 * last are kept. [doc] data_types; the place [inferred]
 *
 * @param stepsOf  Where the element at an index of an array was sent; `undefined` when it was there before.
 * @returns `undefined` for more than 100 KB: such an update is dropped. [doc] for arrays of objects and
 * user_guide nested_custom_attribute_support for the limit of objects; dropping the others too [inferred]
 */
export function withinLimits(
  value: JsonValue,
  report: Report,
  stepsOf: (index: number) => Step[] | undefined = (index) => [index],
): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return value;
  const kept = isScalarArray(value) ? lastOfSet(value, report, stepsOf) : value;
  const bytes = encoder.encode(JSON.stringify(kept)).byteLength;
  if (bytes <= attributeBytesMax) return kept;
  const reason = `is dropped: the attribute would have ${bytes} bytes as JSON`;
  report({ steps: [], rule: 'attribute_too_large', reason });
  return undefined;
}

function lastOfSet(
  values: (string | number | boolean)[],
  report: Report,
  stepsOf: (index: number) => Step[] | undefined,
): (string | number | boolean)[] {
  const unique = new Set(values);
  if (unique.size === values.length && values.length <= attributeArrayElementsMax) return values;
  const leftOut = unique.size - attributeArrayElementsMax;
  const seen = new Set<string | number | boolean>();
  for (const [index, value] of values.entries()) {
    const isRepeated = seen.has(value);
    seen.add(value);
    if (!isRepeated && seen.size > leftOut) continue;
    const steps = stepsOf(index);
    if (steps === undefined) continue;
    if (isRepeated) {
      const reason = 'stands in the array already';
      report({ steps, rule: 'array_duplicate', reason, isTolerated: true });
    } else {
      report({ steps, rule: 'array_full', reason: `is one of ${unique.size} values, and was left out` });
    }
  }
  return [...unique].slice(-attributeArrayElementsMax);
}
