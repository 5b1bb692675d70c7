import type { Behaviour, Workspace } from '../../domain/workspaces/workspace.js';
import { updateWorkspace as updateStoredWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';

/** Changes the name, the switches given, or both; what is left out stays, single rate limits too. A reset undoes it. */
export function updateWorkspace(
  context: Context,
  workspace: Workspace,
  changes: { name?: string; behaviour?: Partial<Behaviour> },
): Workspace {
  const changed: Workspace = {
    ...workspace,
    name: changes.name ?? workspace.name,
    behaviour: {
      ...workspace.behaviour,
      ...changes.behaviour,
      rateLimits: { ...workspace.behaviour.rateLimits, ...changes.behaviour?.rateLimits },
    },
  };
  updateStoredWorkspace(context.database, changed);
  return changed;
}
