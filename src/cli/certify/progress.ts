import { visible } from '../../platform/visible.js';
import type { ScenarioReport } from '../../report/certification-report.js';
import { problemLines } from '../../report/certification-text.js';
import type { Paint } from '../colours.js';

/** A line for a scenario that is over, and what went wrong in it. */
export function progressText(report: ScenarioReport, done: number, total: number, paint: Paint): string {
  const mark = report.passed ? paint('green', '✓') : paint('red', '✗');
  const round = report.round === 1 ? '' : ` (round ${report.round})`;
  const head = `${mark} ${done}/${total} ${report.id}${round} ${(report.duration_ms / 1000).toFixed(1)} s`;
  const problems = report.passed ? [] : problemLines(report).map((line) => `    ${visible(line)}`);
  return `${[head, ...problems].join('\n')}\n`;
}
