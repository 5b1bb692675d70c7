import type { Context } from 'hono';
import { EmulatorError } from '../../domain/errors.js';
import type { BinaryForm, ObservedBody } from '../../domain/journal/request-record.js';
import type { JsonValue } from '../../domain/json.js';
import { brazeBodyValuesMax, journaledBodyBytesMax } from '../../domain/limits.js';
import { parseJsonText } from '../json-text.js';
import { utf8 } from '../read-bytes.js';
import type { BrazeEnv } from './env.js';

/** Statuses of the Braze surface that have a body. */
export type BrazeStatus =
  | 200
  | 201
  | 202
  | 400
  | 404
  | 413
  | 415
  | 501
  | 401
  | 403
  | 423
  | 429
  | 500
  | 502
  | 503
  | 504;

/** Answers with JSON, and remembers it for the journal, so that it need not be parsed again. */
export function answerJson(c: Context<BrazeEnv>, body: object, status: BrazeStatus): Response {
  const text = JSON.stringify(body);
  // A character takes one byte at least.
  const isTooLarge = text.length > journaledBodyBytesMax;
  const value = body as JsonValue;
  return answerWith(
    c,
    text,
    status,
    'application/json',
    isTooLarge ? { kind: 'too_large' } : { kind: 'json', value },
  );
}

/** Answers with a body of another kind. @param observed  The body as the journal sees it. */
export function answerWith(
  c: Context<BrazeEnv>,
  body: string | ReadableStream<Uint8Array>,
  status: BrazeStatus,
  contentType: string,
  observed: ObservedBody,
): Response {
  c.get('record').answer = { status, headers: {}, body: observed };
  return c.body(body, status, { 'Content-Type': contentType });
}

/**
 * The body of a request that was not read as JSON, as the journal sees it.
 *
 * @param sent  When it was read at all.
 */
export function observedBody(sent: Uint8Array | 'too_large' | undefined): ObservedBody {
  if (sent === 'too_large') return { kind: 'too_large' };
  if (sent === undefined || sent.length === 0) return { kind: 'none' };
  try {
    return textBody(utf8.decode(sent));
  } catch (error) {
    if (error instanceof TypeError) return binaryBody(sent);
    throw error;
  }
}

/** By the bytes that each form begins with. */
const binaryForms: [BinaryForm, number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zlib', [0x78, 0x01]],
  ['zlib', [0x78, 0x9c]],
  ['zlib', [0x78, 0xda]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

function binaryBody(sent: Uint8Array): ObservedBody {
  const form = binaryForms.find(([, start]) => start.every((byte, index) => sent[index] === byte))?.[0];
  return { kind: 'binary', byteCount: sent.length, ...(form !== undefined && { form }) };
}

/** @throws EmulatorError `malformed_json`, `body_too_large`. */
export function parseBrazeJson(text: string): JsonValue {
  return parseJsonText(text, { valuesMax: brazeBodyValuesMax, tooManyValues: 'body_too_large' });
}

function textBody(text: string): ObservedBody {
  try {
    return { kind: 'json', value: parseBrazeJson(text) };
  } catch (error) {
    if (error instanceof EmulatorError) return { kind: 'text', text };
    throw error;
  }
}
