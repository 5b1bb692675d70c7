/** Where time comes from. The system's in a running emulator, a manual one in tests. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
}

/** Where chance comes from: the operating system's generator, or a seeded one that repeats itself. */
export interface RandomSource {
  /** @param count How many bytes, each 0 to 255. */
  bytes(count: number): Uint8Array;
}
