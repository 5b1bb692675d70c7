import type { WorkspaceBlueprint } from '../../domain/seed/blueprint.js';
import { systemTime } from '../../domain/time/clock.js';
import { noDataSettings } from '../../domain/users/data-settings.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  deleteRestApiKey,
  insertRestApiKey,
  listRestApiKeys,
  listWorkspacePartners,
  saveWorkspacePartner,
  updateDataImportKeyState,
} from '../../store/workspaces/partners.js';
import {
  emptyWorkspace,
  getBlueprint,
  updateWorkspace,
  updateWorkspaceClock,
} from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { assertKeyIsFree } from '../keys/manage-keys.js';
import { applyContent } from './create-workspace.js';

/**
 * Takes a workspace back to what it was created with: all it holds, its name, its behaviour and which partners are on. The
 * keys of its creation work again, with their first permissions; keys made later stay as they are. Its clock shows the
 * server's time again, what was planned is forgotten, and requests are counted anew. What it held is gone at once, and
 * removed by `removeLeftovers`.
 *
 * @returns It as it is from now on; the one given finds nothing any more.
 * @throws EmulatorError `key_in_use` when a REST API key of its creation was deleted and something else has it now;
 * then nothing has changed.
 */
export function resetWorkspace(context: Context, workspace: Workspace): Workspace {
  const { database } = context;
  const blueprint: WorkspaceBlueprint = JSON.parse(getBlueprint(database, workspace));
  const emptied = emptyWorkspace(database, workspace);
  const original: Workspace = {
    ...emptied,
    name: blueprint.name,
    behaviour: blueprint.behaviour,
    dataSettings: blueprint.dataSettings ?? noDataSettings,
  };
  updateWorkspace(database, original);
  updateWorkspaceClock(database, original, systemTime);
  context.plan.isChanged = true;
  restorePartners(context, original, blueprint);
  restoreRestApiKeys(context, original, blueprint);
  applyContent(context, original, blueprint);
  context.requestCounts.delete(workspace.number);
  return original;
}

function restorePartners(context: Context, workspace: Workspace, blueprint: WorkspaceBlueprint): void {
  const { database } = context;
  for (const { partner } of listWorkspacePartners(database, workspace.number)) {
    saveWorkspacePartner(database, workspace.number, partner.partner, false);
  }
  for (const { partner, dataImportKeys } of blueprint.partners) {
    saveWorkspacePartner(database, workspace.number, partner, true);
    for (const key of dataImportKeys) {
      updateDataImportKeyState(database, workspace.number, partner, key, 'active');
    }
  }
}

function restoreRestApiKeys(context: Context, workspace: Workspace, blueprint: WorkspaceBlueprint): void {
  const { database } = context;
  const present = new Map(
    listRestApiKeys(database, workspace.number).map((its) => [its.key, its.permissions]),
  );
  for (const [index, original] of blueprint.restApiKeys.entries()) {
    const permissions = present.get(original.key);
    if (permissions?.join() === original.permissions.join()) continue;
    // Deleted since, and perhaps made again with other permissions.
    deleteRestApiKey(database, workspace.number, original.key);
    assertKeyIsFree(context, original.key, `rest_api_keys[${index}].key`);
    insertRestApiKey(database, workspace.number, original, nowOf(context, workspace));
  }
}
