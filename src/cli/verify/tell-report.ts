import { readFile, writeFile } from 'node:fs/promises';
import { messageOf } from '../../domain/errors.js';
import { visible, visibleValue } from '../../platform/visible.js';
import {
  isFailure,
  mergedRules,
  parseReport,
  type VerificationReport,
} from '../../report/verification-report.js';
import { paintFor } from '../colours.js';
import { CommandError, exitCodes } from '../exit-codes.js';

/** Where a report goes. */
export interface ReportOptions {
  /** `true`: printed as JSON instead of as text. A name: written there, beside the text. */
  json?: true | string;
  junit?: string;
  html?: string;
}

/**
 * Prints a report, and writes it to files where that is wanted.
 *
 * @param stream  Where it is printed: on stdout, unless that is another's.
 * @returns The exit code: 1 when something failed, 4 when nothing was judged.
 * @throws CommandError when a file cannot be written.
 */
export async function tellReport(
  report: VerificationReport,
  { json, junit, html }: ReportOptions,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stdout,
): Promise<number> {
  if (typeof json === 'string') await writeJson(json, report);
  if (junit !== undefined) {
    const { verificationJUnit } = await import('../../report/verification-junit.js');
    await write('--junit', junit, verificationJUnit(report));
  }
  if (html !== undefined) {
    const { verificationPage } = await import('../../report/html/verification-page.js');
    await write('--html', html, verificationPage(report));
  }
  stream.write(json === true ? `${visible(JSON.stringify(report))}\n` : await textOf(report, stream));
  if (process.env.GITHUB_ACTIONS === 'true') annotate(report);
  return { passed: exitCodes.fine, failed: exitCodes.negative, not_judged: exitCodes.nothingVerified }[
    report.verdict
  ];
}

async function textOf(report: VerificationReport, stream: { isTTY: boolean }): Promise<string> {
  const { verificationText } = await import('../../report/verification-text.js');
  return verificationText(visibleValue(report), paintFor(stream, process.env));
}

/** `verify --json e.yaml` must not write a report over expectations: what is there already has to be a report. */
async function writeJson(file: string, report: VerificationReport): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before !== '' && !isReport(before)) {
    const hint = 'to print JSON, put --json after the file of expectations';
    throw new CommandError(
      exitCodes.usage,
      `--json: ${file} is there already and is no report of verify; ${hint}`,
    );
  }
  await write('--json', file, `${JSON.stringify(report, null, 2)}\n`);
}

function isReport(text: string): boolean {
  try {
    return 'value' in parseReport(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Writes a file that an option names. @throws CommandError */
export async function write(option: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CommandError(exitCodes.usage, `${option}: ${file} cannot be written: ${messageOf(error)}`);
  }
}

/** What failed, as GitHub shows it beside the run. https://docs.github.com/actions/reference/workflow-commands */
function annotate({ runs }: VerificationReport): void {
  const lines = [
    ...runs.flatMap(({ results }) =>
      results.flatMap(({ name, message }) => (message === null ? [] : [annotation('error', name, message)])),
    ),
    ...mergedRules(runs)
      .filter(({ verdict }) => verdict === 'broken')
      .map((rule) => {
        const { id, title, breaches, fix } = rule;
        const text = [title, ...breaches.slice(0, 3).map(({ message }) => message), fix].join('\n');
        return annotation(isFailure(rule) ? 'error' : 'warning', id, text);
      }),
  ];
  // GitHub reads both streams; stdout may be JSON.
  for (const line of lines) process.stderr.write(`${line}\n`);
}

function annotation(kind: 'error' | 'warning', title: string, message: string): string {
  const escaped = (text: string) =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${kind} title=${visible(property)}::${visible(escaped(message))}`;
}
