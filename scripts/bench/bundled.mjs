import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A file of the source as a module: the package has no file of its own for most.
 *
 * @param {string} path  Under `src`, without its ending.
 */
export async function bundled(path) {
  const { output } = await build({
    input: join(root, 'src', `${path}.ts`),
    platform: 'node',
    write: false,
    // What is imported later too: the file is gone by then.
    output: { codeSplitting: false },
  });
  // In the project, so that packages are found from there.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'bundled-'));
  try {
    const file = join(folder, 'module.mjs');
    writeFileSync(file, output[0].code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
