import { type Context, Hono } from 'hono';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { nothingInput, numberPageQuery, workspaceChanges } from '../../../wire/control/read.js';
import { listJson, workspaceJson } from '../../../wire/control/views.js';
import { workspaceInput } from '../../../wire/control/workspaces.js';
import { requestOrigin } from '../../request-host.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** Workspaces: made, looked at, changed, taken back to what they were made with, taken away. */
export function workspaceRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  const show = (c: Context, workspace: Workspace) =>
    workspaceJson(emulator.viewWorkspace(workspace), requestOrigin(c));
  addResource(app, '/workspaces', {
    GET: (c) => {
      const page = emulator.listWorkspaces(readQueryAs(c, numberPageQuery));
      return c.json(listJson('workspaces', page, (workspace) => workspaceJson(workspace, requestOrigin(c))));
    },
    POST: async (c) => {
      const input = await readJsonAs(c, workspaceInput);
      return c.json(workspaceJson(emulator.createWorkspace(input), requestOrigin(c)), 201);
    },
  });
  addResource(app, '/workspaces/:ws', {
    GET: (c) => c.json(show(c, emulator.getWorkspace(c.req.param('ws')))),
    PATCH: async (c) => {
      const changes = await readJsonAs(c, workspaceChanges);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(show(c, emulator.updateWorkspace(workspace, changes)));
    },
    DELETE: (c) => {
      emulator.deleteWorkspace(emulator.getWorkspace(c.req.param('ws')));
      return c.body(null, 204);
    },
  });
  addResource(app, '/workspaces/:ws/reset', {
    POST: async (c) => {
      await readJsonAs(c, nothingInput);
      return c.json(show(c, emulator.resetWorkspace(emulator.getWorkspace(c.req.param('ws')))));
    },
  });
  return app;
}
