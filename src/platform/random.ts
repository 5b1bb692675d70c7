import { createHash, randomFillSync } from 'node:crypto';
import type { RandomSource } from '../domain/time/clock.js';

/** The operating system's generator, asked for 16 KiB at a time. */
export function systemRandom(): RandomSource {
  const pool = Buffer.alloc(16_384);
  let used = pool.length;
  return {
    bytes(count) {
      if (used + count > pool.length) {
        randomFillSync(pool);
        used = 0;
      }
      used += count;
      return new Uint8Array(pool.subarray(used - count, used));
    },
  };
}

const blockBytes = 32;

/** Chance that repeats itself: SHA-256 of the seed and the number of the block, one block after the other. */
export class SeededRandom implements RandomSource {
  /** How many bytes of the sequence are used up. It can be moved, so that a restart goes on where it stood. */
  position = 0;
  private block: { number: number; bytes: Buffer } | undefined;

  constructor(readonly seed: string) {}

  bytes(count: number): Uint8Array {
    const drawn = new Uint8Array(count);
    for (let filled = 0; filled < count; ) {
      const offset = this.position % blockBytes;
      const part = this.blockAt(Math.floor(this.position / blockBytes)).subarray(
        offset,
        offset + count - filled,
      );
      drawn.set(part, filled);
      filled += part.length;
      this.position += part.length;
    }
    return drawn;
  }

  private blockAt(number: number): Buffer {
    if (this.block?.number !== number) {
      this.block = { number, bytes: createHash('sha256').update(`${this.seed}:${number}`).digest() };
    }
    return this.block.bytes;
  }
}
