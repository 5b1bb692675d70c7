import { EmulatorError } from '../../domain/errors.js';
import type { ObservedBody } from '../../domain/journal/observed-request.js';
import type { JsonValue } from '../../domain/json.js';
import { journaledBodyBytesMax } from '../../domain/limits.js';
import { utf8 } from '../read-bytes.js';
import { parseJsonText } from './middleware/body.js';

/**
 * A request's body as the journal sees it.
 *
 * @param parsed  When it was read as JSON already.
 * @param sent  When it was read at all.
 */
export function observedBody(
  parsed: JsonValue | undefined,
  sent: Uint8Array | 'too_large' | undefined,
): ObservedBody {
  if (parsed !== undefined) return { kind: 'json', value: parsed };
  if (sent === 'too_large') return { kind: 'too_large' };
  if (sent === undefined || sent.length === 0) return { kind: 'none' };
  try {
    return textBody(utf8.decode(sent));
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'binary', byteCount: sent.length };
    throw error;
  }
}

/** An answer's body as the journal sees it. */
export function observedAnswerBody(text: string): ObservedBody {
  if (text === '') return { kind: 'none' };
  // A character takes one byte at least.
  return text.length > journaledBodyBytesMax ? { kind: 'too_large' } : textBody(text);
}

function textBody(text: string): ObservedBody {
  try {
    return { kind: 'json', value: parseJsonText(text) };
  } catch (error) {
    if (error instanceof EmulatorError) return { kind: 'text', text };
    throw error;
  }
}
