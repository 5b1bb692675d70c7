import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { attributeArrayElementsMax } from '../../../domain/limits.js';
import type { AttributeChange } from '../../../domain/users/attributes.js';
import { isStandardAttributeName } from '../../../domain/users/user-profile.js';
import { readCustomAttribute } from '../../braze/track/custom-attribute.js';
import { TrackRefusal } from '../../braze/track/refusal.js';
import { readStandardAttribute } from '../../braze/track/standard-attributes.js';

/** Fields of a profile that are no attributes, so that one put there by mistake is noticed. */
const otherFields = new Set([
  'external_id',
  'braze_id',
  'user_alias',
  'user_aliases',
  'device_ids',
  'push_tokens',
]);

/**
 * Attributes of a profile to add, standard and custom ones together, read by the rules of `/users/track`. What that would
 * drop without a word is an error here: a test wants to know. Not a zod record, which would drop a name `__proto__`.
 */
export const userAttributes = z
  .custom<JsonObject>(isJsonObject, 'must be an object')
  .meta({ type: 'object' })
  .transform((attributes, context): JsonObject => {
    const read: [string, JsonValue][] = [];
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) continue;
      const result = readValue(name, value);
      if (typeof result === 'string') {
        context.issues.push({ code: 'custom', input: value, path: [name], message: result });
        return z.NEVER;
      }
      read.push([name, result.value]);
    }
    return Object.fromEntries(read);
  });

/** The value as a profile keeps it, or what is wrong with it. */
function readValue(name: string, value: JsonValue): { value: JsonValue } | string {
  if (otherFields.has(name)) return 'it is no attribute, it stands beside them';
  if (Array.isArray(value) && value.length > attributeArrayElementsMax) {
    return `expected at most ${attributeArrayElementsMax} elements`;
  }
  const change = readChange(name, value);
  if (change === undefined || typeof change === 'string') return change ?? 'it does not fit this attribute';
  if (change.kind === 'set') return { value: change.value };
  if (change.kind === 'change_subscription_groups')
    return { value: change.groups.map((group) => ({ ...group })) };
  return change.kind === 'remove' ? 'it does not fit this attribute' : 'it is an operation; expected a value';
}

/** What `/users/track` would do with it; `undefined` when nothing, or the error type it would answer with. */
function readChange(name: string, value: JsonValue): AttributeChange | string | undefined {
  try {
    return isStandardAttributeName(name) ? readStandardAttribute(name, value) : readCustomAttribute(value);
  } catch (error) {
    if (error instanceof TrackRefusal) return `/users/track answers ${error.type}`;
    throw error;
  }
}
