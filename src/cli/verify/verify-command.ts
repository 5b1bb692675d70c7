import { judge } from '../../expectations/judge.js';
import { connect } from '../../library/connect.js';
import type { ServerOptions } from '../control-client.js';
import { type ReportOptions, readVerification, reportVerification } from './verification.js';

export interface VerifyOptions extends ServerOptions, Pick<ReportOptions, 'junit'> {
  /** Of the flag or of the environment. */
  workspace?: string;
  /** Whether it is of the flag, which goes before what the file says. */
  isWorkspaceNamed: boolean;
}

/**
 * Holds a workspace of a running server against a file of expectations.
 *
 * @returns The exit code.
 * @throws CommandError, or EmulatorError for what is wrong in the file or what keeps the server from answering.
 */
export async function verify(file: string, options: VerifyOptions): Promise<number> {
  const { url, adminToken, workspace, isWorkspaceNamed, json, junit } = options;
  const expectations = await readVerification(file);
  const emulator = connect(url, adminToken === undefined ? {} : { adminToken });
  const named = isWorkspaceNamed ? { workspace } : { usualWorkspace: workspace };
  return reportVerification(await judge(expectations, emulator, named), { file, json, junit });
}
