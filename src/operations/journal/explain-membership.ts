import type { CohortIdentifier, MembershipChange } from '../../domain/cohort.js';
import { isPlaceholder } from '../../domain/id-forms.js';
import {
  type IdleRule,
  identifierAt,
  ignoredIdentifiers,
  type MembershipResult,
} from '../../domain/journal/ignored-identifiers.js';
import type { DecisionNote } from '../../domain/journal/journal.js';
import type { Alias } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findProfileByAlias,
  findProfileByBrazeId,
  findProfileByExternalId,
  listDeviceOwners,
  listProfilesByContact,
} from '../../store/users/profile-lookup.js';
import type { Context } from '../context.js';
import { findSimilarAlias, findSimilarDeviceId, findSimilarExternalId } from '../users/similar-id.js';

/** How many of the identifiers that match nobody are looked up as something else. */
const examinedMax = 5;

/** A note for each way in which identifiers of a cohort request had no effect, or not the one they ask for. */
export function explainMembership(
  context: Context,
  workspace: Workspace,
  changes: readonly MembershipChange[],
  result: MembershipResult,
): DecisionNote[] {
  return ignoredIdentifiers(changes, result).map(({ isTolerated, ...note }) => {
    const hint = hintOf(context, workspace, changes, result, note.rule);
    return hint === undefined ? note : { ...note, hint };
  });
}

function hintOf(
  context: Context,
  workspace: Workspace,
  changes: readonly MembershipChange[],
  { idle }: MembershipResult,
  rule: string,
): string | undefined {
  if (rule === 'conflicting_changes') {
    const { conflictPolicy } = workspace.behaviour;
    return `Braze leaves open which counts; the workspace has conflict_policy ${conflictPolicy}`;
  }
  if (rule !== 'unknown_user_id' && rule !== 'unknown_device_id' && rule !== 'unknown_alias')
    return undefined;
  for (const identifier of firstIdentifiers(changes, idle[rule satisfies IdleRule]?.places ?? [])) {
    const hint = otherMeaningOf(context, workspace, identifier);
    if (hint !== undefined) return hint;
  }
  return 'Braze creates nobody here; make the users first, or send ids that they have';
}

function firstIdentifiers(
  changes: readonly MembershipChange[],
  places: readonly number[],
): CohortIdentifier[] {
  return places.slice(0, examinedMax).flatMap((place) => identifierAt(changes, place)?.identifier ?? []);
}

/** What an identifier that matches nobody was probably meant to be. */
function otherMeaningOf(
  context: Context,
  workspace: Workspace,
  identifier: CohortIdentifier,
): string | undefined {
  if ('externalId' in identifier) return otherMeaningOfId(context, workspace, identifier.externalId);
  if ('deviceId' in identifier) return otherMeaningOfDevice(context, workspace, identifier.deviceId);
  return otherMeaningOfAlias(context, workspace, identifier.alias);
}

function otherMeaningOfId(context: Context, workspace: Workspace, id: string): string | undefined {
  const { database } = context;
  const { number } = workspace;
  if (isPlaceholder(id)) return placeholderHint(id);
  const form = findSimilarExternalId(context, workspace, id);
  if (form !== undefined) return `'${id}' is unknown, but '${form}' is an external_id`;
  if (listDeviceOwners(database, number, id).length > 0)
    return `'${id}' is a device id; send it in device_ids`;
  if (findProfileByBrazeId(database, number, id) !== undefined) {
    return `'${id}' is a braze_id; user_ids takes external ids`;
  }
  if (listProfilesByContact(database, number, { email: id }).length > 0) {
    return `'${id}' is an e-mail address; user_ids takes external ids`;
  }
  return undefined;
}

function otherMeaningOfDevice(context: Context, workspace: Workspace, id: string): string | undefined {
  if (isPlaceholder(id)) return placeholderHint(id);
  const isExternalId = findProfileByExternalId(context.database, workspace.number, id) !== undefined;
  if (isExternalId) return `'${id}' is an external_id; send it in user_ids`;
  const form = findSimilarDeviceId(context, workspace, id);
  return form === undefined ? undefined : `'${id}' is unknown, but '${form}' is a device id`;
}

function otherMeaningOfAlias(context: Context, workspace: Workspace, alias: Alias): string | undefined {
  const { label, name } = alias;
  const { number } = workspace;
  const placeholder = [label, name].find(isPlaceholder);
  if (placeholder !== undefined) return placeholderHint(placeholder);
  if (findProfileByAlias(context.database, number, { label: name, name: label }) !== undefined) {
    return `alias_label and alias_name are swapped: '${name}' is a label, '${label}' a name`;
  }
  const form = findSimilarAlias(context, workspace, alias);
  if (form !== undefined) return similarAliasHint(alias, form);
  const isExternalId = findProfileByExternalId(context.database, number, name) !== undefined;
  return isExternalId ? `'${name}' is an external_id; send it in user_ids` : undefined;
}

function similarAliasHint({ label, name }: Alias, form: Alias): string {
  if (form.name === name) return `'${label}' is no label of '${name}', but '${form.label}' is`;
  if (form.label === label) return `'${name}' is unknown, but '${form.name}' is an alias with this label`;
  return `'${label}:${name}' is unknown, but '${form.label}:${form.name}' is an alias`;
}

function placeholderHint(id: string): string {
  return `'${id}' is what a program writes where it has no value`;
}
