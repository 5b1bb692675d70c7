/** Where time comes from. The system's in a running emulator, a manual one in tests. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
}

/**
 * How a workspace's time differs from the server's. Frozen, it stands at `frozenAt`; running, it is `offsetMs` ahead
 * (behind, when negative).
 */
export interface WorkspaceClock {
  offsetMs: number;
  frozenAt: number | null;
}

export const systemTime: WorkspaceClock = { offsetMs: 0, frozenAt: null };

/** The time in a workspace, in milliseconds since the epoch. @param serverNow  The server's own time. */
export function workspaceTime(clock: WorkspaceClock, serverNow: number): number {
  return clock.frozenAt ?? serverNow + clock.offsetMs;
}

/** Where chance comes from: the operating system's generator, or a seeded one that repeats itself. */
export interface RandomSource {
  /** @param count How many bytes, each 0 to 255. */
  bytes(count: number): Uint8Array;
}
