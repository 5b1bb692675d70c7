import { EmulatorError, type ErrorCode, messageOf } from '../domain/errors.js';
import type { JsonValue } from '../domain/json.js';

/** Levels of arrays and objects in a body; Braze names no limit, a stack has one. [inferred] */
const nestingMax = 100;

/** How much a JSON text may hold. */
export interface JsonBounds {
  /** Values: elements and fields at any depth. What holds more takes long to read, however few bytes it has. */
  valuesMax: number;
  /** Of a body with more. */
  tooManyValues: ErrorCode;
}

/**
 * Parses JSON and refuses what could not be stored faithfully: text that is not Unicode (a lone surrogate, which has no
 * UTF-8 form, so that two different ids would become one) and more than 100 levels of nesting. What is too deep, or holds
 * too much, is refused before it is parsed.
 *
 * @param bounds  Left out, any number of values.
 * @throws EmulatorError `malformed_json`, saying where; what `bounds` names.
 */
export function parseJsonText(text: string, bounds?: JsonBounds): JsonValue {
  if (!isSurelyWithin(text, bounds)) assertWithin(text, bounds);
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EmulatorError('malformed_json', `The body is not JSON: ${syntaxProblem(messageOf(error))}`);
  }
  if (/\\u[dD][89a-fA-F]/.test(text)) assertUnicode(value);
  return value;
}

/** Whether a glance shows that a text is within its bounds: most have few brackets, and fewer characters than values allowed. */
function isSurelyWithin(text: string, bounds: JsonBounds | undefined): boolean {
  if (bounds !== undefined && text.length > bounds.valuesMax) return false;
  let opened = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++opened > nestingMax) return false;
    }
  }
  return true;
}

/** Reads brackets, commas and quotes alone, so it takes a fraction of the time of parsing. */
function assertWithin(text: string, bounds: JsonBounds | undefined): void {
  const valuesMax = bounds?.valuesMax ?? Number.POSITIVE_INFINITY;
  let level = 0;
  let values = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = endOfText(text, index);
        break;
      case openBracket:
      case openBrace:
        values++;
        if (++level > nestingMax) {
          throw new EmulatorError('malformed_json', `The body nests deeper than ${nestingMax} levels`);
        }
        break;
      case closeBracket:
      case closeBrace:
        level--;
        break;
      case comma:
        values++;
    }
    if (values > valuesMax && bounds !== undefined) {
      throw new EmulatorError(
        bounds.tooManyValues,
        `The body holds more than ${valuesMax} values, counting elements and fields at any depth`,
      );
    }
  }
}

const [quote, comma, openBracket, closeBracket, openBrace, closeBrace, backslash] = [
  0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x5c,
];

/** Where the text ends that begins with the quote at a place; the end of everything when it does not. */
function endOfText(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) return index;
    if (code === backslash) index++;
  }
  return text.length;
}

/** Node's message without the piece of the body that it quotes, which may hold a key. */
function syntaxProblem(message: string): string {
  return message.replace(/,? (?:\.\.\.)?".*$/s, '');
}

/** @throws EmulatorError `malformed_json` for a lone surrogate anywhere. */
function assertUnicode(value: JsonValue | undefined): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) {
      throw new EmulatorError('malformed_json', 'The body holds a lone surrogate, which is not Unicode text');
    }
  } else if (Array.isArray(value)) {
    for (const element of value) assertUnicode(element);
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      assertUnicode(key);
      assertUnicode(value[key]);
    }
  }
}
