// What judging a connector's requests by the rules of Braze's contract comes to.

/** `error`: Braze refuses it, or the wrong people end in the cohort. `warning`: it goes wrong on a bad day. `info`: advice. */
export type Severity = 'error' | 'warning' | 'info';

/** Where a statement about Braze comes from, and how far it can be trusted. */
export interface Source {
  /** A page of Braze's documentation, as `partners/isv_partners/cohort_import`, or a client. */
  page: string;
  confidence: 'doc' | 'client' | 'inferred';
}

/** What a rule says, and why. */
export interface RuleText {
  /** E.g. `names_before_filling`. */
  id: string;
  /** The rule in one line: `Names a cohort before filling it`. */
  title: string;
  severity: Severity;
  source: Source;
  /** Two sentences. */
  why: string;
  /** What to do about it. */
  fix: string;
}

/** One request that broke a rule. */
export interface Breach {
  /** Id of the request. */
  request: string;
  /** What was wrong with it, in one sentence. */
  message: string;
  /** A line for a shell that sends it once more; keys are named as environment variables. */
  curl: string;
}

/** `not_judged`: no request gave it anything to judge, which is not the same as passed. */
export type RuleVerdict = 'passed' | 'broken' | 'not_judged';

/** What a rule saw. */
export interface RuleResult extends RuleText {
  verdict: RuleVerdict;
  /** How many requests it judged. */
  judgedCount: number;
  /** The worst case it saw, e.g. `980 of 1,000 identifiers`; `null` when it has no worst. */
  worst: string | null;
  /** How many requests broke it; the first of them are in `breaches`. */
  brokenCount: number;
  breaches: Breach[];
}

/** How many breaches of a rule are told one by one. */
export const toldBreachesMax = 20;

/** What all rules saw in the requests of one workspace. */
export interface ContractReport {
  requestCount: number;
  /** `broken` when a rule of severity error was broken; `not_judged` when no rule had anything to judge. */
  verdict: RuleVerdict;
  rules: RuleResult[];
}

/** What the results of rules come to together. */
export function verdictOf(rules: readonly RuleResult[]): RuleVerdict {
  if (rules.some(({ severity, verdict }) => severity === 'error' && verdict === 'broken')) return 'broken';
  return rules.every(({ verdict }) => verdict === 'not_judged') ? 'not_judged' : 'passed';
}
