import { assertAllCanStrike } from '../../../domain/fault.js';
import { listJson } from '../../../wire/control/pages.js';
import {
  listedWorkspaceJson,
  type workspaceEndpoints,
  workspaceJson,
} from '../../../wire/control/workspaces.js';
import type { Handlers } from '../handler.js';

/** Workspaces: made, looked at, changed, taken back to what they were made with, taken away. */
export const workspaceHandlers = {
  listWorkspaces: ({ emulator, query: { page, selection }, origin }) =>
    listJson('workspaces', emulator.listWorkspaces(page, selection), (its) =>
      listedWorkspaceJson(its, origin),
    ),
  createWorkspace({ emulator, server, body, origin }) {
    assertAllCanStrike(body.faults ?? [], server.brazeEndpoints, 'faults');
    return workspaceJson(emulator.createWorkspace(body), origin);
  },
  getWorkspace: ({ emulator, workspace, origin }) => workspaceJson(emulator.viewWorkspace(workspace), origin),
  countWorkspace: ({ emulator, workspace }) => emulator.countWorkspace(workspace),
  updateWorkspace({ emulator, workspace, body, origin }) {
    const updated = emulator.updateWorkspace(workspace, body);
    return workspaceJson(emulator.viewWorkspace(updated), origin);
  },
  deleteWorkspace: ({ emulator, workspace }) => emulator.deleteWorkspace(workspace),
  resetWorkspace: ({ emulator, workspace, origin }) =>
    workspaceJson(emulator.viewWorkspace(emulator.resetWorkspace(workspace)), origin),
} satisfies Handlers<typeof workspaceEndpoints>;
