// The built command as a process of its own, watched from outside.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../dist', import.meta.url));
const memoryProbe = new URL('./memory-probe.mjs', import.meta.url).href;
const turns = new URL('./turns.mjs', import.meta.url).href;
const running = new Set();
/** More of what it wrote is not kept. */
const stderrLengthMax = 1_000_000;

/**
 * Starts the command and waits for its address.
 *
 * @param {string[]} [flags]  Beside the port.
 * @param {{ dist?: string, watchesTurns?: boolean }} [options]  The `dist` folder of another build; whether `longestTurn`
 * can be asked.
 * @throws Error with its stderr when it ends before it serves; `exitCode` has its exit code.
 */
export async function startServer(flags = ['--quiet'], { dist = built, watchesTurns = false } = {}) {
  const preloads = watchesTurns ? ['--import', memoryProbe, '--import', turns] : ['--import', memoryProbe];
  const args = ['--expose-gc', ...preloads, join(dist, 'cli/main.js'), '--port', '0', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  running.add(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    if (stderr.length < stderrLengthMax) stderr += text;
  });
  const exited = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code, signal };
  });
  const url = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => line),
    exited.then(({ code }) => {
      throw Object.assign(new Error(`It ended with ${code} before it served: ${stderr}`), { exitCode: code });
    }),
  ]);
  return {
    url,
    pid: child.pid,
    exited,
    stderr: () => stderr,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    /** `process.memoryUsage()` of the server after its garbage was collected. */
    async memory() {
      child.send('memory');
      const [usage] = await once(child, 'message');
      return { ...usage, rssAnon: anonymousBytes(child.pid) };
    },
    /** How long a turn of its event loop took of the processor since this was asked last, in ms; `null` where nobody tells. */
    async longestTurn() {
      child.send('longest turn');
      const [ms] = await once(child, 'message');
      return ms;
    },
    /** Open files, sockets included; `undefined` where the system does not tell. */
    openFiles: () => countOpenFiles(child.pid),
    /** Ends it as a user would. */
    stop: () => end(child, 'SIGTERM', exited),
    kill: () => end(child, 'SIGKILL', exited),
  };
}

function end(child, signal, exited) {
  child.kill(signal);
  return exited;
}

/** Ends every server that still runs. */
export async function killServers() {
  await Promise.all([...running].map((child) => end(child, 'SIGKILL', once(child, 'close'))));
}

/** Memory that is no file, which a database read through a memory map is; Linux alone tells. */
function anonymousBytes(pid) {
  try {
    const [, kibibytes] = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}

function countOpenFiles(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return undefined;
  }
}
