import { isJsonObject, type JsonValue } from '../json.js';
import { shownElementsMax, shownTextLengthMax } from '../limits.js';

const levelsMax = 3;

/** A value cut to a readable length: long texts, arrays and objects end in a mark that says how much is left out. */
export function shortened(value: JsonValue, level = 0): JsonValue {
  if (typeof value === 'string') return shortenedText(value);
  if (Array.isArray(value)) {
    if (level === levelsMax && value.length > 0) return ['…'];
    const shown = value.slice(0, shownElementsMax).map((element) => shortened(element, level + 1));
    const left = value.length - shown.length;
    return left === 0 ? shown : [...shown, `… ${left} more`];
  }
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value);
  if (level === levelsMax && fields.length > 0) return { '…': fields.length };
  const shown = fields
    .slice(0, shownElementsMax)
    .map(([name, its]) => [shortenedText(name), shortened(its, level + 1)]);
  const left = fields.length - shown.length;
  return Object.fromEntries(left === 0 ? shown : [...shown, ['…', `${left} more`]]);
}

export function shortenedText(text: string, lengthMax = shownTextLengthMax): string {
  if (text.length <= lengthMax) return text;
  return `${text.slice(0, lengthMax)}… ${text.length - lengthMax} more`;
}
