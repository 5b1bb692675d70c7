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

/** `has_shape(name, text)`: whether a text is JSON of the shape with that name. */
function hasShape(name?: SqlValue, text?: SqlValue): number {
  const shape = shapes.get(String(name));
  return shape !== undefined && jsonProblem(String(text), shape) === undefined ? 1 : 0;
}

function bitCount(bits: Buffer): number {
  let count = 0;
  for (const byte of bits) for (let left = byte; left !== 0; left &= left - 1) count++;
  return count;
}

function areWithin(bits: Buffer, others: Buffer): boolean {
  return bits.every((byte, index) => (byte & ~(others[index] ?? 0)) === 0);
}
