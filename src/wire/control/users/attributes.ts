import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import type { Step } from '../../../domain/json-path.js';
import { attributeArrayElementsMax } from '../../../domain/limits.js';
import type { AttributeChange } from '../../../domain/users/attribute-change.js';
import { applyChange } from '../../../domain/users/attributes.js';
import { partUnder } from '../../../domain/users/ignored-part.js';
import { isStandardAttributeName } from '../../../domain/users/user-profile.js';
import { type Reading, readCustomAttribute } from '../../braze/track/custom-attribute.js';
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
      if ('problem' in result) {
        const { path, message } = result.problem;
        context.issues.push({ code: 'custom', input: value, path, message });
        return z.NEVER;
      }
      read.push([name, result.value]);
    }
    return Object.fromEntries(read);
  });

type Result = { value: JsonValue } | { problem: { path: Step[]; message: string } };

/** The value as a profile keeps it, or what is wrong with it and where. */
function readValue(name: string, value: JsonValue): Result {
  const wrong = (message: string, path: Step[] = [name]): Result => ({ problem: { path, message } });
  if (otherFields.has(name)) return wrong('it is no attribute, it stands beside them');
  if (Array.isArray(value) && value.length > attributeArrayElementsMax) {
    return wrong(`expected at most ${attributeArrayElementsMax} elements`);
  }
  const reading: Reading = { isMerging: false, ignored: [] };
  const change = readChange(name, value, reading);
  if (typeof change === 'string') return wrong(change);
  if (change !== undefined && change.kind !== 'set' && change.kind !== 'change_subscription_groups') {
    const part = reading.ignored.find((its) => !its.isTolerated);
    return part === undefined
      ? wrong('it is an operation; expected a value')
      : wrong(`it ${part.reason}`, part.steps);
  }
  const kept =
    change && applyChange(undefined, change, (part) => reading.ignored.push(partUnder(name, part)));
  const problem = reading.ignored.find((part) => !part.isTolerated);
  if (problem !== undefined) return wrong(`it ${problem.reason}`, problem.steps);
  return kept === undefined ? wrong('it does not fit this attribute') : { value: kept };
}

/** What `/users/track` would do with it; `undefined` when nothing, or the error type it would answer with. */
function readChange(name: string, value: JsonValue, reading: Reading): AttributeChange | string | undefined {
  try {
    return isStandardAttributeName(name)
      ? readStandardAttribute(name, value, reading)
      : readCustomAttribute(name, value, reading);
  } catch (error) {
    if (error instanceof TrackRefusal) return `/users/track answers ${error.type}`;
    throw error;
  }
}
