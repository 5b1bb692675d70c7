// What is left two seconds after `exec` has ended, however it ended. Each run and all it starts carry a mark in their
// environment, by which they are found in /proc.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from './support/random.mjs';

export const name = 'exec';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const leftMsMax = 2_000;
const atOnce = 2;

/** Runs on, with a child in the background, until somebody ends it; says so once it is there. */
const lingering = 'sleep 600 & echo there; wait';
/** The same, and takes no signal but one that nobody can ignore. */
const stubborn = `trap '' INT TERM HUP; ${lingering}`;

/** How each run ends: its command, and what is done to it once the command is there. */
const ways = [
  { way: 'the command ends', command: 'sleep 600 & echo there' },
  { way: 'the command fails', command: 'sleep 600 & echo there; exit 3' },
  { way: 'the command is killed', command: 'sleep 600 & echo there; kill -9 $$' },
  // As a terminal does it: the whole process group in the foreground.
  { way: 'Ctrl-C', command: lingering, end: ({ pid }) => process.kill(-pid, 'SIGINT') },
  { way: 'SIGTERM', command: lingering, end: ({ pid }) => process.kill(pid, 'SIGTERM') },
  { way: 'SIGHUP', command: lingering, end: ({ pid }) => process.kill(pid, 'SIGHUP') },
  { way: 'kill -9', command: lingering, end: ({ pid }) => process.kill(pid, 'SIGKILL') },
  {
    way: 'kill -9, and the command is stubborn',
    command: stubborn,
    end: ({ pid }) => process.kill(pid, 'SIGKILL'),
  },
  { way: 'Ctrl-C twice, and the command is stubborn', command: stubborn, end: interruptTwice },
  {
    way: 'kill -9 at any moment',
    command: lingering,
    end: ({ pid }) => process.kill(pid, 'SIGKILL'),
    isEarly: true,
  },
];

export default async function run(report, { long, seed }) {
  if (!existsSync('/proc/self/environ')) {
    report.skip('no process is left', 'there is no /proc here');
    return;
  }
  const random = createRandom(seed);
  const rounds = long ? 20 : 5;
  const runs = ways.flatMap((its) =>
    Array.from({ length: rounds }, () => ({ ...its, earlyMs: random.below(1_000) })),
  );
  const left = new Map(ways.map(({ way }) => [way, []]));
  const work = async () => {
    for (let its = runs.pop(); its !== undefined; its = runs.pop())
      left.get(its.way).push(...(await runOnce(its)));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const [way, processes] of left) {
    const title = `${way}, ${rounds} times: no process is left after two seconds`;
    report.check(title, processes.length === 0, processes.join('; '));
  }
}

/** @returns What was left. */
async function runOnce({ command, end, isEarly, earlyMs }) {
  const mark = randomUUID();
  const child = spawn(process.execPath, [main, 'exec', '--', 'sh', '-c', command], {
    env: { ...process.env, ROBUST_MARK: mark },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const exited = once(child, 'exit');
  await (isEarly ? delay(earlyMs) : once(child.stdout, 'data'));
  end?.(child);
  await exited;
  const deadline = performance.now() + leftMsMax;
  while (performance.now() < deadline && marked(mark).length > 0) await delay(50);
  return marked(mark).map(({ pid, text }) => {
    process.kill(pid, 'SIGKILL');
    return text;
  });
}

async function interruptTwice({ pid }) {
  process.kill(-pid, 'SIGINT');
  await delay(200);
  process.kill(-pid, 'SIGINT');
}

/** The processes that carry a mark. */
function marked(mark) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && read(`/proc/${entry}/environ`).includes(mark))
    .map((entry) => ({
      pid: Number(entry),
      text: read(`/proc/${entry}/cmdline`).replaceAll('\0', ' ').slice(0, 80),
    }));
}

/** Nothing for a process that has just gone. */
function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
