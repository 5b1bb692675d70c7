import { writeFile } from 'node:fs/promises';
import { messageOf } from '../../domain/errors.js';
import type { Expectations } from '../../expectations/expectations.js';
import { readExpectationsFile } from '../../expectations/expectations-file.js';
import { expectsNothing, type Result, type Verification } from '../../expectations/judge.js';
import { name } from '../../platform/version.js';
import { visible, visibleLines } from '../../platform/visible.js';
import { junitText } from '../../report/junit.js';
import { type Paint, paintFor } from '../colours.js';
import { CommandError, exitCodes } from '../exit-codes.js';

// What `verify` and `exec --verify` have in common.

/**
 * Reads what is to be verified, before anything is run for it.
 *
 * @throws EmulatorError for what is wrong in the file, with its line; CommandError with code 4 when it expects nothing.
 */
export async function readVerification(file: string): Promise<Expectations> {
  const expectations = await readExpectationsFile(file);
  if (!expectsNothing(expectations)) return expectations;
  const reason = 'write cohorts, segments, requests, no_refusals or no_unknown_ids into it';
  throw new CommandError(exitCodes.nothingVerified, `${file} expects nothing; ${reason}`);
}

export interface ReportOptions {
  /** File of the expectations. */
  file: string;
  /** Printed as JSON instead of as text. */
  json?: true;
  /** File to write JUnit's XML to. */
  junit?: string;
  /** Where it is printed: on stdout, unless that is another's. */
  stream?: NodeJS.WriteStream;
}

/**
 * Prints what became of the expectations, and writes it to a file where that is wanted.
 *
 * @returns The exit code: 1 when one failed.
 * @throws CommandError when the file cannot be written.
 */
export async function reportVerification(
  verification: Verification,
  { file, json, junit, stream = process.stdout }: ReportOptions,
): Promise<number> {
  if (junit !== undefined) await writeJUnit(verification, file, junit);
  const text = json ? jsonText(verification) : readableText(verification, paintFor(stream, process.env));
  stream.write(text);
  return verification.results.every(({ passed }) => passed) ? exitCodes.fine : exitCodes.negative;
}

function jsonText({ workspace, results }: Verification): string {
  return `${visible(JSON.stringify({ workspace, ...countsOf(results), results }))}\n`;
}

function readableText({ results }: Verification, paint: Paint): string {
  const { passed, failed } = countsOf(results);
  const total = `${passed} passed, ${failed} failed`;
  return [
    ...results.map((result) => resultText(result, paint)),
    paint(failed === 0 ? 'green' : 'red', total),
    '',
  ].join('\n');
}

function resultText({ name, message }: Result, paint: Paint): string {
  if (message === null) return `${paint('green', '✓')} ${visible(name)}`;
  const lines = visibleLines(message).replace(/^(?=.)/gm, '    ');
  return `${paint('red', '✗')} ${paint('bold', visible(name))}\n${lines}`;
}

function countsOf(results: readonly Result[]): { passed: number; failed: number } {
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed };
}

async function writeJUnit({ workspace, results }: Verification, file: string, junit: string): Promise<void> {
  const cases = results.map((result) => ({
    name: result.name,
    className: `${name}.${workspace.name}`,
    failure: result.message ?? undefined,
  }));
  try {
    await writeFile(junit, junitText(`${name} verify`, [{ name: file, cases }]));
  } catch (error) {
    throw new CommandError(exitCodes.usage, `--junit: ${junit} cannot be written: ${messageOf(error)}`);
  }
}
