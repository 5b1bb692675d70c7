import { waitUntil } from '../../../background/wait-until.js';
import { assertCanStrike } from '../../../domain/fault.js';
import { type faultEndpoints, faultJson } from '../../../wire/control/faults/faults.js';
import { listJson } from '../../../wire/control/pages.js';
import type { Handlers } from '../handler.js';

/** Misbehaviour of the Braze surface, planned and taken back. */
export const faultHandlers = {
  listFaults: ({ emulator, workspace, query }) =>
    listJson('faults', emulator.listFaults(workspace, query), faultJson),
  createFault({ emulator, server, workspace, body }) {
    assertCanStrike(body, server.brazeEndpoints);
    return faultJson(emulator.createFault(workspace, body));
  },
  deleteFaults: ({ emulator, workspace }) => emulator.deleteFaults(workspace),
  getFault: ({ emulator, workspace, params }) => faultJson(emulator.getFault(workspace, params.id)),
  deleteFault: ({ emulator, workspace, params }) => emulator.deleteFault(workspace, params.id),
  async waitForHeldAnswers({ emulator, params, body, wait }) {
    const look = () => {
      // Looked up each time: the workspace or the fault may be deleted meanwhile.
      const { id } = emulator.getFault(emulator.enterWorkspace(params.ws), params.id);
      const held = emulator.heldAnswers.heldBy(id);
      return held.length === 0 ? undefined : { held };
    };
    return (await wait((signal) => waitUntil(emulator, look, body.timeout_ms, signal))) ?? { held: [] };
  },
  releaseHeldAnswers({ emulator, workspace, params }) {
    const { id } = emulator.getFault(workspace, params.id);
    return { released: emulator.heldAnswers.release(id) };
  },
} satisfies Handlers<typeof faultEndpoints>;
