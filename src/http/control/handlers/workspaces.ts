import { listJson } from '../../../wire/control/pages.js';
import { type workspaceEndpoints, workspaceJson } from '../../../wire/control/workspaces.js';
import { requestOrigin } from '../../request-host.js';
import type { Handlers } from '../handler.js';

/** Workspaces: made, looked at, changed, taken back to what they were made with, taken away. */
export const workspaceHandlers = {
  listWorkspaces: ({ emulator, query, c }) =>
    listJson('workspaces', emulator.listWorkspaces(query), (its) => workspaceJson(its, requestOrigin(c))),
  createWorkspace: ({ emulator, body, c }) => workspaceJson(emulator.createWorkspace(body), requestOrigin(c)),
  getWorkspace: ({ emulator, workspace, c }) =>
    workspaceJson(emulator.viewWorkspace(workspace), requestOrigin(c)),
  updateWorkspace({ emulator, workspace, body, c }) {
    const updated = emulator.updateWorkspace(workspace, body);
    return workspaceJson(emulator.viewWorkspace(updated), requestOrigin(c));
  },
  deleteWorkspace: ({ emulator, workspace }) => emulator.deleteWorkspace(workspace),
  resetWorkspace: ({ emulator, workspace, c }) =>
    workspaceJson(emulator.viewWorkspace(emulator.resetWorkspace(workspace)), requestOrigin(c)),
} satisfies Handlers<typeof workspaceEndpoints>;
