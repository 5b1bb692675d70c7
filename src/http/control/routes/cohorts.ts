import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { cohortPageQuery, numberPageQuery } from '../../../wire/control/read.js';
import { cohortJson, listJson, profileJson } from '../../../wire/control/views.js';
import { readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** The cohorts that partners made in a workspace, and who is in them. */
export function cohortRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/cohorts', {
    GET: (c) => {
      const query = readQueryAs(c, cohortPageQuery);
      const page = emulator.listCohorts(emulator.getWorkspace(c.req.param('ws')), query);
      return c.json(listJson('cohorts', page, cohortJson));
    },
  });
  addResource(app, '/workspaces/:ws/cohorts/:partner/:cohort', {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(cohortJson(emulator.getCohort(workspace, c.req.param('partner'), c.req.param('cohort'))));
    },
    DELETE: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      emulator.deleteCohort(workspace, c.req.param('partner'), c.req.param('cohort'));
      return c.body(null, 204);
    },
  });
  addResource(app, '/workspaces/:ws/cohorts/:partner/:cohort/members', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const { partner, cohort } = c.req.param();
      return c.json(
        listJson('members', emulator.listCohortMembers(workspace, partner, cohort, query), profileJson),
      );
    },
  });
  return app;
}
