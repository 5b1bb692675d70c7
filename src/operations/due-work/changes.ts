import { type Ignored, tolerated } from '../../domain/journal/ignored.js';
import { ignoredIdentifiers } from '../../domain/journal/ignored-identifiers.js';
import type { PartnerAccess, Workspace } from '../../domain/workspaces/workspace.js';
import { changeCohortMembers } from '../cohorts/change-cohort-members.js';
import { nameCohort } from '../cohorts/name-cohort.js';
import type { Context } from '../context.js';
import { createAliases } from '../users/create-aliases.js';
import { deleteUsers } from '../users/delete-users.js';
import { identifyUsers } from '../users/identify-users.js';
import { mergeUsers } from '../users/merge-users.js';
import { removeExternalIds } from '../users/remove-external-ids.js';
import { renameExternalIds } from '../users/rename-external-ids.js';
import { trackUsers } from '../users/track-users.js';
import { updateAliases } from '../users/update-aliases.js';

/**
 * The operations by which Braze endpoints change users and cohorts, in one form. What each is told is JSON, because a
 * processing delay may hold it back over a restart.
 */
export const changes = {
  nameCohort: forPartner(nameCohort),
  changeCohortMembers: forPartner(changeCohortMembers),
  trackUsers,
  identifyUsers,
  createAliases,
  updateAliases,
  mergeUsers,
  deleteUsers,
  renameExternalIds,
  removeExternalIds,
};

export type ChangeName = keyof typeof changes;
export type ChangeInput<Name extends ChangeName> = Parameters<(typeof changes)[Name]>[2];
export type ChangeResult<Name extends ChangeName> = ReturnType<(typeof changes)[Name]>;

function forPartner<Input, Result>(
  operation: (context: Context, access: PartnerAccess, input: Input) => Result,
): (context: Context, workspace: Workspace, input: Input & { partner: string }) => Result {
  return (context, workspace, input) => operation(context, { workspace, partner: input.partner }, input);
}

const operations: {
  [Name in ChangeName]: (
    context: Context,
    workspace: Workspace,
    input: ChangeInput<Name>,
  ) => ChangeResult<Name>;
} = changes;

/** Does a change now. */
export function runChange<Name extends ChangeName>(
  context: Context,
  workspace: Workspace,
  operation: Name,
  input: ChangeInput<Name>,
): ChangeResult<Name> {
  return operations[operation](context, workspace, input);
}

const resultItself = (ignored: Ignored[]) => ignored;

const ignoredIn: {
  [Name in ChangeName]: (result: ChangeResult<Name>, input: ChangeInput<Name>) => Ignored[];
} = {
  nameCohort: resultItself,
  changeCohortMembers: (outcome, input) => ignoredIdentifiers(input.changes, outcome),
  trackUsers: resultItself,
  identifyUsers: resultItself,
  createAliases: resultItself,
  updateAliases: resultItself,
  mergeUsers: resultItself,
  deleteUsers: resultItself,
  renameExternalIds: ({ problems }) => toldProblems(problems, 'external_id_renames'),
  removeExternalIds: ({ problems }) => toldProblems(problems, 'external_ids'),
};

/** What a change left without effect. */
export function ignoredBy<Name extends ChangeName>(
  operation: Name,
  input: ChangeInput<Name>,
  result: ChangeResult<Name>,
): Ignored[] {
  return ignoredIn[operation](result, input);
}

/** Problems that the answer tells too, in its words. */
function toldProblems(problems: readonly { index: number; text: string }[], field: string): Ignored[] {
  return problems.map(({ index, text }) => tolerated(`${field}[${index}]`, 'external_id_problem', text));
}
