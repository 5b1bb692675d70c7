import { formsOfId } from '../../domain/id-forms.js';
import type { Alias } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findAliasByForms, findDeviceByForms, findExternalIdByForms } from '../../store/users/similar-ids.js';
import type { Context } from '../context.js';

// Ids that are known and look like one that is not. Only what is without effect, or makes somebody new, is looked up so.

export function findSimilarExternalId({ database }: Context, { number }: Workspace, id: string) {
  return findExternalIdByForms(database, number, id, formsOfId(id));
}

export function findSimilarDeviceId({ database }: Context, { number }: Workspace, id: string) {
  return findDeviceByForms(database, number, formsOfId(id));
}

/** One whose label, name or both are written in another way. */
export function findSimilarAlias({ database }: Context, { number }: Workspace, alias: Alias) {
  const labels = [alias.label, ...formsOfId(alias.label)];
  const names = [alias.name, ...formsOfId(alias.name)];
  return findAliasByForms(database, number, alias, labels, names);
}
