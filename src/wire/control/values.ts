import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.js';
import { nameLengthMax } from '../../domain/limits.js';
import { parseIsoTime } from '../../domain/time/time.js';
import { lazySchema } from '../endpoint.js';

// Values that many bodies, queries and answers of the control API have in common.

export const identifier = z.string().min(1);

/** What a person calls something. */
export const givenName = z.string().min(1).max(nameLengthMax);

/** Any JSON. */
export const jsonValue = z.custom<JsonValue>((value) => value !== undefined).meta({});

/** An object of anything. Not a zod record, which would drop a name `__proto__`. */
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'expected an object').meta({ type: 'object' });

/** A time in an answer: ISO 8601 in UTC with milliseconds. */
export const answeredTime = z.string().meta({ format: 'date-time' });

/** An ISO 8601 time, read as milliseconds since the epoch. */
export const readTime = z
  .string()
  .transform((text, context) => {
    const time = parseIsoTime(text);
    if (time !== undefined) return time;
    context.issues.push({ code: 'custom', input: text, message: 'expected an ISO 8601 time' });
    return z.NEVER;
  })
  .describe('An ISO 8601 date or time; without a zone it is UTC.');

/** Of actions that need to be told nothing. */
export const nothing = lazySchema(() => z.strictObject({}));

/** A file, as it is. */
export const binary = lazySchema(() => z.custom<Uint8Array>().meta({ type: 'string', format: 'binary' }));

/** How long a wait takes at the most, in milliseconds of real time. */
export const waitMsMax = 300_000;
export const waitMs = z.int().min(0).max(waitMsMax).default(10_000);
