import { Hono } from 'hono';
import { rateLimitBuckets } from '../../domain/rate-limit.js';
import type { RestPermission } from '../../domain/workspace.js';
import type { Emulator } from '../../emulator.js';
import { readCampaignId, readCampaignListing } from '../../wire/campaign-queries.js';
import {
  campaignDetailsJson,
  canvasDetailsJson,
  listedCampaignJson,
  listedCanvasJson,
} from '../../wire/campaign-views.js';
import type { BrazeEnv } from '../exchange.js';
import { restQueryEndpoint } from '../middleware/rest-query-endpoint.js';

/** What a partner may read of campaigns and Canvases. 200, order of fields as in Braze's samples. [doc] */
export function campaignRoutes(emulator: Emulator) {
  const shared = (permission: RestPermission) =>
    restQueryEndpoint(emulator, permission, rateLimitBuckets.shared);
  const queryOf = (url: string) => new URL(url).searchParams;
  return new Hono<BrazeEnv>()
    .get('/campaigns/list', ...shared('campaigns.list'), (c) => {
      const listing = readCampaignListing(queryOf(c.req.url));
      const campaigns = emulator.listCampaignsBy(c.var.access.workspace, 'campaign', listing);
      return c.json({ message: 'success', campaigns: campaigns.map(listedCampaignJson) });
    })
    .get('/campaigns/details', ...shared('campaigns.details'), (c) => {
      const id = readCampaignId('campaign', queryOf(c.req.url).get('campaign_id') ?? undefined);
      return c.json(campaignDetailsJson(emulator.getNamedCampaign(c.var.access.workspace, 'campaign', id)));
    })
    .get('/canvas/list', ...shared('canvas.list'), (c) => {
      const listing = readCampaignListing(queryOf(c.req.url));
      const canvases = emulator.listCampaignsBy(c.var.access.workspace, 'canvas', listing);
      return c.json({ canvases: canvases.map(listedCanvasJson), message: 'success' });
    })
    .get('/canvas/details', ...shared('canvas.details'), (c) => {
      const id = readCampaignId('canvas', queryOf(c.req.url).get('canvas_id') ?? undefined);
      return c.json(canvasDetailsJson(emulator.getNamedCampaign(c.var.access.workspace, 'canvas', id)));
    });
}
