import type { NewFault } from '../client/api.js';

/** Fields of faults that are lengths of time. */
const durations = new Set(['retry_after_s', 'delay_ms', 'answer_delay_ms', 'jitter_ms']);

/** The same fault with its waits made longer or shorter: for a connector that really waits. None becomes nothing. */
export function scaledFault(fault: NewFault, scale: number): NewFault {
  const scaled = (value: unknown, name = ''): unknown => {
    if (durations.has(name) && typeof value === 'number')
      return Math.min(value, Math.ceil(value * scale)) || value;
    if (Array.isArray(value)) return value.map((its) => scaled(its));
    // What a fault plants is no time.
    if (typeof value !== 'object' || value === null || name === 'body' || name === 'headers') return value;
    return Object.fromEntries(Object.entries(value).map(([field, its]) => [field, scaled(its, field)]));
  };
  return scaled(fault) as NewFault;
}
