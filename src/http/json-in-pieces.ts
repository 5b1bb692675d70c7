import { type Pieces, stretchLength } from '../domain/pieces.js';

/**
 * The JSON of an object, as UTF-8. A list in it may be long: there is a pause after each stretch of its items.
 *
 * @returns Its bytes, in chunks: put together they would be copied, which takes long.
 */
export function* jsonInPieces(its: object): Pieces<Buffer[]> {
  const done: Buffer[] = [];
  let begun = '';
  let separator = '{';
  for (const [name, value] of Object.entries(its)) {
    if (value === undefined) continue;
    begun += `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (!Array.isArray(value)) {
      begun += JSON.stringify(value);
      continue;
    }
    begun += '[';
    for (const [index, item] of value.entries()) {
      begun += `${index === 0 ? '' : ','}${JSON.stringify(item)}`;
      if (begun.length < stretchLength) continue;
      done.push(Buffer.from(begun));
      begun = '';
      yield;
    }
    begun += ']';
  }
  done.push(Buffer.from(`${separator === '{' ? '{' : begun}}`));
  return done;
}
