import { EmulatorError, messageOf } from '../domain/errors.js';
import type { JsonValue } from '../domain/json.js';

/** Levels of arrays and objects in a body; Braze names no limit, a stack has one. [inferred] */
const nestingMax = 100;

/**
 * Parses JSON and refuses what could not be stored faithfully: text that is not Unicode (a lone surrogate, which has no
 * UTF-8 form, so that two different ids would become one) and more than 100 levels of nesting.
 *
 * @throws EmulatorError `malformed_json`, saying where.
 */
export function parseJsonText(text: string): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EmulatorError('malformed_json', `The body is not JSON: ${syntaxProblem(messageOf(error))}`);
  }
  assertSound(value, 0, /\\u[dD][89a-fA-F]/.test(text));
  return value;
}

/** Node's message without the piece of the body that it quotes, which may hold a key. */
function syntaxProblem(message: string): string {
  return message.replace(/,? (?:\.\.\.)?".*$/s, '');
}

function assertSound(value: JsonValue | undefined, level: number, mayHaveSurrogates: boolean): void {
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
    assertSound(value[key], level + 1, mayHaveSurrogates);
  }
}
