// What a benchmark opens is closed again, also when it fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `work` with a folder that is removed afterwards, and a way to name what is to be closed before.
 *
 * @param {(folder: string, atEnd: (close: () => unknown) => void) => Promise<void>} work
 */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-bench-'));
  const closers = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    await work(folder, (close) => closers.push(close));
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
