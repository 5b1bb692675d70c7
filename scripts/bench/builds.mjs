// The builds that a benchmark measures, and the way into one that outlasts moved files and bundling: the command.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPrinting } from './processes.mjs';

/**
 * @typedef {object} Build
 * @property {'ours' | 'other'} name
 * @property {string} dist  Its dist folder.
 */

/**
 * This build, and the one in the folder given.
 *
 * @param {string | undefined} against
 * @returns {Build[]}
 */
export function buildsOf(against) {
  const builds = [{ name: 'ours', dist: fileURLToPath(new URL('../../dist', import.meta.url)) }];
  if (against !== undefined) builds.push({ name: 'other', dist: resolve(against) });
  return builds;
}

/**
 * Starts the command.
 *
 * @param {Build} build
 * @param {string[]} [flags]
 */
export function startCommand({ dist }, flags = ['--no-quickstart']) {
  return startPrinting(process.execPath, [join(dist, 'cli/main.js'), '--port', '0', ...flags]);
}

/**
 * Servers of each build, in memory and on a new file, for as long as a set runs.
 *
 * @template Filled
 * @param {Build[]} builds
 * @param {import('./temporary.mjs').Place} place
 * @param {(url: string) => Promise<Filled>} fill
 */
export async function openBuilds(builds, { folder, atEnd }, fill) {
  const opened = [];
  for (const build of builds) {
    const storages = [
      ['in memory', []],
      ['--db', ['--db', join(folder, `${build.name}.db`)]],
    ];
    for (const [storage, flags] of storages) {
      const { url, pid, stop } = await startCommand(build, ['--no-quickstart', ...flags]);
      atEnd(stop);
      opened.push({ by: `${build.name}, ${storage}`, url, pid, filled: await fill(url) });
    }
  }
  return opened;
}
