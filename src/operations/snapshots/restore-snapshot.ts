import { EmulatorError } from '../../domain/errors.js';
import type { Snapshot, SnapshotDescription } from '../../domain/snapshot.js';
import {
  assertIsOf,
  assertSound,
  listUnknownPartners,
  replaceEverything,
  replaceWorkspace,
  workspaceSchema,
} from '../../store/snapshots/snapshot-content.js';
import { unusable, verifySnapshot } from '../../store/snapshots/snapshot-file.js';
import { contentProblem } from '../../store/storage-failure.js';
import { RowProblem } from '../../store/trust/row-check.js';
import { isKeyInUse } from '../../store/workspaces/partners.js';
import { findWorkspace, updateWorkspacePosition } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { readSnapshot, viewSnapshot } from './manage-snapshots.js';

/**
 * Makes everything, or the one workspace that the snapshot is of, what it was when the snapshot was saved; also when the
 * workspace was deleted since. Requests are counted anew. Opens its transaction itself.
 *
 * @throws EmulatorError `snapshot_not_found`, `snapshot_unusable` when it is damaged or of another version, and for a
 * workspace `key_in_use` when another one has a key of it now, `partner_not_found` when this server does not know a
 * partner of it; then nothing has changed.
 */
export function restoreSnapshot(context: Context, name: string): Snapshot {
  const { database, snapshots } = context;
  const { workspace } = readSnapshot(context, name, verifySnapshot);
  const schema = workspace === null ? database.schemaOf('main') : workspaceSchema(database);
  const restore = () => {
    assertSound(database, schema);
    return database.transaction(() =>
      workspace === null ? restoreEverything(context) : restoreWorkspace(context, workspace),
    );
  };
  const number = snapshots.asFile(name, (file) =>
    refusingContent(() => database.withSnapshot(file, restore)),
  );
  context.trusted.rely(number);
  context.plan.isChanged = true;
  return viewSnapshot(context, name);
}

/** What is wrong with the content of a snapshot is its fault, not that of the storage it is restored to. */
function refusingContent<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RowProblem) {
      throw unusable(
        `${error.message}; something else than the emulator wrote that, so nothing of it is restored`,
      );
    }
    const problem = contentProblem(error);
    throw problem === undefined ? error : unusable(`it does not fit what is here: ${problem}`);
  }
}

/** @returns Nothing, for all workspaces. */
function restoreEverything(context: Context): undefined {
  replaceEverything(context.database);
  context.trusted.checkReplaced();
  context.requestCounts.clear();
}

/** @returns Its number. */
function restoreWorkspace(context: Context, { id }: NonNullable<SnapshotDescription['workspace']>): number {
  const { database } = context;
  assertIsOf(database, id);
  const present = findWorkspace(database, id);
  const number = replaceWorkspace(database, present?.number, (key) => {
    if (isKeyInUse(database, key)) {
      throw new EmulatorError('key_in_use', 'Another workspace of this server has a key of the snapshot now');
    }
  });
  // The position it had when it was saved may be another's here.
  updateWorkspacePosition(database, number, present?.position ?? number);
  const [partner] = listUnknownPartners(database);
  if (partner !== undefined) {
    throw new EmulatorError('partner_not_found', `This server does not know partner '${partner}'`);
  }
  context.trusted.checkReplaced(number);
  context.requestCounts.delete(number);
  return number;
}
