import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { numberPageQuery, sendsQuery } from '../../../wire/control/read.js';
import { receiverJson, sendJson } from '../../../wire/control/sends.js';
import { listJson } from '../../../wire/control/views.js';
import { readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** The outbox: what would have been sent, to whom, and who was dropped and why. */
export function sendRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/sends', {
    GET: (c) => {
      const { criteria, page } = readQueryAs(c, sendsQuery);
      const sends = emulator.listSends(emulator.getWorkspace(c.req.param('ws')), criteria, page);
      return c.json(listJson('sends', sends, sendJson));
    },
  });
  addResource(app, '/workspaces/:ws/sends/:dispatch_id/receivers', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const page = emulator.listReceivers(workspace, c.req.param('dispatch_id'), query);
      return c.json(listJson('receivers', page, (receiver) => receiverJson(page.send, receiver)));
    },
  });
  return app;
}
