import { z } from 'zod';
import { EmulatorError } from '../../../domain/errors.js';
import type { JsonValue } from '../../../domain/json.js';
import type { CampaignKind, CampaignListing } from '../../../domain/messaging/campaign.js';
import { parseIsoTime } from '../../../domain/time/time.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { isUuid } from '../../api-identifier.js';
import { lazySchema } from '../../endpoint.js';
import { getEndpoint } from '../endpoint.js';
import { refuseField } from '../fields.js';
import { listPageShape, overlooksInListPage, readListPage } from '../list-page.js';
import { campaignDetails, campaignList, canvasDetails, canvasList } from './campaign-answers.js';

/**
 * An id of a campaign or Canvas as Braze's endpoints take it, in a query or a body.
 *
 * @throws EmulatorError `invalid_campaign_id`, `invalid_canvas_id` for what is no UUID, or missing.
 */
export function readCampaignId(kind: CampaignKind, value: JsonValue | undefined): string {
  if (isUuid(value)) return value;
  const path = `${kind}_id`;
  const code = kind === 'campaign' ? 'invalid_campaign_id' : 'invalid_canvas_id';
  throw new EmulatorError(code, `${path} is ${value === undefined ? 'missing' : 'no UUID'}`, { path });
}

/**
 * Reads the query of `/campaigns/list` or `/canvas/list`. A time that is none is refused: ignored, it would list too
 * much. [inferred]
 *
 * @throws EmulatorError `invalid_field`.
 */
export function readCampaignListing(query: Record<string, string>): CampaignListing {
  const { 'last_edit.time[gt]': edited = '', include_archived: withArchived } = query;
  const editedAfter = edited === '' ? undefined : parseIsoTime(edited);
  if (edited !== '' && editedAfter === undefined) {
    refuseField("'last_edit.time[gt]' must be a time as yyyy-MM-DDTHH:mm:ss", 'last_edit.time[gt]');
  }
  return {
    ...readListPage(query),
    withArchived: withArchived === 'true',
    editedAfter,
  };
}

const listQuery = lazySchema(() =>
  z.object({
    ...listPageShape,
    'last_edit.time[gt]': z
      .string()
      .optional()
      .meta({ format: 'date-time', description: 'Only what was edited later than this.' }),
    include_archived: z.string().optional().describe('Only true has an effect.'),
  }),
);

/** 200, order of fields as in Braze's samples. [doc] */
const shared = { buckets: [rateLimitBuckets.shared], answerMark: 'doc' } as const;

export const listBrazeCampaigns = getEndpoint({
  ...shared,
  path: '/campaigns/list',
  summary: 'Lists campaigns, 100 a page.',
  access: { by: 'rest_api_key', permission: 'campaigns.list' },
  query: listQuery,
  read: readCampaignListing,
  overlooks: overlooksInListPage,
  answer: { status: 200, body: campaignList },
  refusals: ['invalid_field'],
  source: { page: 'api/endpoints/export/campaigns/get_campaigns', mark: 'doc' },
});

export const showCampaign = getEndpoint({
  ...shared,
  path: '/campaigns/details',
  summary: 'Returns what a campaign is.',
  access: { by: 'rest_api_key', permission: 'campaigns.details' },
  query: lazySchema(() => z.object({ campaign_id: z.uuid().describe('API identifier of the campaign.') })),
  read: (query) => readCampaignId('campaign', query.campaign_id),
  answer: { status: 200, body: campaignDetails },
  refusals: ['invalid_campaign_id', 'unknown_campaign'],
  source: { page: 'api/endpoints/export/campaigns/get_campaign_details', mark: 'doc' },
});

export const listBrazeCanvases = getEndpoint({
  ...shared,
  path: '/canvas/list',
  summary: 'Lists Canvases, 100 a page.',
  access: { by: 'rest_api_key', permission: 'canvas.list' },
  query: listQuery,
  read: readCampaignListing,
  overlooks: overlooksInListPage,
  answer: { status: 200, body: canvasList },
  refusals: ['invalid_field'],
  source: { page: 'api/endpoints/export/canvas/get_canvases', mark: 'doc' },
});

export const showCanvas = getEndpoint({
  ...shared,
  path: '/canvas/details',
  summary: 'Returns what a Canvas is.',
  access: { by: 'rest_api_key', permission: 'canvas.details' },
  query: lazySchema(() => z.object({ canvas_id: z.uuid().describe('API identifier of the Canvas.') })),
  read: (query) => readCampaignId('canvas', query.canvas_id),
  answer: { status: 200, body: canvasDetails },
  refusals: ['invalid_canvas_id', 'unknown_canvas'],
  source: { page: 'api/endpoints/export/canvas/get_canvas_details', mark: 'doc' },
});
