import { campaignListPage } from './campaign-list-page.js';
import { campaignPage, canvasPage } from './campaign-page.js';
import { newCampaignPage, newCanvasPage } from './new-campaign-page.js';
import { sendPage } from './send-page.js';

/** Campaigns and Canvases: whom they are for, and what was sent to whom. */
export const campaignPages = [
  campaignListPage,
  newCampaignPage,
  newCanvasPage,
  campaignPage,
  canvasPage,
  sendPage,
];
