import type { ContractSettings } from '../../client/api.js';
import type { Mode } from '../../client/call.js';
import type { Expectations } from '../../expectations/expectations.js';
import { readExpectationsFile } from '../../expectations/expectations-file.js';
import { expectsNothing, type JudgeOptions, judge } from '../../expectations/judge.js';
import { readRulesFile } from '../../expectations/rules-file.js';
import type { EmulatorHandle } from '../../library/emulator.js';
import type { RunReport } from '../../report/verification-report.js';
import { CommandError, exitCodes } from '../exit-codes.js';

/** What a workspace is held against. */
export interface Judging {
  /** The file of expectations; `undefined` when rules alone are judged. */
  file?: string;
  expectations: Expectations;
  /** How the rules are judged; `undefined`: not at all. */
  rules?: ContractSettings;
}

/**
 * Reads what is to be judged, before anything is run for it.
 *
 * @param file  Of the expectations; without one the rules alone are judged.
 * @param rules  A file, or `documented`.
 * @throws EmulatorError for what is wrong in a file, with its line; CommandError with code 4 when nothing is to be judged.
 */
export async function readJudging(file: string | undefined, rules: string | undefined): Promise<Judging> {
  const expectations = file === undefined ? { version: 1 as const } : await readExpectationsFile(file);
  if (expectations.contract !== false) {
    const settings = rules === undefined ? { version: 1 as const } : await readRulesFile(rules);
    return { file, expectations, rules: settings };
  }
  if (rules !== undefined) {
    throw new CommandError(exitCodes.usage, `--rules: ${file} leaves the rules out, by contract: false`);
  }
  if (!expectsNothing(expectations)) return { file, expectations };
  const reason =
    'write cohorts, segments, requests, no_refusals or no_unknown_ids into it, or contract: true';
  throw new CommandError(exitCodes.nothingVerified, `${file} expects nothing; ${reason}`);
}

/** Judges a workspace. @throws EmulatorError as `judge`. */
export async function judgeRun<M extends Mode | 'either'>(
  { file, expectations, rules }: Judging,
  emulator: EmulatorHandle<M>,
  options: JudgeOptions,
): Promise<RunReport> {
  const { workspace, results } = await judge(expectations, emulator, options);
  const shop = await (emulator as unknown as EmulatorHandle<'either'>).workspace(workspace.id);
  const contract = rules === undefined ? null : await shop.contract(rules);
  return { source: file ?? null, workspace, results, contract };
}
