import { changedDataSettings, type DataSettings } from '../../domain/users/data-settings.js';
import type { Behaviour, Workspace } from '../../domain/workspaces/workspace.js';
import { updateWorkspace as updateStoredWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';

/** Changes the name, the switches or the data settings given; what is left out stays, single rate limits too. A reset undoes it. */
export function updateWorkspace(
  context: Context,
  workspace: Workspace,
  changes: {
    name?: string;
    behaviour?: Partial<Behaviour>;
    dataSettings?: Partial<DataSettings>;
  },
): Workspace {
  const changed: Workspace = {
    ...workspace,
    name: changes.name ?? workspace.name,
    behaviour: {
      ...workspace.behaviour,
      ...changes.behaviour,
      rateLimits: { ...workspace.behaviour.rateLimits, ...changes.behaviour?.rateLimits },
    },
    dataSettings: changedDataSettings(workspace.dataSettings, changes.dataSettings),
  };
  updateStoredWorkspace(context.database, changed);
  return changed;
}
