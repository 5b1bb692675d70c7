import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Reads a file that the package brings along.
 *
 * @param name  From the root of the package, which is found by its own name for `package.json`: the command is bundled to
 * another depth than this file has.
 */
export function readPackageFile(name: string): Promise<string> {
  const root = path.dirname(createRequire(import.meta.url).resolve('#package.json'));
  return readFile(path.join(root, name), 'utf8');
}
