import { isUtf8 } from 'node:buffer';
import type { SqlValue } from '../sql.js';
import { shapes } from './columns.js';
import { jsonProblem } from './shape.js';

/** The functions that the conditions on rows are written with. */
export function columnFunctions(): Record<string, (...values: SqlValue[]) => SqlValue> {
  return {
    is_unicode: (bytes) => (Buffer.isBuffer(bytes) && isUtf8(bytes) ? 1 : 0),
    has_shape: hasShape,
    bit_count: (bits) => (Buffer.isBuffer(bits) ? bitCount(bits) : null),
    are_bits_within: (bits, others) =>
      Buffer.isBuffer(bits) && Buffer.isBuffer(others) && areWithin(bits, others) ? 1 : 0,
  };
}

/** What a text has in place of bytes that are no Unicode, and may have by itself. */
const replacement = '\ufffd';

/** `has_shape(name, text)`: whether a text is JSON of the shape with that name; `NULL` when it is, if its bytes are Unicode. */
function hasShape(name?: SqlValue, value?: SqlValue): number | null {
  const shape = shapes.get(String(name));
  const text = String(value);
  if (shape === undefined || jsonProblem(text, shape) !== undefined) return 0;
  return text.includes(replacement) ? null : 1;
}

function bitCount(bits: Buffer): number {
  let count = 0;
  for (const byte of bits) for (let left = byte; left !== 0; left &= left - 1) count++;
  return count;
}

function areWithin(bits: Buffer, others: Buffer): boolean {
  return bits.every((byte, index) => (byte & ~(others[index] ?? 0)) === 0);
}
