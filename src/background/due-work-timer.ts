import type { Emulator } from '../emulator.js';

/** Node's timers hold no more; a longer wait is taken in pieces. */
export const timeoutMsMax = 2_147_483_647;

/**
 * Does planned work when it falls due, also while nobody asks for anything.
 *
 * @param onDefect  Told when the work fails, which is a defect of the emulator; it is tried again with the next request.
 * @returns What stops it.
 */
export function startDueWorkTimer(emulator: Emulator, onDefect: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const settle = async () =>
    emulator.inSlices(() => {
      if (!isStopped) emulator.settleAll();
    });
  const arm = () => {
    clearTimeout(timer);
    if (isStopped) return;
    const dueAt = emulator.nextDueTime();
    if (dueAt === undefined) return;
    const delayMs = Math.min(Math.max(dueAt - emulator.clock.now(), 0), timeoutMsMax);
    timer = setTimeout(work, delayMs);
    timer.unref();
  };
  const work = () => {
    void settle().then(arm).catch(onDefect);
  };
  const unsubscribe = emulator.onPlanChanged(arm);
  arm();
  return () => {
    isStopped = true;
    unsubscribe();
    clearTimeout(timer);
  };
}
