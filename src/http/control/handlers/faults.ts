import { assertCanMatch, assertHasParts } from '../../../domain/fault.js';
import { type faultEndpoints, faultJson } from '../../../wire/control/faults/faults.js';
import { listJson } from '../../../wire/control/pages.js';
import type { Handlers } from '../handler.js';

/** Misbehaviour of the Braze surface, planned and taken back. */
export const faultHandlers = {
  listFaults: ({ emulator, workspace, query }) =>
    listJson('faults', emulator.listFaults(workspace, query), faultJson),
  createFault({ emulator, server, workspace, body }) {
    assertCanMatch(body.match, server.brazeEndpoints);
    assertHasParts(body);
    return faultJson(emulator.createFault(workspace, body));
  },
  deleteFaults: ({ emulator, workspace }) => emulator.deleteFaults(workspace),
  getFault: ({ emulator, workspace, params }) => faultJson(emulator.getFault(workspace, params.id)),
  deleteFault: ({ emulator, workspace, params }) => emulator.deleteFault(workspace, params.id),
} satisfies Handlers<typeof faultEndpoints>;
