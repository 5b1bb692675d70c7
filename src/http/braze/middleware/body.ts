import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { EmulatorError } from '../../../domain/errors.js';
import type { JsonValue } from '../../../domain/json.js';
import { brazeBodyBytesMax } from '../../../domain/limits.js';
import { readBytes, utf8 } from '../../read-bytes.js';
import type { BrazeEnv } from '../exchange.js';

/** Levels of arrays and objects in a body; Braze names no limit, a stack has one. [inferred] */
const nestingMax = 100;

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
  return (c.var.exchange.sent = (await readBytes(c.req.raw, brazeBodyBytesMax)) ?? 'too_large');
}

/** @throws EmulatorError `malformed_json`. Reads `bodyText`, sets `body`. */
export const parseJson: MiddlewareHandler<BrazeEnv> = createMiddleware<BrazeEnv>(async (c, next) => {
  c.set('body', parseJsonText(c.var.bodyText));
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

/**
 * Parses JSON and refuses what could not be stored faithfully: text that is not Unicode (a lone surrogate, which has no
 * UTF-8 form, so that two different ids would become one) and more than 100 levels of nesting.
 *
 * @throws EmulatorError `malformed_json`, saying where.
 */
export function parseJsonText(text: string): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new EmulatorError('malformed_json', `The body is not JSON: ${syntaxProblem(error as Error)}`);
  }
  assertSound(value, 0, /\\u[dD][89a-fA-F]/.test(text));
  return value;
}

/** Node's message without the piece of the body that it quotes, which may hold a key. */
function syntaxProblem({ message }: Error): string {
  return message.replace(/,? (?:\.\.\.)?".*$/s, '');
}

function assertSound(value: JsonValue, level: number, mayHaveSurrogates: boolean): void {
  if (typeof value === 'string') {
    if (mayHaveSurrogates && !value.isWellFormed()) {
      throw new EmulatorError('malformed_json', 'The body holds a lone surrogate, which is not Unicode text');
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (level === nestingMax)
    throw new EmulatorError('malformed_json', `The body nests deeper than ${nestingMax} levels`);
  if (Array.isArray(value)) {
    for (const element of value) assertSound(element, level + 1, mayHaveSurrogates);
    return;
  }
  for (const key of Object.keys(value)) {
    assertSound(key, level, mayHaveSurrogates);
    assertSound(value[key]!, level + 1, mayHaveSurrogates);
  }
}
