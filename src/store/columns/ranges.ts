import { clockTimeMax } from '../../domain/limits.js';
import { dayMs } from '../../domain/time/time.js';

// The ranges of stored numbers: what is computed from numbers within them stays a number, and a date a date.

const yearZero = Date.parse('0000-01-01T00:00:00Z');

/** Moments: the years 0000 to 9999 in any zone, and what is planned a century behind them. */
export const timeWithin = [yearZero - dayMs, clockTimeMax + 36_525 * dayMs] as const;
/** How far the clock of a workspace is ahead of the server's, or behind. */
export const offsetWithin = [-clockTimeMax, clockTimeMax] as const;
/** Numbers of rows: far from where counting on loses digits. */
export const rowNumberMax = 2 ** 52;
/** Numbers of profiles. */
export const profileNumberMax = 2 ** 32;
