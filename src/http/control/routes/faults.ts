import { Hono } from 'hono';
import type { Endpoint } from '../../../domain/endpoint.js';
import { assertCanMatch } from '../../../domain/fault.js';
import type { Emulator } from '../../../emulator.js';
import { faultInput, faultJson } from '../../../wire/control/faults.js';
import { numberPageQuery } from '../../../wire/control/read.js';
import { listJson } from '../../../wire/control/views.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** Misbehaviour of the Braze surface, planned and taken back. @param endpoints  Those that faults can strike. */
export function faultRoutes(emulator: Emulator, endpoints: readonly Endpoint[]): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/faults', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const page = emulator.listFaults(emulator.getWorkspace(c.req.param('ws')), query);
      return c.json(listJson('faults', page, faultJson));
    },
    POST: async (c) => {
      const fault = await readJsonAs(c, faultInput);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      assertCanMatch(fault.match, endpoints);
      return c.json(faultJson(emulator.createFault(workspace, fault)), 201);
    },
    DELETE: (c) => {
      emulator.deleteFaults(emulator.getWorkspace(c.req.param('ws')));
      return c.body(null, 204);
    },
  });
  addResource(app, '/workspaces/:ws/faults/:id', {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(faultJson(emulator.getFault(workspace, c.req.param('id'))));
    },
    DELETE: (c) => {
      emulator.deleteFault(emulator.getWorkspace(c.req.param('ws')), c.req.param('id'));
      return c.body(null, 204);
    },
  });
  return app;
}
