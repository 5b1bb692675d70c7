import { contractReport } from '../../../background/contract-report.js';
import { type ContractSettings, usualSettings } from '../../../domain/contract/settings.js';
import type { Contract } from '../../../report/verification-report.js';
import { type contractEndpoints, contractJson } from '../../../wire/control/contract.js';
import type { ControlRequest, Handlers } from '../handler.js';

type ContractRequest = ControlRequest<(typeof contractEndpoints)['getContractReport' | 'judgeContract']>;

/** How a connector kept to Braze's contract. */
export const contractHandlers = {
  getContractReport: (request) => judged(request, usualSettings),
  judgeContract: (request) => judged(request, request.body),
} satisfies Handlers<typeof contractEndpoints>;

function judged(
  { emulator, workspace, query: { format = 'json' }, inPieces }: Omit<ContractRequest, 'body'>,
  settings: ContractSettings,
) {
  const pieces = contractReport(emulator, workspace.id, settings);
  const contract = inPieces(pieces, (report) => contractJson(workspace, report));
  return format === 'json' ? contract : inForm(contract, format);
}

/** What writes the other forms is loaded when it is first needed. */
async function inForm(contract: Contract | Promise<Contract>, format: 'junit' | 'html'): Promise<Response> {
  const its = await contract;
  const { reportOf } = await import('../../../report/verification-report.js');
  const report = reportOf([{ source: null, workspace: its.workspace, results: [], contract: its }]);
  if (format === 'junit') {
    const { verificationJUnit } = await import('../../../report/verification-junit.js');
    return written(verificationJUnit(report), 'application/xml');
  }
  const { verificationPage } = await import('../../../report/html/verification-page.js');
  return written(verificationPage(report), 'text/html');
}

function written(text: string, mediaType: string): Response {
  return new Response(text, {
    headers: { 'content-type': `${mediaType}; charset=utf-8`, 'x-content-type-options': 'nosniff' },
  });
}
