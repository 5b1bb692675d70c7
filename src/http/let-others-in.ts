import { setImmediate as nextTurn } from 'node:timers/promises';

/** A smaller body takes a few milliseconds from its arrival to its answer. */
const smallBytesMax = 64 * 1024;

export function isSmall(bodyBytes: number): boolean {
  return bodyBytes <= smallBytesMax;
}

/** Between two steps on the way of a large body: lets requests that have come meanwhile go first. */
export async function letOthersIn(bodyBytes: number): Promise<void> {
  if (!isSmall(bodyBytes)) await nextTurn();
}
