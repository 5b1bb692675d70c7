import { contractReport } from '../../../background/contract-report.js';
import { usualSettings } from '../../../domain/contract/settings.js';
import { type contractEndpoints, contractJson } from '../../../wire/control/contract.js';
import type { Handlers } from '../handler.js';

/** How a connector kept to Braze's contract. */
export const contractHandlers = {
  getContractReport({ emulator, workspace, inPieces }) {
    const pieces = contractReport(emulator, workspace.id, usualSettings);
    return inPieces(pieces, (report) => contractJson(workspace, report));
  },
  judgeContract({ emulator, workspace, body, inPieces }) {
    const pieces = contractReport(emulator, workspace.id, body);
    return inPieces(pieces, (report) => contractJson(workspace, report));
  },
} satisfies Handlers<typeof contractEndpoints>;
