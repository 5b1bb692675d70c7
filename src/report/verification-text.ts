import {
  brokenOfJudged,
  type MergedRule,
  mergedRules,
  type VerificationReport,
} from './verification-report.js';

/** How a piece of the text is shown on a terminal. */
export type Shade = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
export type Shading = (shade: Shade, text: string) => string;

/** Breaches of a rule that are shown; the JSON has more. */
const shownBreachesMax = 3;

/** A report for people: each expectation, each rule that needs attention, and the total at its end. */
export function verificationText(report: VerificationReport, shade: Shading): string {
  const { runs, passed, failed } = report;
  const results = runs.flatMap((run) =>
    run.results.map((result) => ({
      ...result,
      name: runs.length === 1 ? result.name : `${run.workspace.name}: ${result.name}`,
    })),
  );
  const rules = mergedRules(runs);
  const total = `${passed} passed, ${failed} failed`;
  return [
    ...results.map(({ name, message }) => resultText(name, message, shade)),
    ...rules.filter(({ verdict }) => verdict === 'broken').map((rule) => ruleText(rule, shade)),
    ...summaryOf(rules, shade),
    shade(failed === 0 ? 'green' : 'red', total),
    '',
  ].join('\n');
}

function resultText(name: string, message: string | null, shade: Shading): string {
  if (message === null) return `${shade('green', '✓')} ${name}`;
  return `${shade('red', '✗')} ${shade('bold', name)}\n${indented(message)}`;
}

/** A rule that was broken: what it saw, why it matters, what to do. */
export function ruleText(rule: MergedRule, shade: Shading): string {
  const { id, title, severity, source, breaches, broken_count, worst } = rule;
  const sign = severity === 'error' ? shade('red', '✗') : shade('yellow', '!');
  const rest = broken_count - Math.min(breaches.length, shownBreachesMax);
  const lines = [
    `${brokenOfJudged(rule)}${worst === null ? '' : `; worst: ${worst}`}`,
    ...breaches
      .slice(0, shownBreachesMax)
      .flatMap(({ request, message, curl }) => [`${request}: ${message}`, shade('dim', `  ${curl}`)]),
    ...(rest > 0 ? [`… and ${rest} more; --json has them`] : []),
    `Why: ${rule.why}`,
    `Fix: ${rule.fix}`,
  ];
  const head = `${sign} ${shade('bold', title)} ${shade('dim', `(${severity}: ${id}; ${source.page} [${source.confidence}])`)}`;
  return `${head}\n${indented(lines.join('\n'))}`;
}

/** What was kept, and what nothing was there to judge by, in a line each. */
function summaryOf(rules: readonly MergedRule[], shade: Shading): string[] {
  if (rules.length === 0) return [];
  const count = (verdict: MergedRule['verdict'], isCounted: (rule: MergedRule) => boolean = () => true) =>
    rules.filter((rule) => rule.verdict === verdict && isCounted(rule)).length;
  const parts = [
    `${count('passed')} kept`,
    `${count('broken', ({ severity }) => severity === 'error')} broken`,
    `${count('broken', ({ severity }) => severity !== 'error')} with a warning`,
    `${count('not_judged')} not judged`,
  ];
  const unjudged = rules.filter(({ verdict }) => verdict === 'not_judged').map(({ id }) => id);
  return [
    `Rules of the contract: ${parts.join(', ')}`,
    ...(unjudged.length === 0
      ? []
      : [shade('dim', `No request was there to judge by: ${unjudged.join(', ')}`)]),
  ];
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
