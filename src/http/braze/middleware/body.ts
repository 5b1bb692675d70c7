import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { EmulatorError } from '../../../domain/errors.js';
import type { JsonValue } from '../../../domain/json.js';
import { brazeBodyBytesMax } from '../../../domain/limits.js';
import { enterBodyRoom, takeLargeTurn } from '../../body-room.js';
import { letOthersIn } from '../../let-others-in.js';
import { readBytes, utf8 } from '../../read-bytes.js';
import { parseBrazeJson } from '../answer.js';
import type { BrazeEnv, ParsedBody } from '../env.js';

/**
 * Reads the body, at most 4 MiB, sent whole or in chunks. Size before content type, as DESIGN 6.1 has it.
 *
 * @throws EmulatorError `body_too_large`, `unsupported_media_type`, `malformed_json` for bytes that are not UTF-8.
 */
export const readBody: MiddlewareHandler<BrazeEnv> = createMiddleware<BrazeEnv>(async (c, next) => {
  const bytes = await takeBody(c);
  if (bytes === 'too_large') {
    throw new EmulatorError('body_too_large', `The body is larger than ${brazeBodyBytesMax} bytes`);
  }
  assertJsonContentType(c);
  const its = parsed(bytes);
  c.set('parsed', its);
  // A large body is held once, however long it waits.
  if (its.value !== undefined) c.set('sent', undefined);
  await letOthersIn(c.get('sentBytes'));
  await next();
});

/**
 * Reads the body as far as the limit goes, and keeps it for the journal. Of large ones, one is then dealt with at a time.
 *
 * @throws EmulatorError `server_busy`.
 */
export async function takeBody(c: Context<BrazeEnv>): Promise<Uint8Array | 'too_large'> {
  c.set('leaveRoom', await enterBodyRoom(c, 'braze', brazeBodyBytesMax));
  const sent = (await readBytes(c.req.raw, brazeBodyBytesMax)) ?? 'too_large';
  c.set('sent', sent);
  const sentBytes = sent === 'too_large' ? 0 : sent.length;
  c.set('sentBytes', sentBytes);
  await takeLargeTurn(c, 'braze', sentBytes);
  await letOthersIn(sentBytes);
  return sent;
}

/** What was sent, whether or not it is refused as no JSON later; `undefined` for that, and where nothing is sent. */
export function bodyOf(c: Context<BrazeEnv>): JsonValue | undefined {
  const parsed: ParsedBody | undefined = c.get('parsed');
  return parsed?.value;
}

/** Sets `body`. @throws EmulatorError `malformed_json`; `body_too_large` when it holds too many values. */
export const parseJson: MiddlewareHandler<BrazeEnv> = createMiddleware<BrazeEnv>(async (c, next) => {
  const its = c.get('parsed');
  if (its.value === undefined) throw its.refusal;
  c.set('body', its.value);
  c.get('record').body = { kind: 'json', value: its.value };
  await next();
});

/** @throws EmulatorError `malformed_json` for bytes that are not UTF-8. */
function parsed(bytes: Uint8Array): ParsedBody {
  const text = decoded(bytes);
  try {
    return { value: parseBrazeJson(text), hasEmptyArrays: /\[\s*\]/.test(text) };
  } catch (error) {
    if (error instanceof EmulatorError) return { refusal: error };
    throw error;
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new EmulatorError('malformed_json', 'The body is not UTF-8');
  }
}

function assertJsonContentType(c: Context): void {
  const contentType = c.req.header('content-type');
  const mediaType = (contentType ?? '').replace(/;.*/s, '').trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new EmulatorError(
      'unsupported_media_type',
      contentType === undefined
        ? 'There is no Content-Type; send application/json'
        : `Content-Type is '${contentType}'; send application/json`,
    );
  }
}
