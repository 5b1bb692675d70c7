// Servers as processes of their own. What they log is written and thrown away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const startMsMax = 60_000;
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a server that prints its address as its first line.
 *
 * @param {string} command
 * @param {string[]} args
 */
export async function startPrinting(command, args) {
  const { child, exited, handle } = start(command, args, 'pipe');
  const url = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => line),
    refuseEnd(command, args, exited),
  ]);
  return { url, ...handle };
}

/**
 * Starts a server that is told its port.
 *
 * @param {string} command
 * @param {(port: number) => string[]} argsOf
 */
export async function startOnPort(command, argsOf) {
  const port = await freePort();
  const args = argsOf(port);
  const { exited, handle } = start(command, args, 'ignore');
  await Promise.race([untilListens(port), refuseEnd(command, args, exited)]);
  return { url: `http://127.0.0.1:${port}`, ...handle };
}

function start(command, args, stdout) {
  const child = spawn(command, args, { stdio: ['ignore', stdout, 'ignore'] });
  running.add(child);
  const exited = once(child, 'exit').finally(() => running.delete(child));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { child, exited, handle: { pid: child.pid, stop } };
}

async function refuseEnd(command, args, exited) {
  const [code] = await exited;
  throw new Error(`${command} ${args.join(' ')} ended with ${code} before it served`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListens(port) {
  const signal = AbortSignal.timeout(startMsMax);
  for (;;) {
    const socket = connect({ host: '127.0.0.1', port });
    try {
      return await once(socket, 'connect', { signal });
    } catch {
      signal.throwIfAborted();
      await sleep(50);
    } finally {
      socket.destroy();
    }
  }
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

/** What memory a process has, in MB, now and at most so far. Only on Linux. */
export function residentMemory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kibibytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)[1]);
  const megabytes = (name) => (kibibytes(name) * 1_024) / 1e6;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
