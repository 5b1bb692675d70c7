import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { nothingInput, numberPageQuery, selectionPageQuery } from '../../../wire/control/read.js';
import {
  evaluateInput,
  lookupJson,
  lookupQuery,
  segmentInput,
  segmentJson,
  segmentReplacement,
  wholeSegmentJson,
} from '../../../wire/control/segments/segments.js';
import { listJson, profileJson } from '../../../wire/control/views.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** Segments of a workspace, which at Braze only a person in the dashboard can make; and who is in them. */
export function segmentRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/segments', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const page = emulator.listSegments(emulator.getWorkspace(c.req.param('ws')), query);
      return c.json(listJson('segments', page, segmentJson));
    },
    POST: async (c) => {
      const input = await readJsonAs(c, segmentInput);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeSegmentJson(emulator.createSegment(workspace, input)), 201);
    },
  });
  // Before the segments by id: `evaluate` is no id.
  addResource(app, '/workspaces/:ws/segments/evaluate', {
    POST: async (c) => {
      const { definition } = await readJsonAs(c, evaluateInput);
      const query = readQueryAs(c, selectionPageQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const { size, members } = emulator.evaluateDefinition(workspace, definition, query);
      return c.json({ size, ...listJson('members', members, profileJson) });
    },
  });
  addOneSegment(app, emulator);
  addMembership(app, emulator);
  return app;
}

function addOneSegment(app: Hono, emulator: Emulator): void {
  addResource(app, '/workspaces/:ws/segments/:id', {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeSegmentJson(emulator.getSegment(workspace, c.req.param('id'))));
    },
    PUT: async (c) => {
      const content = await readJsonAs(c, segmentReplacement);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeSegmentJson(emulator.replaceSegment(workspace, c.req.param('id'), content)));
    },
    DELETE: (c) => {
      emulator.deleteSegment(emulator.getWorkspace(c.req.param('ws')), c.req.param('id'));
      return c.body(null, 204);
    },
  });
  addResource(app, '/workspaces/:ws/segments/:id/archive', {
    POST: async (c) => {
      await readJsonAs(c, nothingInput);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeSegmentJson(emulator.archiveSegment(workspace, c.req.param('id'))));
    },
  });
  addResource(app, '/workspaces/:ws/segments/:id/unarchive', {
    POST: async (c) => {
      await readJsonAs(c, nothingInput);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(wholeSegmentJson(emulator.unarchiveSegment(workspace, c.req.param('id'))));
    },
  });
}

function addMembership(app: Hono, emulator: Emulator): void {
  addResource(app, '/workspaces/:ws/segments/:id/size', {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json({ size: emulator.getSegmentSize(workspace, c.req.param('id')) });
    },
  });
  addResource(app, '/workspaces/:ws/segments/:id/members', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const page = emulator.listSegmentMembers(workspace, c.req.param('id'), query);
      return c.json(listJson('members', page, profileJson));
    },
  });
  addResource(app, '/workspaces/:ws/segments/:id/lookup', {
    GET: (c) => {
      const criterion = readQueryAs(c, lookupQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(lookupJson(emulator.lookUpUser(workspace, c.req.param('id'), criterion)));
    },
  });
}
