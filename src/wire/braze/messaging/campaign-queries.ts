import { EmulatorError } from '../../../domain/errors.js';
import type { JsonValue } from '../../../domain/json.js';
import type { CampaignKind, CampaignListing } from '../../../domain/messaging/campaign.js';
import { parseIsoTime } from '../../../domain/time/time.js';
import { isUuid } from '../../api-identifier.js';
import { refuseField } from '../fields.js';
import { readListPage } from '../list-page.js';

// Queries of Braze's GET endpoints for campaigns and Canvases.

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
