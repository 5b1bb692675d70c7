import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { numberPageQuery, partnerSwitch } from '../../../wire/control/read.js';
import { listJson, partnerJson } from '../../../wire/control/views.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';
import { pageOfWhole } from '../short-list.js';

/** The server's partners as a workspace sees them, and the switch of their integration. */
export function partnerRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/partners', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const partners = emulator.listPartnersOf(emulator.getWorkspace(c.req.param('ws')));
      return c.json(listJson('partners', pageOfWhole(partners, query), partnerJson));
    },
  });
  addResource(app, '/workspaces/:ws/partners/:partner', {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(partnerJson(emulator.getPartnerOf(workspace, c.req.param('partner'))));
    },
    PUT: async (c) => {
      const { enabled } = await readJsonAs(c, partnerSwitch);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(partnerJson(emulator.setPartnerEnabled(workspace, c.req.param('partner'), enabled)));
    },
  });
  return app;
}
