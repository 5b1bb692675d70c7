import { type Contract, isFailure, type JudgedRule } from './verification-report.js';

// What certifying a connector came to, as its JSON says it.

/** One run of the connector. */
export interface SyncReport {
  /** Of the scenario, from 1. */
  number: number;
  /** As a shell tells it: 128 + n for signal n. */
  exit_code: number;
  timed_out: boolean;
  duration_ms: number;
  /** How many requests came, those that reached no workspace too. */
  request_count: number;
  /** What was otherwise than the scenario says, a sentence each. */
  problems: string[];
  /** The end of what it printed. */
  output_tail: string;
}

/** What the members of the cohort, and its name, were at one time. */
export interface MembersReport {
  /** `after sync 2`, or `at the end`. */
  when: string;
  /** How many members there should have been; `null` when the scenario does not say. */
  expected_count: number | null;
  /** What was otherwise than the scenario says, a sentence for each person. */
  problems: string[];
}

/** A scenario that was run. */
export interface ScenarioReport {
  id: string;
  title: string;
  why: string;
  /** Of the repetitions, from 1. */
  round: number;
  passed: boolean;
  duration_ms: number;
  /** The one it was run in. */
  workspace: { id: string; name: string };
  syncs: SyncReport[];
  members: MembersReport[];
  contract: Contract;
  /** Requests that rules leave out in it, and why. */
  exceptions: { rule: string; match: object; reason: string }[];
  /** Whether the connector had to call Braze in it. */
  calls_expected: boolean;
  /** Folder with its files, when they were kept. */
  artifacts: string | null;
}

export interface CertificationReport {
  version: 1;
  /** What was run. */
  command: string[];
  /** `not_judged`: the connector never called where it should have. */
  verdict: 'passed' | 'failed' | 'not_judged';
  passed: number;
  failed: number;
  duration_ms: number;
  scenarios: ScenarioReport[];
}

/** What scenarios come to together. */
export function certificationOf(
  command: readonly string[],
  durationMs: number,
  scenarios: readonly ScenarioReport[],
): CertificationReport {
  const passed = scenarios.filter((its) => its.passed).length;
  return {
    version: 1,
    command: [...command],
    verdict: verdictOf(scenarios),
    passed,
    failed: scenarios.length - passed,
    duration_ms: Math.round(durationMs),
    scenarios: [...scenarios],
  };
}

function verdictOf(scenarios: readonly ScenarioReport[]): CertificationReport['verdict'] {
  const shouldCall = scenarios.filter((its) => its.calls_expected);
  const hasCalled = shouldCall.some(({ syncs }) => syncs.some((sync) => sync.request_count > 0));
  if (shouldCall.length > 0 && !hasCalled) return 'not_judged';
  return scenarios.every(({ passed }) => passed) ? 'passed' : 'failed';
}

/** The rules that fail a scenario. */
export function failedRules({ contract }: Pick<ScenarioReport, 'contract'>): JudgedRule[] {
  return contract.rules.filter(isFailure);
}
