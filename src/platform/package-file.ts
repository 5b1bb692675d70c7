import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Where a file is that the package brings along.
 *
 * @param name  From the root of the package, which is found by its own name for `package.json`: the command is bundled to
 * another depth than this file has.
 */
export function packagePath(name: string): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve('#package.json')), name);
}

/** Reads such a file. */
export function readPackageFile(name: string): Promise<string> {
  return readFile(packagePath(name), 'utf8');
}
