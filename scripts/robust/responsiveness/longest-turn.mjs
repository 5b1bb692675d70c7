import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const isKnown = existsSync('/proc/self/schedstat');
const preload = pathToFileURL(fileURLToPath(new URL('turns.mjs', import.meta.url))).href;

/** Where a server is asked for its longest turn, and the environment it needs for that. */
export function turnsOfServer() {
  const folder = mkdtempSync(join(tmpdir(), 'robust-turns-'));
  const file = join(folder, 'longest');
  return {
    env: isKnown ? { NODE_OPTIONS: `--import ${preload}`, ROBUST_TURNS_FILE: file } : {},
    /** @returns The longest turn since it was asked last, in milliseconds; `undefined` where nobody knows. */
    async longest(pid) {
      if (!isKnown) return undefined;
      rmSync(file, { force: true });
      process.kill(pid, 'SIGUSR2');
      for (;;) {
        const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
        if (text.endsWith('\n')) return Number(text);
        await sleep(5);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
