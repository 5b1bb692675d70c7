import { EmulatorError } from '../../domain/errors.js';
import { campaignsPerWorkspaceMax } from '../../domain/limits.js';
import type { Campaign, CampaignInput, CampaignKind } from '../../domain/messaging/campaign.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  countCampaigns,
  deleteCampaign as deleteStoredCampaign,
  findCampaign,
  insertCampaign,
  updateCampaign,
} from '../../store/messaging/campaigns.js';
import { listSchedulesOf } from '../../store/messaging/schedules.js';
import { type Context, nowOf } from '../context.js';
import { newUuid } from '../identifiers.js';
import { cancelWork } from '../plan-work.js';
import { assertMessagingFits } from './assert-messaging-fits.js';
import { assertTarget } from './assert-target.js';
import { getCampaign } from './read-campaigns.js';

/**
 * Makes a campaign or Canvas. Braze has no such call: there it is done in the dashboard.
 *
 * @throws EmulatorError `campaign_id_in_use`, and `invalid_request` for a segment or cohort that is not there, and when the
 * workspace has 1,000 of the kind.
 */
export function createCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  input: CampaignInput,
): Campaign {
  assertRoom(context, workspace, kind, 1);
  const added = addCampaign(context, workspace, kind, input, '');
  assertMessagingFits(context, workspace);
  return added;
}

/**
 * Makes those of a workspace that has none.
 *
 * @throws EmulatorError as `createCampaign`, with a path that begins with `campaigns[i].` or `canvases[i].`.
 */
export function createCampaigns(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  inputs: readonly CampaignInput[],
): void {
  assertRoom(context, workspace, kind, inputs.length);
  const list = kind === 'campaign' ? 'campaigns' : 'canvases';
  for (const [index, input] of inputs.entries()) {
    addCampaign(context, workspace, kind, input, `${list}[${index}].`);
  }
  assertMessagingFits(context, workspace);
}

/** Counting takes a look at each that is there: once for all that are added. */
function assertRoom({ database }: Context, workspace: Workspace, kind: CampaignKind, added: number): void {
  if (countCampaigns(database, workspace.number, kind) + added <= campaignsPerWorkspaceMax) return;
  const what = kind === 'campaign' ? 'campaigns' : 'Canvases';
  const message = `A workspace has at most ${campaignsPerWorkspaceMax} ${what}; delete some`;
  throw new EmulatorError('invalid_request', message);
}

/** @param prefix  What stands before the paths of refusals. */
function addCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  input: CampaignInput,
  prefix: string,
): Campaign {
  const { id = newUuid(context.random), ...fields } = input;
  if (findCampaign(context.database, workspace.number, id) !== undefined) {
    throw new EmulatorError(
      'campaign_id_in_use',
      `A campaign or Canvas of this workspace has the id '${id}'`,
      {
        path: `${prefix}id`,
      },
    );
  }
  assertTarget(context, workspace, fields.target, `${prefix}target`);
  const createdAt = nowOf(context, workspace);
  insertCampaign(context.database, workspace.number, { ...fields, kind, id, createdAt });
  return getCampaign(context, workspace, kind, id);
}

/**
 * Replaces all that was said of a campaign or Canvas; what it sent stays.
 *
 * @throws EmulatorError `campaign_not_found`, `canvas_not_found`, and `invalid_request` for another id, or a segment or
 * cohort that is not there.
 */
export function replaceCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  input: CampaignInput,
): Campaign {
  const { id: itsId = id, ...fields } = input;
  const { number } = getCampaign(context, workspace, kind, id);
  if (itsId !== id) throw new EmulatorError('invalid_request', 'An id never changes', { path: 'id' });
  assertTarget(context, workspace, fields.target, 'target');
  updateCampaign(context.database, { ...fields, number, updatedAt: nowOf(context, workspace) });
  assertMessagingFits(context, workspace);
  return getCampaign(context, workspace, kind, id);
}

/**
 * Takes a campaign or Canvas away with what is scheduled of it; its sends stay in the outbox.
 *
 * @throws EmulatorError `campaign_not_found`, `canvas_not_found`.
 */
export function deleteCampaign(context: Context, workspace: Workspace, kind: CampaignKind, id: string): void {
  const campaign = getCampaign(context, workspace, kind, id);
  for (const schedule of listSchedulesOf(context.database, campaign)) cancelWork(context, schedule.dueWork);
  deleteStoredCampaign(context.database, campaign);
}
