import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findWorkspace } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';

/** A workspace as it is by now. `undefined` when it was deleted since, even if another one has its id. */
export function presentWorkspace({ database }: Context, then: Workspace): Workspace | undefined {
  const present = findWorkspace(database, then.id);
  return present?.position === then.position ? present : undefined;
}
