import { readValueFile } from '../../files/value-file.js';
import { parseReport, reportOf, type VerificationReport } from '../../report/verification-report.js';

/**
 * Makes one report of those that other runs of `verify` or `exec` wrote with `--json`.
 *
 * @throws EmulatorError for what is wrong in a file, with its line.
 */
export async function mergeReports(files: readonly string[]): Promise<VerificationReport> {
  const kind = { name: 'report', whole: 'the report', parse: parseReport };
  const reports = await Promise.all(files.map(async (file) => (await readValueFile(file, kind)).value));
  return reportOf(reports.flatMap(({ runs }) => runs));
}
