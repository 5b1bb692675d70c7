// The builds that a benchmark measures, and the way into one that outlasts moved files and bundling: the command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

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
  return { url, pid: child.pid, stop, kill };
}

/**
 * Starts the build's command on a database file that was filled before.
 *
 * @template Filled
 * @param {Build} build
 * @param {{ folder: string, atEnd: (close: () => unknown) => void }} place
 * @param {(url: string) => Promise<Filled>} fill
 */
export async function openFilled(build, { folder, atEnd }, fill) {
  const db = join(folder, `${build.name}.db`);
  const loader = await startCommand(build, ['--no-quickstart', '--db', db]);
  const filled = await fill(loader.url).finally(loader.stop);
  const command = await startCommand(build, ['--no-quickstart', '--db', db]);
  atEnd(command.stop);
  return { url: command.url, pid: command.pid, filled };
}

/**
 * A clock that runs while a process has the processor, all its threads together: steadier than any other on a machine with
 * other work. Only on Linux.
 *
 * @returns {() => number}  In ms.
 */
export function processorClock(pid) {
  const threads = `/proc/${pid}/task`;
  const nanosecondsOf = (thread) => {
    const [nanoseconds] = readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds);
  };
  return () => readdirSync(threads).reduce((sum, thread) => sum + nanosecondsOf(thread), 0) / 1e6;
}

function refuseEnd(dist, code) {
  throw new Error(`The command in ${dist} ended with ${code} before it printed its address`);
}
