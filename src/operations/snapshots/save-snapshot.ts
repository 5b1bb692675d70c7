import { EmulatorError } from '../../domain/errors.js';
import { snapshotBytesMax } from '../../domain/limits.js';
import { assertSnapshotName, type Snapshot } from '../../domain/snapshot.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { serializeEverything, serializeWorkspace } from '../../store/snapshots/snapshot-content.js';
import { snapshotFile } from '../../store/snapshots/snapshot-file.js';
import { countWorkspaces } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';
import { assertNameIsFree, viewSnapshot } from './manage-snapshots.js';

/**
 * Keeps everything as it is at this moment, or one workspace, under a name. Request counts and snapshots are not part of
 * it. Takes about two seconds for a million profiles, in which the server does nothing else.
 *
 * @param workspace  Left out for everything.
 * @param shouldReplace  Whether a snapshot of that name may be there already.
 * @throws EmulatorError `invalid_request` for the name, `snapshot_exists`, `request_too_large` over 2 GiB,
 * `storage_unusable`; then nothing has changed.
 */
export function saveSnapshot(
  context: Context,
  name: string,
  { workspace, shouldReplace = false }: { workspace?: Workspace; shouldReplace?: boolean } = {},
): Snapshot {
  const { database, snapshots } = context;
  assertSnapshotName(name);
  assertNameIsFree(context, name, shouldReplace);
  if (workspace === undefined) assertSize(database.sizeBytes);
  const image =
    workspace === undefined ? serializeEverything(database) : serializeWorkspace(database, workspace.number);
  assertSize(image.length);
  const description = {
    createdAt: context.clock.now(),
    workspace: workspace === undefined ? null : { id: workspace.id, name: workspace.name },
    workspaceCount: workspace === undefined ? countWorkspaces(database) : 1,
  };
  snapshots.write(name, snapshotFile(image, description));
  return viewSnapshot(context, name);
}

function assertSize(bytes: number): void {
  if (bytes <= snapshotBytesMax) return;
  throw new EmulatorError(
    'request_too_large',
    `The snapshot would have ${bytes} bytes; at most ${snapshotBytesMax} are allowed`,
  );
}
