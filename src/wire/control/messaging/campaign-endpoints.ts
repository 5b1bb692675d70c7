import { z } from 'zod';
import { lazySchema } from '../../endpoint.js';
import { controlEndpoint } from '../endpoint.js';
import { listingQuery, pageAnswer, selectionPageQuery } from '../pages.js';
import { selectionAnswer } from '../users/profiles.js';
import { campaignAnswer, canvasAnswer } from './campaign-answers.js';
import { campaignInput, canvasInput } from './campaigns.js';
import { campaignSendInput, canvasSendInput } from './send-input.js';
import { sendAnswer } from './sends.js';

export const campaignEndpoints = {
  listCampaigns: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/campaigns',
    summary: 'Lists the campaigns of a workspace.',
    query: listingQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ campaigns: z.array(campaignAnswer()) })) },
  }),
  createCampaign: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/campaigns',
    summary: 'Creates a campaign: API-triggered, enabled and for everybody, where not said otherwise.',
    body: () => campaignInput,
    answer: { status: 201, body: campaignAnswer },
    refusals: ['campaign_id_in_use'],
  }),
  getCampaign: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/campaigns/{id}',
    summary: 'Shows a campaign.',
    answer: { status: 200, body: campaignAnswer },
    refusals: ['campaign_not_found'],
  }),
  replaceCampaign: controlEndpoint({
    verb: 'PUT',
    path: '/workspaces/{ws}/campaigns/{id}',
    summary: 'Replaces a campaign whole; its id and what it sent stay.',
    body: () => campaignInput,
    answer: { status: 200, body: campaignAnswer },
    refusals: ['campaign_not_found'],
  }),
  deleteCampaign: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/campaigns/{id}',
    summary: 'Deletes a campaign.',
    answer: { status: 204 },
    refusals: ['campaign_not_found'],
  }),
  viewCampaignAudience: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/campaigns/{id}/audience',
    summary: 'Shows whom a broadcast of a campaign would reach now.',
    query: selectionPageQuery,
    answer: { status: 200, body: selectionAnswer },
    refusals: ['campaign_not_found'],
  }),
  sendCampaign: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/campaigns/{id}/send',
    summary: 'Sends a campaign by hand, and shows what became of it.',
    description:
      'The body is that of `POST /campaigns/trigger/send` without the id. Without recipients the campaign goes to everybody in its target.',
    body: campaignSendInput,
    answer: { status: 201, body: sendAnswer },
    refusals: ['campaign_not_found'],
  }),
};

export const canvasEndpoints = {
  listCanvases: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/canvases',
    summary: 'Lists the Canvases of a workspace.',
    query: listingQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ canvases: z.array(canvasAnswer()) })) },
  }),
  createCanvas: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/canvases',
    summary: 'Creates a Canvas: API-triggered, enabled and for everybody, where not said otherwise.',
    body: () => canvasInput,
    answer: { status: 201, body: canvasAnswer },
    refusals: ['campaign_id_in_use'],
  }),
  getCanvas: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/canvases/{id}',
    summary: 'Shows a Canvas.',
    answer: { status: 200, body: canvasAnswer },
    refusals: ['canvas_not_found'],
  }),
  replaceCanvas: controlEndpoint({
    verb: 'PUT',
    path: '/workspaces/{ws}/canvases/{id}',
    summary: 'Replaces a Canvas whole; its id and what it sent stay.',
    body: () => canvasInput,
    answer: { status: 200, body: canvasAnswer },
    refusals: ['canvas_not_found'],
  }),
  deleteCanvas: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/canvases/{id}',
    summary: 'Deletes a Canvas.',
    answer: { status: 204 },
    refusals: ['canvas_not_found'],
  }),
  viewCanvasAudience: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/canvases/{id}/audience',
    summary: 'Shows whom a broadcast entry of a Canvas would reach now.',
    query: selectionPageQuery,
    answer: { status: 200, body: selectionAnswer },
    refusals: ['canvas_not_found'],
  }),
  sendCanvas: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/canvases/{id}/send',
    summary: 'Sends a Canvas by hand, and shows what became of it.',
    description:
      'The body is that of `POST /canvas/trigger/send` without the id. Without recipients the Canvas goes to everybody in its target.',
    body: canvasSendInput,
    answer: { status: 201, body: sendAnswer },
    refusals: ['canvas_not_found'],
  }),
};
