import { EmulatorError } from '../../domain/errors.js';
import { workspacesMax } from '../../domain/limits.js';
import {
  completeBlueprint,
  type NewWorkspace,
  type WorkspaceBlueprint,
} from '../../domain/seed/blueprint.js';
import { isoTime } from '../../domain/time/time.js';
import { noDataSettings } from '../../domain/users/data-settings.js';
import type { RestApiKey, Workspace, WorkspacePartner } from '../../domain/workspaces/workspace.js';
import { findCohort, insertCohort } from '../../store/cohorts.js';
import { changeProfileSet } from '../../store/profile-sets.js';
import {
  insertDataImportKey,
  insertRestApiKey,
  listRestApiKeys,
  listWorkspacePartners,
  saveWorkspacePartner,
} from '../../store/workspaces/partners.js';
import { countWorkspaces, findWorkspace, insertWorkspace } from '../../store/workspaces/workspaces.js';
import { matchIdentifier } from '../cohorts/match-identifier.js';
import { type Context, nowOf } from '../context.js';
import { createFaults } from '../faults/manage-faults.js';
import { newUuid, newWorkspaceId } from '../identifiers.js';
import { assertKeyIsFree } from '../keys/manage-keys.js';
import { getKnownPartner, viewPartner } from '../keys/manage-partners.js';
import { createCampaigns } from '../messaging/save-campaign.js';
import { createSegments } from '../segments/save-segment.js';
import { addUsers } from '../users/add-users.js';

/** A workspace with all that a test needs to reach it. */
export interface WorkspaceView extends Workspace {
  restApiKeys: RestApiKey[];
  partners: WorkspacePartner[];
}

/**
 * Makes an isolated world with its keys, profiles, cohorts, segments, campaigns and Canvases, wholly or not at all. What is
 * left out is made: one REST API key with every permission, partner `hightouch` with one data import key.
 *
 * @throws EmulatorError `workspace_id_in_use`, `key_in_use`, `partner_not_found`, `external_id_in_use`, `braze_id_in_use`,
 * `alias_in_use`, `segment_id_in_use`, `campaign_id_in_use`, and `invalid_request` for a cohort member that matches nobody or a segment or target that selects by
 * what is not there; each with the path of the value.
 */
export function createWorkspace(context: Context, input: NewWorkspace): WorkspaceView {
  if (countWorkspaces(context.database) >= workspacesMax) {
    const message = `A server has at most ${workspacesMax} workspaces; delete some, or reset the server`;
    throw new EmulatorError('invalid_request', message);
  }
  const { id = newWorkspaceId(context.random) } = input;
  if (findWorkspace(context.database, id) !== undefined) {
    const message = `There is a workspace with the id '${id}' already`;
    throw new EmulatorError('workspace_id_in_use', message, { path: 'id' });
  }
  const blueprint = completeBlueprint(input, id, () => newUuid(context.random));
  const workspace = insertWorkspace(context.database, {
    id,
    name: blueprint.name,
    behaviour: blueprint.behaviour,
    dataSettings: blueprint.dataSettings ?? noDataSettings,
    blueprint: JSON.stringify(blueprint),
    createdAt: context.clock.now(),
  });
  insertKeys(context, workspace, blueprint);
  applyContent(context, workspace, blueprint);
  return viewWorkspace(context, workspace);
}

/** The workspace with its REST API keys and the partners it has switched on at some time. */
export function viewWorkspace(context: Context, workspace: Workspace): WorkspaceView {
  const partners = listWorkspacePartners(context.database, workspace.number).map(({ partner, isEnabled }) =>
    viewPartner(context, workspace, partner, isEnabled),
  );
  return { ...workspace, partners, restApiKeys: listRestApiKeys(context.database, workspace.number) };
}

function insertKeys(context: Context, workspace: Workspace, blueprint: WorkspaceBlueprint): void {
  const { database } = context;
  const now = nowOf(context, workspace);
  for (const [index, { partner, dataImportKeys }] of blueprint.partners.entries()) {
    getKnownPartner(context, partner, `partners[${index}]`);
    if (blueprint.partners.findIndex((its) => its.partner === partner) < index) {
      throw new EmulatorError('invalid_request', `Partner '${partner}' stands twice`, {
        path: `partners[${index}]`,
      });
    }
    saveWorkspacePartner(database, workspace.number, partner, true);
    for (const [keyIndex, key] of dataImportKeys.entries()) {
      assertKeyIsFree(context, key, `partners[${index}].data_import_keys[${keyIndex}]`);
      insertDataImportKey(database, workspace.number, partner, { key, state: 'active', createdAt: now });
    }
  }
  for (const [index, key] of blueprint.restApiKeys.entries()) {
    assertKeyIsFree(context, key.key, `rest_api_keys[${index}].key`);
    insertRestApiKey(database, workspace.number, key, now);
  }
}

/** Fills an empty workspace with the content of its blueprint. */
export function applyContent(context: Context, workspace: Workspace, blueprint: WorkspaceBlueprint): void {
  const added = addUsers(context, workspace, blueprint.users, 'users');
  // Nobody else is there, so that members need not be looked up by this.
  const byExternalId = new Map(added.map(({ externalId, number }) => [externalId, number]));
  for (const [index, cohort] of blueprint.cohorts.entries())
    addCohort(context, workspace, blueprint, cohort, byExternalId, `cohorts[${index}]`);
  createSegments(context, workspace, blueprint.segments);
  createCampaigns(context, workspace, 'campaign', blueprint.campaigns);
  createCampaigns(context, workspace, 'canvas', blueprint.canvases);
  createFaults(context, workspace, blueprint.faults ?? []);
}

function addCohort(
  context: Context,
  workspace: Workspace,
  blueprint: WorkspaceBlueprint,
  input: WorkspaceBlueprint['cohorts'][number],
  byExternalId: ReadonlyMap<string | null, number>,
  path: string,
): void {
  const partner = getKnownPartner(context, input.partner, `${path}.partner`).partner;
  if (!blueprint.partners.some((its) => its.partner === partner)) {
    throw new EmulatorError(
      'invalid_request',
      `Partner '${partner}' is not among the partners of the workspace`,
      {
        path: `${path}.partner`,
      },
    );
  }
  if (findCohort(context.database, workspace.number, partner, input.cohortId) !== undefined) {
    throw new EmulatorError('invalid_request', `${partner} has two cohorts with the id '${input.cohortId}'`, {
      path: `${path}.cohort_id`,
    });
  }
  const now = nowOf(context, workspace);
  const cohort = insertCohort(context.database, workspace.number, {
    partner,
    cohortId: input.cohortId,
    name: input.name ?? input.cohortId,
    createdAt: input.createdAt ?? isoTime(now),
    isImplicit: input.name === undefined,
    updatedAt: now,
  });
  const members = new Map<number, boolean>();
  for (const [index, identifier] of input.members.entries()) {
    const profileNumber = 'externalId' in identifier ? byExternalId.get(identifier.externalId) : undefined;
    if (profileNumber !== undefined) {
      members.set(profileNumber, true);
      continue;
    }
    const match = matchIdentifier(context.database, workspace, identifier);
    if (match.profileNumbers.length === 0) {
      const reason = match.isOwnerIdentified
        ? 'this device belongs to an identified profile, which no device id can make a member'
        : 'no profile of this workspace has this identifier';
      throw new EmulatorError('invalid_request', `Cohort member matches nobody: ${reason}`, {
        path: `${path}.members[${index}]`,
      });
    }
    for (const its of match.profileNumbers) members.set(its, true);
  }
  changeProfileSet(context.database, cohort.membersSet, members);
}
