import { z } from 'zod';
import type { JsonValue } from '../domain/json.js';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const uuidInAnyCase = new RegExp(uuid, 'i');

/** An API identifier to be given to something new. [client: braze_ruby recording] for lower case */
export const apiIdentifier = z.string().regex(uuid, 'expected a UUID in lower case');

/** Whether a value has the form of an API identifier, in any casing. */
export function isUuid(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && uuidInAnyCase.test(value);
}
