import { Hono } from 'hono';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import type { Emulator } from '../../../emulator.js';
import { campaignJson } from '../../../wire/control/campaign-views.js';
import { campaignInput, canvasInput } from '../../../wire/control/campaigns.js';
import { numberPageQuery, selectionPageQuery } from '../../../wire/control/read.js';
import { listJson, profileJson } from '../../../wire/control/views.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** What the dashboard is for at Braze: campaigns and Canvases, and who a broadcast of one would reach. */
export function campaignRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addCampaigns(app, emulator, 'campaigns', 'campaign', campaignInput);
  addCampaigns(app, emulator, 'canvases', 'canvas', canvasInput);
  return app;
}

function addCampaigns(
  app: Hono,
  emulator: Emulator,
  plural: 'campaigns' | 'canvases',
  kind: CampaignKind,
  input: typeof campaignInput | typeof canvasInput,
): void {
  const list = `/workspaces/:ws/${plural}` as const;
  const item = `${list}/:id` as const;
  addResource(app, list, {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const page = emulator.listCampaigns(emulator.getWorkspace(c.req.param('ws')), kind, query);
      return c.json(listJson(plural, page, campaignJson));
    },
    POST: async (c) => {
      const fields = await readJsonAs(c, input);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(campaignJson(emulator.createCampaign(workspace, kind, fields)), 201);
    },
  });
  addResource(app, item, {
    GET: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(campaignJson(emulator.getCampaign(workspace, kind, c.req.param('id'))));
    },
    PUT: async (c) => {
      const fields = await readJsonAs(c, input);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      return c.json(campaignJson(emulator.replaceCampaign(workspace, kind, c.req.param('id'), fields)));
    },
    DELETE: (c) => {
      emulator.deleteCampaign(emulator.getWorkspace(c.req.param('ws')), kind, c.req.param('id'));
      return c.body(null, 204);
    },
  });
  addResource(app, `${item}/audience`, {
    GET: (c) => {
      const query = readQueryAs(c, selectionPageQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const audience = emulator.viewAudience(workspace, kind, c.req.param('id'), query);
      return c.json({ size: audience.size, ...listJson('members', audience, profileJson) });
    },
  });
}
