import type { Findings } from './findings.js';
import type { JudgedRequest } from './judged-request.js';
import type { RuleText } from './report.js';

/** A number that a rule goes by, and that settings may change. */
export interface Threshold {
  usual: number;
  /** What it is, with its unit. */
  meaning: string;
}

/** The numbers that a run of a rule goes by. */
export type Limits<Name extends string = string> = Readonly<Record<Name, number>>;

/** One run of a rule over the requests of one workspace, in the order of their arrival. It remembers only so much. */
export interface RuleRun {
  see(request: JudgedRequest): void;
  /** Says what only the end tells. */
  finish?(): void;
}

/** A rule of Braze's contract. */
export interface Rule extends RuleText {
  /** Which requests it judges, for a reader: `requests to …/cohorts/users`. */
  judges: string;
  thresholds: Readonly<Record<string, Threshold>>;
  start(findings: Findings, limits: Limits): RuleRun;
}

/** Holds a value to the shape of a rule, and knows the names of its thresholds. */
export function defineRule<Name extends string = never>(
  rule: Omit<Rule, 'thresholds' | 'start'> & {
    thresholds?: Readonly<Record<Name, Threshold>>;
    start(findings: Findings, limits: Limits<Name>): RuleRun | RuleRun['see'];
  },
): Rule {
  return {
    ...rule,
    thresholds: rule.thresholds ?? {},
    start(findings, limits) {
      const run = rule.start(findings, limits as Limits<Name>);
      return typeof run === 'function' ? { see: run } : run;
    },
  };
}
