import { connect } from '../../library/connect.js';
import { reportOf, type VerificationReport } from '../../report/verification-report.js';
import { CommandError, exitCodes } from '../exit-codes.js';
import { judgeRun, readJudging } from './judging.js';
import { type ReportOptions, tellReport } from './tell-report.js';

export interface VerifyOptions extends ReportOptions {
  url: string;
  adminToken?: string;
  /** Of the flag or of the environment. */
  workspace?: string;
  /** Whether it is of the flag, which goes before what the file says. */
  isWorkspaceNamed: boolean;
  rules?: string;
  /** A file of recorded traffic, in place of a running server. */
  against?: string;
  /** With `against`: what Braze held before. */
  seed?: string;
  /** Reports of other runs to make one of. */
  merge?: string[];
}

/**
 * Holds a workspace of a running server, or recorded traffic, against a file of expectations and the rules of the contract.
 *
 * @param file  Of the expectations; without one the rules alone are judged.
 * @returns The exit code.
 * @throws CommandError, or EmulatorError for what is wrong in a file or what keeps the server from answering.
 */
export async function verify(file: string | undefined, options: VerifyOptions): Promise<number> {
  assertTogether(file, options);
  return tellReport(await found(file, options), options);
}

async function found(file: string | undefined, options: VerifyOptions): Promise<VerificationReport> {
  const { merge, against, seed, rules } = options;
  if (merge !== undefined) return (await import('./merge-reports.js')).mergeReports(merge);
  const judging = await readJudging(file, rules);
  if (against !== undefined) {
    const { judgeRecording } = await import('./judge-recording.js');
    return reportOf([await judgeRecording(judging, against, seed)]);
  }
  const { url, adminToken, workspace, isWorkspaceNamed } = options;
  const emulator = connect(url, adminToken === undefined ? {} : { adminToken });
  const named = isWorkspaceNamed ? { workspace } : { usualWorkspace: workspace };
  return reportOf([await judgeRun(judging, emulator, named)]);
}

/** @throws CommandError for what cannot be asked at once. */
function assertTogether(
  file: string | undefined,
  { merge, against, seed, rules, isWorkspaceNamed }: VerifyOptions,
): void {
  const refuse = (message: string) => {
    throw new CommandError(exitCodes.usage, message);
  };
  if (merge !== undefined) {
    const other = [
      [file, 'a file of expectations'],
      [against, '--against'],
      [rules, '--rules'],
    ].find(([its]) => its !== undefined);
    if (other !== undefined) refuse(`--merge judges nothing, so ${other[1]} has no place beside it`);
  }
  if (seed !== undefined && against === undefined) {
    refuse('--seed says what Braze held before a recording; name the recording with --against');
  }
  if (against !== undefined && isWorkspaceNamed) {
    refuse('--workspace is one of a running server; with --against it is the first one of the seed');
  }
}
