import { isMatch, type RequestMatch } from '../journal/request-match.js';
import type { JudgedRequest } from './judged-request.js';
import type { Severity } from './report.js';
import type { Limits, Rule } from './rule.js';

/** What a run of the rules changes about one of them. */
export interface RuleSettings {
  /** `off`: it is not judged, and not in the report. */
  severity?: Severity | 'off';
  /** By the names of its thresholds. */
  thresholds: Readonly<Record<string, number>>;
}

/** Requests that a rule leaves out. */
export interface RuleException {
  /** Id of the rule. */
  rule: string;
  match: RequestMatch;
  /** Why, for whoever reads the settings. */
  reason: string;
}

/** What a run of the rules changes about them. */
export interface ContractSettings {
  /** Whether only what Braze documents is judged: rules whose source is marked `doc`. */
  isDocumentedOnly: boolean;
  /** By their ids; what is left out is as usual. */
  rules: Readonly<Record<string, RuleSettings>>;
  exceptions: readonly RuleException[];
}

/** As the rules are. */
export const usualSettings: ContractSettings = { isDocumentedOnly: false, rules: {}, exceptions: [] };

/** The severity that a rule has under settings; `off` when it is not judged. */
export function severityOf(rule: Rule, settings: ContractSettings): Severity | 'off' {
  if (settings.isDocumentedOnly && rule.source.confidence !== 'doc') return 'off';
  return settings.rules[rule.id]?.severity ?? rule.severity;
}

/** The numbers that a rule goes by under settings. */
export function limitsOf(rule: Rule, settings: ContractSettings): Limits {
  const usual = Object.entries(rule.thresholds).map(([name, its]) => [name, its.usual]);
  return { ...Object.fromEntries(usual), ...settings.rules[rule.id]?.thresholds };
}

/** Whether an exception of a rule names a request. @throws EmulatorError as `isMatch`. */
export function exceptionOf(rule: Rule, settings: ContractSettings): (request: JudgedRequest) => boolean {
  const matches = settings.exceptions.filter((its) => its.rule === rule.id).map((its) => its.match);
  return ({ facts }) => matches.some((match) => isMatch(match, facts));
}
