import { EmulatorError } from '../../domain/errors.js';
import { ndjsonLineBytesMax } from '../../domain/limits.js';

/** One line of a streamed body, without its newline. */
export interface Line {
  /** Counted from 1. */
  number: number;
  bytes: Uint8Array;
}

const newline = 0x0a;

/**
 * Splits a stream into lines as it comes, all that a chunk completes at once; only the line in hand is kept. The last
 * line needs no newline; empty ones are counted and left out. The reader stays open when the lines are not read to their end.
 *
 * @throws EmulatorError `request_too_large` for a line over 1 MiB, after the lines before it were given out.
 */
export async function* ndjsonLines(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Line[]> {
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  let number = 1;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const chunk = read.value;
    const lines: Line[] = [];
    let start = 0;
    while (start < chunk.length && begunBytes <= ndjsonLineBytesMax) {
      const end = chunk.indexOf(newline, start);
      const part = chunk.subarray(start, end === -1 ? chunk.length : end);
      begun.push(part);
      begunBytes += part.length;
      start += part.length + 1;
      if (end === -1 || begunBytes > ndjsonLineBytesMax) continue;
      if (begunBytes > 0) lines.push({ number, bytes: begun.length === 1 ? part : Buffer.concat(begun) });
      number++;
      begun = [];
      begunBytes = 0;
    }
    if (lines.length > 0) yield lines;
    if (begunBytes > ndjsonLineBytesMax) {
      throw new EmulatorError('request_too_large', `A line is larger than ${ndjsonLineBytesMax} bytes`, {
        line: number,
      });
    }
  }
  if (begunBytes > 0) yield [{ number, bytes: Buffer.concat(begun) }];
}
