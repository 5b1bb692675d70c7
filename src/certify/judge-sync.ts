import { constants } from 'node:os';
import type { JournalEntry } from '../client/api.js';
import type { SyncStep } from './scenario.js';

/** How a run of the connector ended. */
export interface CommandEnd {
  /** As a shell tells it: 128 + n for signal n. */
  exitCode: number;
  isTimedOut: boolean;
  /** The end of what it printed. */
  outputTail: string;
}

/** What is known about a run of the connector once it is over. */
export interface RunSync {
  number: number;
  end: CommandEnd;
  timeoutMs: number;
  /** Requests that reached the workspace. */
  requests: readonly JournalEntry[];
  /** Requests that reached no workspace. */
  strays: readonly JournalEntry[];
  /** Hosts that it called instead, as far as that is seen. */
  blockedHosts: readonly string[];
}

/** Whether the connector has to call in it. */
export function mustCall({ calls }: SyncStep): boolean {
  return calls === 'some' || typeof calls === 'object';
}

/** What was otherwise than the scenario says, a sentence each. */
export function judgeSync(step: SyncStep, run: RunSync): string[] {
  const { exit, calls } = step;
  const count = run.requests.length + run.strays.length;
  const problems: string[] = [];
  const exitProblem = judgeExit(exit, run);
  if (exitProblem !== undefined) problems.push(exitProblem);
  if (calls === 'none' && count > 0) {
    problems.push(`Sync ${run.number} made ${times(count)}, and there was nothing to call Braze for`);
  }
  if (mustCall(step) && count === 0) problems.push(neverCalled(run));
  // With a refusal as the right end a request that reaches no workspace is what is looked for.
  if (calls === 'some' && exit === 0 && run.requests.length === 0 && count > 0) problems.push(astray(run));
  if (typeof calls === 'object' && count > calls.at_most) {
    problems.push(`Sync ${run.number} made ${times(count)}; expected at most ${calls.at_most}`);
  }
  return problems;
}

function judgeExit(expected: SyncStep['exit'], { number, end, timeoutMs }: RunSync): string | undefined {
  const { exitCode, isTimedOut } = end;
  if (isTimedOut)
    return `Sync ${number} hung: it was still running after ${timeoutMs / 1000} s and was ended`;
  const signal = signalOf(exitCode);
  if (signal !== undefined && expected !== 'any')
    return `Sync ${number} crashed: ${signal} ended it (exit code ${exitCode})`;
  if (expected === 0 && exitCode !== 0) return `Sync ${number} failed with exit code ${exitCode}; expected 0`;
  if (expected === 'nonzero' && exitCode === 0) {
    return `Sync ${number} ended with exit code 0 though it cannot have succeeded; expected another, so that a failure is seen`;
  }
  return undefined;
}

function neverCalled({ number, end, blockedHosts }: RunSync): string {
  const instead = blockedHosts.length > 0 ? `; it called ${blockedHosts.join(', ')} instead` : '';
  const hint =
    end.exitCode === 0 && blockedHosts.length === 0
      ? '; it did nothing, or called another address than $BRAZE_REST_ENDPOINT (--intercept takes calls to https://rest.*.braze.com)'
      : '';
  return `Sync ${number} never called Braze${instead || hint}`;
}

function astray({ number, strays }: RunSync): string {
  const last = strays.at(-1)!;
  const why = last.decision.kind === 'refused' ? `: ${last.decision.message}` : '';
  return `Sync ${number} made ${times(strays.length)}, and none reached the workspace; the last was ${last.method} ${last.path} → ${last.response?.status ?? 'no answer'}${why}`;
}

function times(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}

/** Those by which a program ends that its author did not mean to end so. */
const crashes = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGKILL', 'SIGSEGV', 'SIGTERM'] as const;

function signalOf(exitCode: number): string | undefined {
  return crashes.find((name) => exitCode === 128 + constants.signals[name]);
}
