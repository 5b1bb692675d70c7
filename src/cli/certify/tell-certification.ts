import { visible, visibleValue } from '../../platform/visible.js';
import type { CertificationReport } from '../../report/certification-report.js';
import { paintFor } from '../colours.js';
import { exitCodes } from '../exit-codes.js';
import { type ReportOptions, write } from '../verify/tell-report.js';

/**
 * Prints what certifying came to, and writes it to files where that is wanted.
 *
 * @returns The exit code: 1 when a scenario failed, 4 when the connector never called.
 * @throws CommandError when a file cannot be written.
 */
export async function tellCertification(
  report: CertificationReport,
  { json, junit, html }: ReportOptions,
): Promise<number> {
  if (typeof json === 'string') await write('--json', json, `${JSON.stringify(report, null, 2)}\n`);
  if (junit !== undefined) {
    const { certificationJUnit } = await import('../../report/certification-junit.js');
    await write('--junit', junit, certificationJUnit(report));
  }
  if (html !== undefined) {
    const { certificationPage } = await import('../../report/html/certification-page.js');
    await write('--html', html, certificationPage(report));
  }
  if (html !== undefined) {
    const { certificationPage } = await import('../../report/html/certification-page.js');
    await write('--html', html, certificationPage(report));
  }
  process.stdout.write(json === true ? `${visible(JSON.stringify(report))}\n` : await textOf(report));
  const codes = { passed: exitCodes.fine, failed: exitCodes.negative, not_judged: exitCodes.nothingVerified };
  return codes[report.verdict];
}

async function textOf(report: CertificationReport): Promise<string> {
  const { certificationText } = await import('../../report/certification-text.js');
  return certificationText(visibleValue(report), paintFor(process.stdout, process.env));
}
