import { type CertificationReport, failedRules, type ScenarioReport } from './certification-report.js';
import { mergedRules } from './verification-report.js';
import type { Shading } from './verification-text.js';

/** How many lines of the output of a sync that went wrong are shown: the last ones. */
const outputLinesMax = 12;
/** How many breaches of a rule are shown. */
const breachesMax = 3;

/** Everything that failed a scenario, in lines. */
export function problemLines({ syncs, members, artifacts, ...scenario }: ScenarioReport): string[] {
  const lines: string[] = [];
  for (const sync of syncs.filter(({ problems }) => problems.length > 0)) {
    lines.push(...sync.problems, ...outputLines(sync));
  }
  for (const { when, problems } of members) lines.push(...problems.map((its) => `${its} (${when})`));
  for (const { id, title, fix, breaches, broken_count } of failedRules(scenario)) {
    const requests = broken_count === 1 ? '1 request broke' : `${broken_count} requests broke`;
    lines.push(`${requests} rule ${id}: ${title}`);
    for (const { message, request } of breaches.slice(0, breachesMax))
      lines.push(`  ${message} (${request})`);
    lines.push(`  ${fix}`);
  }
  if (artifacts !== null) lines.push(`Its files are in ${artifacts}`);
  return lines;
}

function outputLines({ number, output_tail }: ScenarioReport['syncs'][number]): string[] {
  if (output_tail.trim() === '') return [`  Sync ${number} printed nothing`];
  const printed = output_tail.trimEnd().split('\n').slice(-outputLinesMax);
  return [`  The end of what sync ${number} printed:`, ...printed.map((line) => `  | ${line}`)];
}

/** A table of the scenarios, one of the rules that were broken, and the verdict. */
export function certificationText(report: CertificationReport, shade: Shading): string {
  const scenarios = report.scenarios.map((its) => [
    its.passed ? shade('green', 'passed') : shade('red', 'failed'),
    its.id,
    counted(its.syncs.length, 'sync'),
    counted(
      its.syncs.reduce((sum, { request_count }) => sum + request_count, 0),
      'request',
    ),
    its.passed ? its.title : (problemLines(its)[0] ?? ''),
  ]);
  const rules = mergedRules(report.scenarios)
    .filter(({ verdict }) => verdict === 'broken')
    .map(({ id, severity, title }) => [
      severity === 'error' ? shade('red', severity) : severity,
      id,
      `in ${brokenIn(report, id)}`,
      title,
    ]);
  const lines = [...table(scenarios), '', ...table(rules), ...(rules.length > 0 ? [''] : [])];
  return `${[...lines, verdictText(report, shade)].join('\n')}\n`;
}

function brokenIn({ scenarios }: CertificationReport, rule: string): string {
  const ids = scenarios
    .filter(({ contract }) => contract.rules.some(({ id, verdict }) => id === rule && verdict === 'broken'))
    .map(({ id }) => id);
  const [first, ...others] = new Set(ids);
  return others.length === 0 ? `${first}` : `${first} and ${counted(others.length, 'other')}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function verdictText({ verdict, passed, failed, duration_ms }: CertificationReport, shade: Shading): string {
  const counts = `${passed} passed, ${failed} failed in ${(duration_ms / 1000).toFixed(1)} s`;
  if (verdict !== 'not_judged') return shade(verdict === 'passed' ? 'green' : 'red', counts);
  return shade('red', `${counts}. The connector never called Braze, so nothing is judged`);
}

/** Columns as wide as their widest cell; colours take no room. */
function table(rows: readonly string[][]): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  const widthOf = (cell: string) => cell.replaceAll(/\x1b\[\d+m/g, '').length;
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
