/** Control and format characters (direction, width), and those that separate lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text as a terminal may show it: what would move the cursor, turn the direction round, hide something or begin a line is
 * written as in JSON, `\u202e`. So a JSON text says the same as before.
 */
export function visible(text: string): string {
  return text.replace(unseen, (character) => {
    const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

/** The same for a text of several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** The same for every text in a value that JSON can write; lines stay lines. */
export function visibleValue<Value>(value: Value): Value {
  if (typeof value === 'string') return visibleLines(value) as Value;
  if (Array.isArray(value)) return value.map(visibleValue) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, its]) => [name, visibleValue(its)])) as Value;
}
