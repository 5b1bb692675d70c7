import type { Clock } from '../../src/domain/time/clock.js';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  constructor(private milliseconds = Date.UTC(2026, 1, 3, 9, 0, 0)) {}

  now(): number {
    return this.milliseconds;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }

  set(milliseconds: number): void {
    this.milliseconds = milliseconds;
  }
}
