import { EmulatorError } from '../../domain/errors.js';
import { completeBlueprint, type NewWorkspace } from '../../domain/seed/blueprint.js';
import type { StartState } from '../../domain/seed/start-state.js';
import { clearJournal } from '../../store/journal.js';
import { countWorkspaces, deleteAllWorkspaces } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { newUuid, newWorkspaceId } from '../identifiers.js';
import { configurePartners } from '../keys/manage-partners.js';
import { createWorkspace } from './create-workspace.js';

/**
 * Fills an empty storage, wholly or not at all. One that holds workspaces already, from an earlier run, is left as it is.
 *
 * @returns The state with every id and key that was made filled in, so that a reset makes the same again; `undefined`
 * when nothing was applied.
 * @throws EmulatorError what `createWorkspace` and `configurePartners` throw, the path starting with `workspaces[i].` or
 * `partners[i].`.
 */
export function applyStartState(context: Context, state: StartState): StartState | undefined {
  if (countWorkspaces(context.database) > 0) return undefined;
  return fill(context, state);
}

/**
 * Takes every workspace and the server's journal away and fills the storage again. Request counts start anew.
 *
 * @throws EmulatorError as `applyStartState`; then everything is as before.
 */
export function resetToStartState(context: Context, state: StartState): StartState {
  deleteAllWorkspaces(context.database);
  context.requestCounts.clear();
  context.plan.isChanged = true;
  clearJournal(context.database, null);
  return fill(context, state);
}

function fill(context: Context, state: StartState): StartState {
  for (const [index, partner] of state.partners.entries()) {
    under(`partners[${index}]`, () => configurePartners(context, [partner]));
  }
  const workspaces = state.workspaces.map((workspace, index) =>
    under(`workspaces[${index}]`, () => addWorkspace(context, workspace)),
  );
  return { partners: state.partners, workspaces };
}

function addWorkspace(context: Context, input: NewWorkspace): NewWorkspace {
  const { id = newWorkspaceId(context.random) } = input;
  const complete = { ...completeBlueprint(input, id, () => newUuid(context.random)), id };
  createWorkspace(context, complete);
  return complete;
}

/** Puts a prefix before the path of whatever `work` refuses, in its message too when that begins with the path. */
function under<Result>(prefix: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    const { path } = error.details;
    const message = error.message.startsWith(`${path} `) ? `${prefix}.${error.message}` : error.message;
    throw new EmulatorError(error.code, message, {
      ...error.details,
      path: path === undefined ? prefix : `${prefix}.${path}`,
    });
  }
}
