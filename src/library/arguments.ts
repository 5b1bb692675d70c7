import { EmulatorError } from '../domain/errors.js';

// Arguments of the library that no schema of the control API sees. Each is refused by its name, before anything happens.

/** @throws EmulatorError `invalid_request` with the name of the argument as path. */
export function refuseArgument(name: string, expected: string, received: unknown): never {
  throw new EmulatorError('invalid_request', `${name} must be ${expected}, not ${shown(received)}`, {
    path: name,
  });
}

/** @throws EmulatorError `invalid_request`. */
export function aText(name: string, value: unknown): string {
  return typeof value === 'string' && value !== ''
    ? value
    : refuseArgument(name, 'a text that is not empty', value);
}

/** @throws EmulatorError `invalid_request`. */
export function aFunction<Its>(name: string, value: Its): Its {
  return typeof value === 'function' ? value : refuseArgument(name, 'a function', value);
}

/** @throws EmulatorError `invalid_request`. */
export function anObject<Its>(name: string, value: Its): Its {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : refuseArgument(name, 'an object', value);
}

/** A whole number from 1 on. @throws EmulatorError `invalid_request`. */
export function aCount(name: string, value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? value
    : refuseArgument(name, 'a whole number from 1 on', value);
}

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds of a duration: a number of them, or a text such as `30s`, `5m`, `1h`, `2d`, `1h 30m`.
 *
 * @throws EmulatorError `invalid_request`.
 */
export function milliseconds(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const parts = typeof value === 'string' ? value.trim().split(/(?<=[a-z])\s*(?=\d)/) : [];
  const read = parts.map((part) => /^(\d+)\s*(ms|s|m|h|d)$/.exec(part));
  const sum = read.reduce<number>(
    (total, match) =>
      total + (match === null ? Number.NaN : Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]),
    0,
  );
  if (parts.length > 0 && Number.isSafeInteger(sum)) return sum;
  return refuseArgument(
    name,
    "a whole number of milliseconds from 0 on, or a text such as '30s', '5m', '1h'",
    value,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return 'left out';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  return (JSON.stringify(value) ?? String(value)).slice(0, 100);
}
