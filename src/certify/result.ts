import type { ContractReport } from '../domain/contract/report.js';

// What certifying a connector came to.

/** How a run of the connector ended. */
export interface CommandEnd {
  /** As a shell tells it: 128 + n for signal n. */
  exitCode: number;
  isTimedOut: boolean;
  /** The end of what it printed. */
  outputTail: string;
}

/** One run of the connector. */
export interface SyncResult extends CommandEnd {
  /** Of the scenario, from 1. */
  number: number;
  durationMs: number;
  /** How many requests came, those that reached no workspace too. */
  callCount: number;
  /** What was otherwise than the scenario says, a sentence each. */
  problems: string[];
}

/** What the members of a cohort, and its name, were once. */
export interface MembersResult {
  /** When: `after sync 2`, or `at the end`. */
  when: string;
  expectedCount: number | null;
  /** What was otherwise than the scenario says, a sentence for each person. */
  problems: string[];
}

/** A rule that a scenario leaves out of its verdict, and why. */
export interface Exception {
  rule: string;
  reason: string;
}

export interface ScenarioResult {
  id: string;
  title: string;
  why: string;
  /** Of the repetitions, from 1. */
  round: number;
  isPassed: boolean;
  durationMs: number;
  syncs: SyncResult[];
  members: MembersResult[];
  /** The workspace it was run in. */
  workspace: { id: string; name: string };
  contract: ContractReport;
  exceptions: Exception[];
  /** Where files of it were left. */
  artifacts: string | null;
  /** Whether the connector had to call in it, and whether it did. */
  calls: { expected: boolean; came: boolean };
}

/** `not_judged`: the connector never called where it should have. */
export type CertifyVerdict = 'passed' | 'failed' | 'not_judged';

export interface CertifyResult {
  /** What was run. */
  command: readonly string[];
  verdict: CertifyVerdict;
  durationMs: number;
  scenarios: ScenarioResult[];
}

/** Which rules of severity error a scenario broke that it does not leave out. */
export function brokenRules({ contract, exceptions }: Pick<ScenarioResult, 'contract' | 'exceptions'>) {
  return contract.rules.filter(
    ({ id, severity, verdict }) =>
      severity === 'error' && verdict === 'broken' && !exceptions.some(({ rule }) => rule === id),
  );
}

/** What all scenarios come to together. */
export function verdictOn(scenarios: readonly ScenarioResult[]): CertifyVerdict {
  const shouldCall = scenarios.filter(({ calls }) => calls.expected);
  if (shouldCall.length > 0 && shouldCall.every(({ calls }) => !calls.came)) return 'not_judged';
  return scenarios.every(({ isPassed }) => isPassed) ? 'passed' : 'failed';
}
