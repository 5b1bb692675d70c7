import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli/program.js';

/** The built command; `npm test` builds it first. */
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What a command that ran to its end left behind. */
export interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** A command that serves. */
export interface Started {
  child: ChildProcess;
  /** First line on stdout. */
  firstLine: string;
  /** The address in that line. */
  url: string;
  /** What was written so far. */
  output: { stdout: string; stderr: string };
  /** Resolves once stderr holds the text. */
  told(text: string): Promise<void>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
  finished: Promise<Finished>;
}

/** Those that a command which serves waits for. */
const signals = ['SIGINT', 'SIGTERM'] as const;

type Environment = Record<string, string>;

/** Runs the command to its end. @param folder  Where it runs; default: where the tests do. */
export function runCommand(
  args: string[],
  environment: Environment = {},
  folder?: string,
): Promise<Finished> {
  return launchCommand(args, environment, folder).finished;
}

/**
 * The same in this process, one at a time: for what a command says and answers it needs no process of its own, which takes
 * half a second.
 */
export async function runHere(args: string[], environment: Environment = {}): Promise<Finished> {
  const output = { stdout: '', stderr: '' };
  const { env, stdout, stderr } = process;
  const writes = { stdout: stdout.write, stderr: stderr.write };
  const listeners = signals.map((signal) => process.listeners(signal));
  process.env = environmentWith(environment);
  stdout.write = (text: string | Uint8Array) => (output.stdout += text) !== '';
  stderr.write = (text: string | Uint8Array) => (output.stderr += text) !== '';
  try {
    return { exitCode: await run([process.execPath, main, ...args]), ...output };
  } finally {
    stdout.write = writes.stdout;
    stderr.write = writes.stderr;
    process.env = env;
    for (const [index, signal] of signals.entries()) {
      const added = process.listeners(signal).filter((its) => !listeners[index]!.includes(its));
      for (const listener of added) process.off(signal, listener);
    }
  }
}

/** Starts the command and waits for its address. Ended when the test finishes. */
export async function startCommand(args: string[], environment: Environment = {}): Promise<Started> {
  const { child, output, finished } = launchCommand(args, environment);
  const lines = createInterface(child.stdout!);
  const firstLine = await Promise.race([
    once(lines, 'line').then(([line]) => line as string),
    finished.then(({ stderr }) => Promise.reject(new Error(`The command ended before it served: ${stderr}`))),
  ]);
  const url = firstLine.startsWith('{') ? (JSON.parse(firstLine) as { url: string }).url : firstLine;
  return {
    child,
    firstLine,
    url,
    output,
    finished,
    async told(text) {
      while (!output.stderr.includes(text)) await once(child.stderr!, 'data');
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return finished;
    },
  };
}

/** Starts the command. Ended when the test finishes. */
export function launchCommand(args: string[], environment: Environment = {}, folder?: string) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: environmentWith(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const finished = once(child, 'close').then(([exitCode]): Finished => ({ exitCode, ...output }));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, output, finished };
}

/** That of the tests, without what the command would read there. */
function environmentWith(environment: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('BRAZE_EMULATOR_') && name !== 'NO_COLOR',
  );
  return { ...Object.fromEntries(inherited), ...environment };
}

/** A folder that is gone when the test finishes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'braze-emulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file of that name in a temporary folder. */
export function temporaryFile(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

/** The keys of the quickstart workspace, as the banner prints them. */
export const quickstartKeys = {
  partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
  client_secret: '22222222-bbbb-4bbb-8bbb-222222222222',
};

/** POST with a JSON body. */
export function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
