import { formsOfId } from '../../domain/id-forms.js';
import type { Alias } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findAliasByForms,
  findDeviceByForms,
  findExternalIdByForms,
  findExternalIdInOtherLetters,
  findExternalIdsInOtherLetters,
} from '../../store/users/similar-ids.js';
import type { Context } from '../context.js';

// Ids that are known and look like one that is not. Only what is without effect, or makes somebody new, is looked up so.

export function findSimilarExternalId({ database }: Context, { number }: Workspace, id: string) {
  return (
    findExternalIdByForms(database, number, formsOfId(id)) ??
    findExternalIdInOtherLetters(database, number, id)
  );
}

/** The same for users whom a request makes one after the other: to look for letter case takes long, so it is done once. */
export class SimilarExternalIds {
  /** By id in small letters, the first that somebody had. */
  private firsts: Map<string, string> | undefined;

  /** @param ids  All that the request has, of known users too. */
  constructor(
    private readonly context: Context,
    private readonly workspace: Workspace,
    private readonly ids: readonly string[],
  ) {}

  /** @param id  Of a user who was just made. */
  find(id: string): string | undefined {
    if (this.ids.length === 1) return findSimilarExternalId(this.context, this.workspace, id);
    const { database } = this.context;
    const { number } = this.workspace;
    this.firsts ??= findExternalIdsInOtherLetters(database, number, this.ids.map(inSmallLetters));
    const lower = inSmallLetters(id);
    const first = this.firsts.get(lower);
    if (first === undefined) this.firsts.set(lower, id);
    const inOtherLetters = first === id ? undefined : first;
    return findExternalIdByForms(database, number, formsOfId(id)) ?? inOtherLetters;
  }
}

/** The same for many ids, by each. */
export function findSimilarExternalIds(
  { database }: Context,
  { number }: Workspace,
  ids: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>();
  const others = new Map<string, string>();
  for (const id of ids) {
    const form = findExternalIdByForms(database, number, formsOfId(id));
    if (form === undefined) others.set(id, inSmallLetters(id));
    else found.set(id, form);
  }
  const byLower = findExternalIdsInOtherLetters(database, number, [...others.values()]);
  for (const [id, lower] of others) {
    const form = byLower.get(lower);
    if (form !== undefined) found.set(id, form);
  }
  return found;
}

/** As SQLite does it. */
function inSmallLetters(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
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
