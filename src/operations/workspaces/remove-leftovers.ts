import { findLeftover, removeSlice } from '../../store/workspaces/leftovers.js';
import type { Context } from '../context.js';

/**
 * Removes a slice of what workspaces held that were deleted or reset: so little that nobody waits for it, see
 * docs/measured.md.
 *
 * @returns Whether there may be more.
 */
export function removeLeftovers({ database }: Context): boolean {
  const number = findLeftover(database);
  if (number !== undefined) removeSlice(database, number);
  return number !== undefined;
}
