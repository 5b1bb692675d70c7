import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { systemRandom } from '../../platform/random.js';
import { CommandError, exitCodes } from '../exit-codes.js';

/** Tells the guard which process is the command. */
const markVariable = 'BRAZE_EMULATOR_RUN';

/** How long what is left of a command is given to end by itself. The guard gives it as long, where `sleep` knows fractions. */
const graceMs = 500;
const pollMs = 10;

/**
 * What ends the command when this process cannot any more, being killed: it reads the number of the command's process group,
 * then waits. A second line says that all is well; the end of its input, that this process is gone. If that was in the moment
 * between the start of the command and the first line, the command is known by the mark in its environment, where there is
 * a /proc to look for it.
 */
const guardScript = `
trap '' HUP INT TERM
find_marked() {
  for environment in $(grep -lzs "^${markVariable}=$1" /proc/[0-9]*/environ); do
    sed 's/.*) [A-Za-z] [0-9]* //; s/ .*//' "\${environment%environ}stat" && return
  done
}
read -r group || for try in 1 2 3 4 5; do
  group=$(find_marked "$1")
  [ -n "$group" ] && break
  sleep 0.2 || sleep 1
done
[ -n "$group" ] || exit 0
read -r line && exit 0
kill -s TERM -- "-$group" || exit 0
sleep 0.5 || sleep 1
kill -s KILL -- "-$group"
`;

/** Signals that are handed on. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command to its end, with our input and output. It leads a process group of its own, and nothing of that group is
 * left when this function returns, or two seconds after this process is killed.
 *
 * @returns The exit code as a shell tells it: 128 + n for signal n.
 * @throws CommandError when it cannot be run.
 */
export async function runCommand(
  [file = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const mark = Buffer.from(systemRandom().bytes(16)).toString('hex');
  const guard = spawn('/bin/sh', ['-c', guardScript, 'sh', mark], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  // A signal that comes before the command is there waits until it is.
  let command: ChildProcess | undefined;
  const stopForwarding = forwardSignals(() => command);
  command = spawn(file, args, {
    env: { ...environment, [markVariable]: mark },
    stdio: 'inherit',
    detached: true,
  });
  if (command.pid !== undefined) guard.stdin.write(`${command.pid}\n`);
  try {
    const code = await endOf(command, file);
    await endGroup(command);
    return code;
  } finally {
    stopForwarding();
    guard.stdin.end('done\n');
  }
}

function endOf(command: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    command.once('error', (error: NodeJS.ErrnoException) => reject(failureToRun(file, error)));
    command.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

function failureToRun(file: string, error: NodeJS.ErrnoException): CommandError {
  const reasons: Partial<Record<string, string>> = {
    ENOENT: 'there is no such command; is it installed, and on the PATH?',
    EACCES: 'it may not be executed; is it a program, and is its x bit set?',
    E2BIG: 'its arguments are too long',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new CommandError(exitCodes.usage, `'${file}' cannot be run: ${reason}`);
}

/** A terminal sends Ctrl-C to this process alone, as the command has a group of its own. A second signal ends it at once. */
function forwardSignals(commandNow: () => ChildProcess | undefined): () => void {
  let isSecond = false;
  const forward = (signal: NodeJS.Signals) => {
    const command = commandNow();
    if (command !== undefined) signalGroup(command, isSecond ? 'SIGKILL' : signal);
    isSecond = true;
  };
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** Ends what the command left running in its group. What it detached is its own. */
async function endGroup(command: ChildProcess): Promise<void> {
  if (!signalGroup(command, 'SIGTERM')) return;
  const deadline = performance.now() + graceMs;
  while (performance.now() < deadline) {
    await delay(pollMs);
    if (!signalGroup(command, 0)) return;
  }
  signalGroup(command, 'SIGKILL');
}

/** @returns Whether there is anyone in the group. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
