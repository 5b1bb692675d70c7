import { type JUnitCase, type JUnitSuite, junitText } from './junit.js';
import {
  brokenOfJudged,
  isFailure,
  type JudgedRule,
  type RunReport,
  type VerificationReport,
} from './verification-report.js';

const product = 'braze-cohort-emulator';

/** A report as JUnit's XML: a suite for the expectations of each run, and one for its rules. */
export function verificationJUnit({ runs }: VerificationReport): string {
  return junitText(`${product} verify`, runs.flatMap(suitesOf));
}

function suitesOf({ source, workspace, results, contract }: RunReport): JUnitSuite[] {
  const className = `${product}.${workspace.name}`;
  const suites: JUnitSuite[] = [];
  if (results.length > 0) {
    const cases = results.map(({ name, message }) => ({ name, className, failure: message ?? undefined }));
    suites.push({ name: source ?? workspace.name, cases });
  }
  if (contract !== null) {
    suites.push({
      name: `contract of ${workspace.name}`,
      cases: contract.rules.map((rule) => ruleCase(rule, `${className}.contract`)),
    });
  }
  return suites;
}

/** A rule as a test: failed when it fails the run, skipped when nothing was judged; a warning is its output. */
export function ruleCase(rule: JudgedRule, className: string): JUnitCase {
  const its: JUnitCase = { name: `${rule.id}: ${rule.title}`, className };
  if (rule.verdict === 'not_judged') return { ...its, skipped: 'No request gave it anything to judge' };
  if (rule.verdict === 'passed') return its;
  const told = breachText(rule);
  return isFailure(rule) ? { ...its, failure: told } : { ...its, output: `${rule.severity}: ${told}` };
}

function breachText(rule: JudgedRule): string {
  const { title, breaches, why, fix } = rule;
  return [
    `${title}: broken by ${brokenOfJudged(rule)}`,
    ...breaches.flatMap(({ request, message, curl }) => [`${request}: ${message}`, `  ${curl}`]),
    `Why: ${why}`,
    `Fix: ${fix}`,
  ].join('\n');
}
