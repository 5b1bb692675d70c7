import { z } from 'zod';
import { type RuleVerdict, type Severity, toldBreachesMax } from '../domain/contract/report.js';
import { contractAnswer } from '../wire/control/contract.js';
import { type Problem, parseAs } from '../wire/control/read.js';
import { lazySchema, type Wire } from '../wire/endpoint.js';

// What `verify` found, as its JSON says it. Reports of parallel runs are read again and made one.

const resultShape = z.strictObject({
  name: z.string(),
  passed: z.boolean(),
  message: z.string().nullable(),
});

const runShape = lazySchema(() =>
  z.strictObject({
    /** File of expectations, or of a recording; `null` when rules alone were judged. */
    source: z.string().nullable(),
    workspace: z.strictObject({ id: z.string(), name: z.string() }),
    results: z.array(resultShape),
    contract: contractAnswer().nullable(),
  }),
);

const reportShape = lazySchema(() =>
  z.strictObject({
    version: z.literal(1),
    verdict: z.enum(['passed', 'failed', 'not_judged']),
    passed: z.int(),
    failed: z.int(),
    runs: z.array(runShape()),
  }),
);

/** How a connector kept to the contract in one workspace. */
export type Contract = Wire<typeof contractAnswer>;
export type JudgedRule = Contract['rules'][number];

/** What was found in one workspace. */
export type RunReport = Wire<typeof runShape>;

/** What was found in one run, or in several that were merged. */
export type VerificationReport = Wire<typeof reportShape>;

/** Reads the JSON of a report, and says everything that is wrong in it. */
export function parseReport(value: unknown): { value: VerificationReport } | { problems: Problem[] } {
  return parseAs(reportShape(), value);
}

/** `passed` and `failed` count expectations, and rules of severity error; other rules never fail a run. */
export function reportOf(runs: readonly RunReport[]): VerificationReport {
  const counts = runs.map(countsOf);
  const passed = counts.reduce((sum, its) => sum + its.passed, 0);
  const failed = counts.reduce((sum, its) => sum + its.failed, 0);
  const verdict = failed > 0 ? 'failed' : passed > 0 ? 'passed' : 'not_judged';
  return { version: 1, verdict, passed, failed, runs: [...runs] };
}

function countsOf({ results, contract }: RunReport): { passed: number; failed: number } {
  const rules = (contract?.rules ?? []).filter(({ verdict }) => verdict !== 'not_judged');
  const broken = rules.filter(isFailure).length;
  const passed = results.filter((result) => result.passed).length;
  return { passed: passed + rules.length - broken, failed: results.length - passed + broken };
}

/** Whether a rule fails the run it was broken in. */
export function isFailure({ severity, verdict }: Pick<JudgedRule, 'severity' | 'verdict'>): boolean {
  return severity === 'error' && verdict === 'broken';
}

/** A rule over all runs of a report, with the workspace of each breach. */
export interface MergedRule extends Omit<JudgedRule, 'breaches'> {
  breaches: (JudgedRule['breaches'][number] & { workspace: string })[];
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];
const verdicts: readonly RuleVerdict[] = ['broken', 'passed', 'not_judged'];

/** The rules of all runs, each once: what needs attention first. */
export function mergedRules(runs: readonly Pick<RunReport, 'workspace' | 'contract'>[]): MergedRule[] {
  const merged = new Map<string, MergedRule>();
  for (const { workspace, contract } of runs) {
    for (const rule of contract?.rules ?? []) {
      const breaches = rule.breaches.map((breach) => ({ ...breach, workspace: workspace.name }));
      const before = merged.get(rule.id);
      merged.set(rule.id, before === undefined ? { ...rule, breaches } : together(before, rule, breaches));
    }
  }
  return [...merged.values()].sort(
    (one, other) =>
      verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
      severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
}

function together(one: MergedRule, other: JudgedRule, breaches: MergedRule['breaches']): MergedRule {
  const worse = verdicts.indexOf(other.verdict) < verdicts.indexOf(one.verdict) ? other : one;
  return {
    ...one,
    severity: severities[Math.min(severities.indexOf(one.severity), severities.indexOf(other.severity))]!,
    verdict: worse.verdict,
    judged_count: one.judged_count + other.judged_count,
    worst: worse.worst ?? one.worst ?? other.worst,
    broken_count: one.broken_count + other.broken_count,
    breaches: [...one.breaches, ...breaches].slice(0, toldBreachesMax),
  };
}

/** E.g. `2 of 5 requests`. */
export function brokenOfJudged({
  broken_count,
  judged_count,
}: Pick<JudgedRule, 'broken_count' | 'judged_count'>): string {
  const judged = judged_count.toLocaleString('en');
  return `${broken_count.toLocaleString('en')} of ${judged} ${judged_count === 1 ? 'request' : 'requests'}`;
}
