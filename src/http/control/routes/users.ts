import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { changeUserInput, usersInput, usersQuery } from '../../../wire/control/read.js';
import { listJson, profileJson, wholeProfileJson } from '../../../wire/control/views.js';
import { mediaTypeOf, readJsonAs, readQueryAs } from '../body.js';
import { importUsers } from '../import-users.js';
import { addResource } from '../resource.js';

/** Up to how many added profiles the answer shows. */
const shownProfilesMax = 1_000;

/** Profiles of a workspace: added one by one or by the million, found, shown whole, taken away. */
export function userRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/users', {
    GET: (c) => {
      const { page, criterion } = readQueryAs(c, usersQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const found =
        criterion === undefined
          ? emulator.listUsers(workspace, page)
          : emulator.findUsers(workspace, criterion, page);
      return c.json(listJson('users', found, profileJson));
    },
    POST: async (c) => {
      if (mediaTypeOf(c) === 'application/x-ndjson') {
        const created = await importUsers(emulator, c.req.param('ws'), c.req.raw);
        return c.json({ created }, 201);
      }
      const users = await readJsonAs(c, usersInput);
      const added = emulator.addUsers(emulator.getWorkspace(c.req.param('ws')), users);
      const isShown = added.length <= shownProfilesMax;
      return c.json({ created: added.length, ...(isShown && { users: added.map(profileJson) }) }, 201);
    },
  });
  addResource(app, '/workspaces/:ws/users/:brazeId', {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeProfileJson(emulator.getUser(workspace, c.req.param('brazeId'))));
    },
    DELETE: (c) => {
      emulator.deleteUser(emulator.getWorkspace(c.req.param('ws')), c.req.param('brazeId'));
      return c.body(null, 204);
    },
  });
  addResource(app, '/workspaces/:ws/users/:brazeId/change-user', {
    POST: async (c) => {
      const { externalId } = await readJsonAs(c, changeUserInput);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeProfileJson(emulator.changeUser(workspace, c.req.param('brazeId'), externalId)));
    },
  });
  return app;
}
