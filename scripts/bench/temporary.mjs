// What a benchmark opens is closed again, also when it fails or is ended.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is removed afterwards, and a way to name what is to be closed before. @typedef {{ folder: string, atEnd: (close: () => unknown) => void }} Place */

/**
 * @template Result
 * @param {(place: Place) => Promise<Result>} work
 */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', remove);
  const closers = [() => process.off('exit', remove), remove];
  try {
    return await work({ folder, atEnd: (close) => closers.push(close) });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
