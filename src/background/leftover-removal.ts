import type { Emulator } from '../emulator.js';

/**
 * Removes, while nothing else waits, what workspaces held that were deleted or reset: now, and what was still to be removed
 * when the storage was last closed.
 *
 * @param onDefect  Told when it fails, which is a defect of the emulator; it is tried again after the next change of plan.
 * @returns What stops it; the rest then stays for the next start.
 */
export function startLeftoverRemoval(emulator: Emulator, onDefect: (error: unknown) => void): () => void {
  let next: NodeJS.Immediate | undefined;
  const arm = () => {
    next ??= setImmediate(removeSome);
  };
  const removeSome = () => {
    next = undefined;
    try {
      if (emulator.removeLeftovers()) arm();
    } catch (error) {
      onDefect(error);
    }
  };
  const unsubscribe = emulator.onPlanChanged(arm);
  arm();
  return () => {
    unsubscribe();
    clearImmediate(next);
  };
}
