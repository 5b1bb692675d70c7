import type { Context } from 'hono';
import type { z } from 'zod';
import { EmulatorError } from '../../domain/errors.js';
import {
  controlBodyBytesMax,
  controlBodyValuesMax,
  smallControlBodyBytesMax,
  smallControlBodyValuesMax,
} from '../../domain/limits.js';
import { readAs } from '../../wire/control/read.js';
import { takeLargeTurn } from '../body-room.js';
import { parseJsonText } from '../json-text.js';
import { letOthersIn } from '../let-others-in.js';
import { readBytes, utf8 } from '../read-bytes.js';

/**
 * Reads a JSON body of at most 4 MiB and 100,000 values, or a large one of at most 64 MiB and 1,000,000. No body at all stands
 * for `{}`. Of those that take room, one is parsed at a time; its turn ends when it leaves the room.
 *
 * @throws EmulatorError `request_too_large`, `media_type_not_supported`, `malformed_json`, `invalid_request`.
 */
export async function readJsonAs<Output>(
  c: Context,
  schema: z.ZodType<Output>,
  isLarge = false,
): Promise<Output> {
  const { bytesMax, valuesMax } = isLarge ? largeBounds : smallBounds;
  const bytes = await readBytes(c.req.raw, bytesMax);
  if (bytes === undefined) {
    throw new EmulatorError('request_too_large', `The body is larger than ${bytesMax} bytes`);
  }
  c.set('bodyBytes', bytes.length);
  await takeLargeTurn(c, 'control', bytes.length);
  await letOthersIn(bytes.length);
  if (bytes.length === 0) return readAs(schema, {});
  if (mediaTypeOf(c) !== 'application/json') {
    throw new EmulatorError(
      'media_type_not_supported',
      `Content-Type is '${c.req.header('content-type') ?? ''}'; send application/json`,
    );
  }
  const text = decodeUtf8(bytes);
  await letOthersIn(bytes.length);
  const value = parseJsonText(text, { valuesMax, tooManyValues: 'request_too_large' });
  await letOthersIn(bytes.length);
  const read = readAs(schema, value);
  await letOthersIn(bytes.length);
  return read;
}

const smallBounds = { bytesMax: smallControlBodyBytesMax, valuesMax: smallControlBodyValuesMax };
const largeBounds = { bytesMax: controlBodyBytesMax, valuesMax: controlBodyValuesMax };

/** @throws EmulatorError `malformed_json`. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new EmulatorError('malformed_json', 'The body is not UTF-8');
  }
}

/** `application/json` for `Application/JSON; charset=utf-8`. */
export function mediaTypeOf(c: Context): string {
  return (c.req.header('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase();
}

/** @throws EmulatorError `invalid_request`, also for a parameter that is given twice. */
export function readQueryAs<Output>(c: Context, schema: z.ZodType<Output>): Output {
  const parameters = Object.entries(c.req.queries());
  const repeated = parameters.find(([, values]) => values.length > 1);
  if (repeated !== undefined) {
    const [path] = repeated;
    throw new EmulatorError('invalid_request', `${path} is given twice`, { path });
  }
  return readAs(schema, Object.fromEntries(parameters.map(([name, [value]]) => [name, value])), 'The query');
}
