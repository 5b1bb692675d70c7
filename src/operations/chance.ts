import type { RandomSource } from '../domain/time/clock.js';

/** From 0 up to, but not including, 1. */
export function drawFraction(random: RandomSource): number {
  return random.bytes(6).reduce((fraction, byte) => (fraction + byte) / 256, 0);
}

/** A whole number from 0 up to, but not including, `end`. */
export function drawInteger(random: RandomSource, end: number): number {
  return Math.floor(drawFraction(random) * end);
}
