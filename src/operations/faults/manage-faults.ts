import { EmulatorError } from '../../domain/errors.js';
import type { Fault, NewFault } from '../../domain/fault.js';
import { faultEffectsBytesMax, faultsPerWorkspaceMax } from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  countFaultBytes,
  countFaults,
  deleteFault as deleteStoredFault,
  deleteFaults as deleteStoredFaults,
  findFault,
  insertFault,
  listFaults as listStoredFaults,
} from '../../store/faults.js';
import type { Context } from '../context.js';
import { newFaultId } from '../identifiers.js';
import { getKnownPartner } from '../keys/manage-partners.js';
import { type Page, pageOf } from '../page.js';

/**
 * Plans a misbehaviour, tried after those there are already.
 *
 * @throws EmulatorError `partner_not_found` for a partner this server does not know; `invalid_request` when the workspace
 * has 1,000 faults, or they take too much.
 */
export function createFault(context: Context, workspace: Workspace, fault: NewFault): Fault {
  assertRoom(context, workspace, [fault]);
  return addFault(context, workspace, fault, '');
}

/**
 * Plans those of a workspace that has none.
 *
 * @throws EmulatorError as `createFault`, with a path that begins with `faults[i].`.
 */
export function createFaults(context: Context, workspace: Workspace, faults: readonly NewFault[]): void {
  assertRoom(context, workspace, faults);
  for (const [index, fault] of faults.entries()) addFault(context, workspace, fault, `faults[${index}].`);
}

/** Counting takes a look at each that is there: once for all that are added. */
function assertRoom({ database }: Context, workspace: Workspace, added: readonly NewFault[]): void {
  if (countFaults(database, workspace.number) + added.length > faultsPerWorkspaceMax) {
    throw new EmulatorError(
      'invalid_request',
      `A workspace has at most ${faultsPerWorkspaceMax} faults, used up ones too; delete some`,
    );
  }
  const addedBytes = added.reduce((sum, { steps }) => sum + Buffer.byteLength(JSON.stringify(steps)), 0);
  if (countFaultBytes(database, workspace.number) + addedBytes > faultEffectsBytesMax) {
    throw new EmulatorError(
      'invalid_request',
      `The effects of all faults of a workspace have at most ${faultEffectsBytesMax} bytes as JSON; delete some`,
    );
  }
}

/** @param prefix  What stands before the paths of refusals. */
function addFault(context: Context, workspace: Workspace, fault: NewFault, prefix: string): Fault {
  const { partner } = fault.match;
  const match =
    partner === undefined
      ? fault.match
      : { ...fault.match, partner: getKnownPartner(context, partner, `${prefix}match.partner`).partner };
  return insertFault(context.database, workspace.number, newFaultId(context.random), { ...fault, match });
}

/** In order of creation, used up ones too. */
export function listFaults(
  context: Context,
  workspace: Workspace,
  page: { after?: number; limit: number },
): Page<Fault, number> {
  const faults = listStoredFaults(context.database, workspace.number, page.after ?? 0, page.limit + 1);
  return pageOf(faults, page.limit, (fault) => fault.number);
}

/** @throws EmulatorError `fault_not_found`. */
export function getFault(context: Context, workspace: Workspace, id: string): Fault {
  return findFault(context.database, workspace.number, id) ?? refuseUnknown(id);
}

/** A request that it delays goes on waiting. @throws EmulatorError `fault_not_found`. */
export function deleteFault(context: Context, workspace: Workspace, id: string): void {
  if (!deleteStoredFault(context.database, workspace.number, id)) refuseUnknown(id);
}

/** Takes every fault of the workspace away. */
export function deleteFaults(context: Context, workspace: Workspace): void {
  deleteStoredFaults(context.database, workspace.number);
}

function refuseUnknown(id: string): never {
  throw new EmulatorError('fault_not_found', `The workspace has no fault '${id}'`);
}
