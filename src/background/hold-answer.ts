import { isRefusal } from '../domain/errors.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import type { Emulator } from '../emulator.js';
import { waitUntil } from './wait-until.js';

/** Longer than anybody waits; Node's timers know no more. */
const holdMsMax = 2 ** 31 - 1;

/** Holds the answer of a request until it is let go, its fault is deleted, or the client has gone. */
export async function holdAnswer(
  emulator: Emulator,
  workspace: Workspace,
  faultId: string,
  requestId: string,
  signal: AbortSignal,
): Promise<void> {
  const { heldAnswers } = emulator;
  const look = () => {
    const isOver = !heldAnswers.isHeld(faultId, requestId) || !isThere(emulator, workspace, faultId);
    return isOver ? {} : undefined;
  };
  heldAnswers.add(faultId, requestId);
  try {
    await waitUntil(emulator, look, holdMsMax, signal);
  } finally {
    heldAnswers.remove(faultId, requestId);
  }
}

function isThere(emulator: Emulator, workspace: Workspace, faultId: string): boolean {
  try {
    // Looked up each time: a reset or a restore makes another one of the same id.
    emulator.getFault(emulator.enterWorkspace(workspace.id), faultId);
    return true;
  } catch (error) {
    if (isRefusal(error, 'fault_not_found') || isRefusal(error, 'workspace_not_found')) return false;
    throw error;
  }
}
