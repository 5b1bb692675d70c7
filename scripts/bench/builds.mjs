// The builds that a benchmark measures, and the two ways into one that outlast moved files and bundling: the public library
// and the command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * @typedef {object} Build
 * @property {string} name
 * @property {string} dist  Its dist folder.
 */

/**
 * This build, and the one in the folder given.
 *
 * @param {string | undefined} against
 * @returns {Build[]}
 */
export function buildsOf(against) {
  const builds = [{ name: 'this', dist: fileURLToPath(new URL('../../dist', import.meta.url)) }];
  if (against !== undefined) builds.push({ name: 'other', dist: resolve(against) });
  return builds;
}

/**
 * Starts the command as a process of its own. Its log, a line per request, is written and thrown away.
 *
 * @param {Build} build
 * @param {string[]} [flags]
 */
export async function startCommand({ dist }, flags = ['--no-quickstart']) {
  const child = spawn(process.execPath, [join(dist, 'cli/main.js'), '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const address = once(createInterface(child.stdout), 'line').then(([line]) => line);
  const url = await Promise.race([address, exited.then(([code]) => refuseEnd(dist, code))]);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  const kill = () => child.kill('SIGKILL');
  return { url, stop, kill };
}

/**
 * Has the build's own command fill a database file, then opens the file in this process, and a copy of it in the command.
 *
 * @template Filled
 * @param {Build} build
 * @param {{ folder: string, atEnd: (close: () => unknown) => void }} place
 * @param {(url: string) => Promise<Filled>} fill
 */
export async function openBoth(build, { folder, atEnd }, fill) {
  const loaded = join(folder, `${build.name}-loaded.db`);
  const served = join(folder, `${build.name}-served.db`);
  const loader = await startCommand(build, ['--no-quickstart', '--db', loaded]);
  const filled = await fill(loader.url).finally(loader.stop);
  copyFileSync(loaded, served);
  const command = await startCommand(build, ['--no-quickstart', '--db', served]);
  atEnd(command.stop);
  const library = await openLibrary(build, loaded);
  atEnd(() => library.stop());
  return { url: command.url, emulator: library.emulator, filled };
}

async function openLibrary({ dist }, db) {
  const { startEmulator } = await import(pathToFileURL(join(dist, 'index.js')).href);
  return startEmulator({ db });
}

function refuseEnd(dist, code) {
  throw new Error(`The command in ${dist} ended with ${code} before it printed its address`);
}

/** A workspace as operations take it. Builds up to 0.1.0 call the operation `getWorkspace`. */
export function enter(emulator, id) {
  return (emulator.enterWorkspace ?? emulator.getWorkspace)(id);
}
