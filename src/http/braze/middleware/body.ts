import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { EmulatorError } from '../../../domain/errors.js';
import { brazeBodyBytesMax } from '../../../domain/limits.js';
import { parseJsonText } from '../../json-text.js';
import { readBytes, utf8 } from '../../read-bytes.js';
import type { BrazeEnv } from '../env.js';

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
  try {
    c.set('bodyText', utf8.decode(bytes));
  } catch {
    throw new EmulatorError('malformed_json', 'The body is not UTF-8');
  }
  await next();
});

/** Reads the body as far as the limit goes, and keeps it for the journal. */
export async function takeBody(c: Context<BrazeEnv>): Promise<Uint8Array | 'too_large'> {
  const sent = (await readBytes(c.req.raw, brazeBodyBytesMax)) ?? 'too_large';
  c.set('sent', sent);
  return sent;
}

/** Reads `bodyText`, sets `body`. @throws EmulatorError `malformed_json`. */
export const parseJson: MiddlewareHandler<BrazeEnv> = createMiddleware<BrazeEnv>(async (c, next) => {
  const value = parseJsonText(c.get('bodyText'));
  c.set('body', value);
  c.get('record').body = { kind: 'json', value };
  await next();
});

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
