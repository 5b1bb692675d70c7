import { expect } from 'vitest';
import type { EmulatorError } from '../../../src/domain/errors.js';
import { readAs } from '../../../src/wire/control/read.js';
import { segmentInput } from '../../../src/wire/control/segments/segments.js';

/** A definition whose second group has the filter as its second. */
export function around(filter: unknown) {
  const good = { type: 'identity', is: 'identified' };
  return { groups: [{ filters: [good] }, { filters: [good, filter] }] };
}

/** What a segment with this definition is refused with; `undefined` when it is not. */
export function refusalOf(definition: unknown): string | undefined {
  try {
    readAs(segmentInput, { name: 'S', definition });
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_request' });
    const { message, details } = error as EmulatorError;
    expect(message.startsWith(`${details.path} `)).toBe(true);
    return message;
  }
}
