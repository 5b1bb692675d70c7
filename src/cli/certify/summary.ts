import { stripVTControlCharacters } from 'node:util';
import type { CertifyResult, ScenarioResult } from '../../certify/result.js';
import { brokenRules } from '../../certify/result.js';
import { visible, visibleLines } from '../../platform/visible.js';
import type { Paint } from '../colours.js';

/** How many lines of the output of a sync that went wrong are shown: the last ones. */
const outputLinesMax = 12;
/** How many breaches of a rule are shown for each scenario. */
const breachesMax = 3;

/** A line for a scenario that is over, and what went wrong in it. */
export function progressText(result: ScenarioResult, done: number, total: number, paint: Paint): string {
  const mark = result.isPassed ? paint('green', '✓') : paint('red', '✗');
  const round = result.round === 1 ? '' : ` (round ${result.round})`;
  const head = `${mark} ${done}/${total} ${result.id}${round} ${(result.durationMs / 1000).toFixed(1)} s`;
  if (result.isPassed) return `${head}\n`;
  return `${[head, ...problemLines(result).map((line) => (line === '' ? '' : `    ${line}`))].join('\n')}\n`;
}

/** Everything that failed a scenario, in lines. */
export function problemLines(result: ScenarioResult): string[] {
  const lines: string[] = [];
  for (const { number, problems, outputTail } of result.syncs) {
    if (problems.length === 0) continue;
    lines.push(...problems.map(visible));
    const printed = outputTail.trimEnd().split('\n').slice(-outputLinesMax);
    if (outputTail.trim() === '') lines.push(`  Sync ${number} printed nothing`);
    else
      lines.push(
        `  The end of what sync ${number} printed:`,
        ...printed.map((line) => `  | ${visible(line)}`),
      );
  }
  for (const { when, problems } of result.members)
    lines.push(...problems.map((its) => visible(`${its} (${when})`)));
  for (const { id, title, fix, breaches, brokenCount } of brokenRules(result)) {
    lines.push(`Rule ${id} was broken by ${brokenCount} of the requests: ${title}`);
    for (const { message, request } of breaches.slice(0, breachesMax))
      lines.push(visible(`  ${message} (${request})`));
    lines.push(`  ${fix}`);
  }
  if (result.artifacts !== null) lines.push(`Its files are in ${visible(result.artifacts)}`);
  return lines;
}

/** A table of the scenarios, one of the rules that were broken, and the verdict. */
export function summaryText(result: CertifyResult, paint: Paint): string {
  const rows = result.scenarios.map((its) => [
    its.isPassed ? paint('green', 'passed') : paint('red', 'failed'),
    its.id,
    `${its.syncs.length} ${its.syncs.length === 1 ? 'sync' : 'syncs'}`,
    `${its.syncs.reduce((sum, { callCount }) => sum + callCount, 0)} requests`,
    its.isPassed ? its.title : visible(problemLines(its)[0] ?? ''),
  ]);
  const lines = table(rows);
  const rules = ruleRows(result, paint);
  if (rules.length > 0) lines.push('', ...table(rules));
  lines.push('', verdictText(result, paint));
  return `${visibleLines(lines.join('\n'))}\n`;
}

function ruleRows({ scenarios }: CertifyResult, paint: Paint): string[][] {
  const byRule = new Map<string, { severity: string; title: string; scenarios: string[] }>();
  for (const { id, contract } of scenarios) {
    for (const rule of contract.rules.filter(({ verdict }) => verdict === 'broken')) {
      const its = byRule.get(rule.id) ?? { severity: rule.severity, title: rule.title, scenarios: [] };
      byRule.set(rule.id, { ...its, scenarios: [...new Set([...its.scenarios, id])] });
    }
  }
  return [...byRule].map(([id, { severity, title, scenarios: ids }]) => [
    severity === 'error' ? paint('red', severity) : severity,
    id,
    `in ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}`,
    title,
  ]);
}

function verdictText({ verdict, scenarios, durationMs }: CertifyResult, paint: Paint): string {
  const failed = scenarios.filter(({ isPassed }) => !isPassed).length;
  const counts = `${scenarios.length - failed} passed, ${failed} failed in ${(durationMs / 1000).toFixed(1)} s`;
  if (verdict === 'passed') return paint('green', counts);
  if (verdict === 'failed') return paint('red', counts);
  return paint(
    'red',
    `${counts}. The connector never called Braze in any scenario, so nothing is judged: does it use $BRAZE_REST_ENDPOINT? --intercept takes calls to https://rest.*.braze.com`,
  );
}

/** Columns as wide as their widest cell; colours take no room. */
function table(rows: readonly string[][]): string[] {
  const widthOf = (cell: string) => stripVTControlCharacters(cell).length;
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
