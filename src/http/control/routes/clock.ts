import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { clockAdvance, clockInput } from '../../../wire/control/read.js';
import { clockJson } from '../../../wire/control/views.js';
import { readJsonAs } from '../body.js';
import { addResource } from '../resource.js';

/** A workspace's clock: looked at, set, moved on. What falls due by that has happened when the answer comes. */
export function clockRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/clock', {
    GET: (c) => c.json(clockJson(emulator.readClock(emulator.getWorkspace(c.req.param('ws'))))),
    PUT: async (c) => {
      const changes = await readJsonAs(c, clockInput);
      return c.json(clockJson(emulator.setClock(emulator.getWorkspace(c.req.param('ws')), changes)));
    },
  });
  addResource(app, '/workspaces/:ws/clock/advance', {
    POST: async (c) => {
      const { ms } = await readJsonAs(c, clockAdvance);
      return c.json(clockJson(emulator.advanceClock(emulator.getWorkspace(c.req.param('ws')), ms)));
    },
  });
  return app;
}
