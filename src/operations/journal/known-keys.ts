import { KeyFinder } from '../../domain/journal/key-finder.js';
import { redactOurs } from '../../domain/journal/redaction.js';
import type { JsonValue } from '../../domain/json.js';
import { listKnownKeys } from '../../store/workspaces/partners.js';
import type { Context } from '../context.js';

/** What finds the server's keys, those made since it was last asked for too. */
export function learnKeys({ database, knownKeys }: Context): KeyFinder {
  for (const { number, key } of listKnownKeys(database, knownKeys.last)) {
    knownKeys.finder.add(key);
    knownKeys.last = number;
  }
  return knownKeys.finder;
}

/** What finds the keys made after the one with this number; `undefined` when there are none. */
export function laterKeys(context: Context, lastKey: number): KeyFinder | undefined {
  learnKeys(context);
  if (context.knownKeys.last === lastKey) return undefined;
  const finder = new KeyFinder();
  for (const { key } of listKnownKeys(context.database, lastKey)) finder.add(key);
  return finder;
}

/** A text or a value of our own without the keys and passwords that it quotes. */
export function withoutSecrets<Value extends JsonValue>(context: Context, value: Value): Value {
  return redactOurs(value, [presentFinder(context)]);
}

/** What says that the storage cannot be used is redacted too, with what is known by then. */
function presentFinder(context: Context): KeyFinder {
  try {
    return learnKeys(context);
  } catch {
    return context.knownKeys.finder;
  }
}
