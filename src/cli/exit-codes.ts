import { constants } from 'node:os';
import { EmulatorError, type ErrorCode } from '../domain/errors.js';
import { redactOurs } from '../domain/journal/redaction.js';

/** What a caller of the command can tell from its exit code. 128 + n says that signal n ended it. */
export const exitCodes = {
  fine: 0,
  /** It ran, and the answer is no. */
  negative: 1,
  /** Usage or configuration. */
  usage: 2,
  /** The port, the storage, or the server that was to be asked cannot be had. */
  cannotStart: 3,
  /** Nothing was verified: the file expects nothing. */
  nothingVerified: 4,
  /** A defect of the emulator. */
  internal: 70,
} as const;

/** A failure that is told in one sentence, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}

export function exitCodeOfSignal(signal: 'SIGINT' | 'SIGTERM'): number {
  return 128 + constants.signals[signal];
}

/** The sentence and the exit code for what a command threw. */
export function describeFailure(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CommandError) return told(error.message, error.exitCode);
  if (error instanceof EmulatorError) {
    const cannotStart: readonly ErrorCode[] = ['storage_unusable', 'not_reachable'];
    return told(error.message, cannotStart.includes(error.code) ? exitCodes.cannotStart : exitCodes.usage);
  }
  return told(describeDefect(error), exitCodes.internal);
}

/** An address that it quotes may have a password in it. */
function told(message: string, exitCode: number): { message: string; exitCode: number } {
  return { message: redactOurs(message, []), exitCode };
}

/** With its stack: somebody has to mend it. */
export function describeDefect(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Internal error: ${stack}`;
}
