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

/** What else a command is run with. */
export interface RunOptions {
  /** Takes what it prints, and it has no input. Left out, it has our input and output. */
  onOutput?: (chunk: Uint8Array) => void;
  /** How long it may run: then it is ended. */
  timeoutMs?: number;
  /** Told once the time is over. */
  onTimeout?: () => void;
}

/**
 * Runs a command to its end. It leads a process group of its own, and nothing of that group is
 * left when this function returns, or two seconds after this process is killed.
 *
 * @returns The exit code as a shell tells it: 128 + n for signal n.
 * @throws CommandError when it cannot be run.
 */
export async function runCommand(
  [file = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
  { onOutput, timeoutMs, onTimeout }: RunOptions = {},
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
    stdio: onOutput === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = onOutput && readOutput(command, onOutput);
  if (command.pid !== undefined) guard.stdin.write(`${command.pid}\n`);
  const running = command;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          onTimeout?.();
          void endGroup(running);
        }, timeoutMs);
  try {
    const code = await endOf(command, file);
    clearTimeout(timer);
    await endGroup(command);
    await closed?.();
    return code;
  } finally {
    clearTimeout(timer);
    stopForwarding();
    guard.stdin.end('done\n');
  }
}

/** @returns Waits for the end of the output: not long, as a process that has left the group may hold it open for ever. */
function readOutput(command: ChildProcess, onOutput: (chunk: Uint8Array) => void): () => Promise<void> {
  const streams = [command.stdout, command.stderr].filter((stream) => stream !== null);
  for (const stream of streams) stream.on('data', onOutput);
  const closed = new Promise((resolve) => command.once('close', resolve));
  return async () => {
    const tooLate = new AbortController();
    await Promise.race([closed, delay(graceMs, undefined, { signal: tooLate.signal }).catch(() => {})]);
    tooLate.abort();
    for (const stream of streams) stream.destroy();
  };
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
