import { workspaceOf } from './control.js';
import type { Answer, TestEmulator } from './emulator.js';

/** The clock of a test's workspace, by way of the control API. */
export interface WorkspaceClock {
  read(): Promise<Answer>;
  set(changes: { now?: string; frozen?: boolean }): Promise<Answer>;
  advance(ms: number): Promise<Answer>;
}

export function clockOf(t: TestEmulator): WorkspaceClock {
  const ws = workspaceOf(t);
  return {
    read: () => ws('GET', '/clock'),
    set: (changes) => ws('PUT', '/clock', changes),
    advance: (ms) => ws('POST', '/clock/advance', { ms }),
  };
}

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const year = 365 * day;
