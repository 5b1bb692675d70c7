import type { MembershipOutcome } from '../../domain/cohort.js';
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

/** How many of the identifiers that match nobody are looked up as something else. */
const examinedMax = 5;

/** A note for each way in which identifiers of a cohort request had no effect, or not the one they ask for. */
export function explainOutcome(
  context: Context,
  workspace: Workspace,
  outcome: MembershipOutcome,
): DecisionNote[] {
  const { unknown, skippedIdentified, conflicts } = outcome;
  const policy = workspace.behaviour.conflictPolicy;
  const notes = [
    noteOf(
      'unknown_user_id',
      unknown.externalIds,
      'user_ids that match no profile, and Braze creates none',
      (id) => otherMeaningOf(context, workspace, id),
    ),
    noteOf('unknown_device_id', unknown.deviceIds, 'device_ids that match no profile', (id) =>
      otherMeaningOfDevice(context, workspace, id),
    ),
    noteOf('unknown_alias', unknown.aliases, 'aliases that match no profile', (alias) =>
      otherMeaningOfAlias(context, workspace, alias),
    ),
    noteOf(
      'device_of_identified_user',
      skippedIdentified.deviceIds,
      'device_ids of identified users, whom Braze finds only by external_id or alias',
      () => 'Send their external_id in user_ids',
    ),
    noteOf(
      'conflicting_changes',
      conflicts,
      'identifiers of profiles that are both added and removed',
      () => `Braze leaves open which counts; the workspace has conflict_policy ${policy}`,
    ),
  ].flat();
  if (outcome.alreadyMember > 0)
    notes.push(countNote('already_member', outcome.alreadyMember, 'profiles that were members already'));
  if (outcome.notMember > 0)
    notes.push(countNote('not_member', outcome.notMember, 'profiles that were no members to begin with'));
  return notes.length === 0 && outcome.added + outcome.removed === 0 ? [nothingNote(workspace)] : notes;
}

function countNote(rule: string, count: number, what: string): DecisionNote {
  return { rule, message: `${what}: ${count}`, path: 'cohort_changes' };
}

function nothingNote(workspace: Workspace): DecisionNote {
  const ignores = workspace.behaviour.unknownCohort === 'ignore';
  return {
    rule: 'nothing_changed',
    message: `The request names nobody${ignores ? ', or a cohort that was never named' : ''}`,
    path: 'cohort_changes',
  };
}

/** A note about identifiers, when there are any; the outcome lists them, so only plain ids are shown again. */
function noteOf<Identifier extends string | object>(
  rule: string,
  identifiers: readonly Identifier[],
  what: string,
  hintOf: (identifier: Identifier) => string | undefined,
): DecisionNote[] {
  if (identifiers.length === 0) return [];
  const hints = identifiers.slice(0, examinedMax).map(hintOf);
  const hint = hints.find((its) => its !== undefined);
  const ids = identifiers.filter((its) => typeof its === 'string');
  return [
    {
      rule,
      message: `${what}: ${identifiers.length}`,
      path: 'cohort_changes',
      ...(ids.length > 0 && { received: ids }),
      ...(hint !== undefined && { hint }),
    },
  ];
}

/** What an unknown external id is known as. */
function otherMeaningOf({ database }: Context, { number }: Workspace, id: string): string | undefined {
  const form = [id.trim(), id.toLowerCase(), id.toUpperCase()].find(
    (its) => its !== id && findProfileByExternalId(database, number, its) !== undefined,
  );
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

function otherMeaningOfDevice({ database }: Context, { number }: Workspace, id: string): string | undefined {
  const isExternalId = findProfileByExternalId(database, number, id) !== undefined;
  return isExternalId ? `'${id}' is an external_id; send it in user_ids` : undefined;
}

function otherMeaningOfAlias(
  { database }: Context,
  { number }: Workspace,
  { label, name }: Alias,
): string | undefined {
  if (findProfileByAlias(database, number, { label: name, name: label }) !== undefined) {
    return `alias_label and alias_name are swapped: '${name}' is a label, '${label}' a name`;
  }
  const isExternalId = findProfileByExternalId(database, number, name) !== undefined;
  return isExternalId ? `'${name}' is an external_id; send it in user_ids` : undefined;
}
