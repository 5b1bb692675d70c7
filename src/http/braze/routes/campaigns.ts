import { Hono } from 'hono';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { RestPermission } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import {
  campaignDetailsJson,
  canvasDetailsJson,
  listedCampaignJson,
  listedCanvasJson,
} from '../../../wire/braze/messaging/campaign-answers.js';
import { readCampaignId, readCampaignListing } from '../../../wire/braze/messaging/campaign-queries.js';
import type { BrazeEnv } from '../exchange.js';
import { restQueryEndpoint } from '../middleware/rest-endpoint.js';

/** What a partner may read of campaigns and Canvases. 200, order of fields as in Braze's samples. [doc] */
export function campaignRoutes(emulator: Emulator) {
  const shared = (permission: RestPermission) =>
    restQueryEndpoint(emulator, permission, rateLimitBuckets.shared);
  return new Hono<BrazeEnv>()
    .get('/campaigns/list', ...shared('campaigns.list'), (c) => {
      const listing = readCampaignListing(c.req.query());
      const campaigns = emulator.listCampaignsBy(c.var.access.workspace, 'campaign', listing);
      return c.json({ message: 'success', campaigns: campaigns.map(listedCampaignJson) });
    })
    .get('/campaigns/details', ...shared('campaigns.details'), (c) => {
      const id = readCampaignId('campaign', c.req.query('campaign_id'));
      return c.json(campaignDetailsJson(emulator.getNamedCampaign(c.var.access.workspace, 'campaign', id)));
    })
    .get('/canvas/list', ...shared('canvas.list'), (c) => {
      const listing = readCampaignListing(c.req.query());
      const canvases = emulator.listCampaignsBy(c.var.access.workspace, 'canvas', listing);
      return c.json({ canvases: canvases.map(listedCanvasJson), message: 'success' });
    })
    .get('/canvas/details', ...shared('canvas.details'), (c) => {
      const id = readCampaignId('canvas', c.req.query('canvas_id'));
      return c.json(canvasDetailsJson(emulator.getNamedCampaign(c.var.access.workspace, 'canvas', id)));
    });
}
