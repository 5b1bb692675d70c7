import { invariant } from '../../domain/errors.js';
import { exportedHistoryDays } from '../../domain/limits.js';
import { profileNumbers } from '../../domain/profile-set.js';
import { linkEnd, type SegmentExport } from '../../domain/segments/segment-export.js';
import { dayMs } from '../../domain/time/time.js';
import { type ExportedProfile, occurredSince } from '../../domain/users/profile-history.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { deleteProfileSet, findProfileSet } from '../../store/profile-sets.js';
import {
  deleteSegmentExportParts,
  findSegmentExport,
  insertSegmentExportPart,
  listRunningSegmentExports,
  listWorkspacesWithRunningExports,
  measureSegmentExportParts,
  updateSegmentExport,
} from '../../store/segments/segment-exports.js';
import { getHistory } from '../../store/users/profile-history.js';
import { getProfile } from '../../store/users/user-profiles.js';
import { getWorkspace } from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { type Page, pageOf } from '../page.js';
import { planWork } from '../plan-work.js';
import { hasUsableRows } from '../trust-rows.js';

// What is asked for while an export is worked on, piece by piece. Between two pieces anything may happen: the workspace is
// reset, or an earlier state of it restored. So an export is called by its prefix, which is never given twice, and every
// answer can be that there is nothing to go on with.

/** So few that a request in between waits for some ten milliseconds. */
const profilesPerChunk = 250;
/** Every export that somebody has to work on, of all workspaces; after a restart those that were running before it too. */
export function listRunningExports(context: Context): SegmentExport[] {
  const { database } = context;
  const workspaces = listWorkspacesWithRunningExports(database);
  return workspaces
    .filter((number) => hasUsableRows(context, { number }))
    .flatMap((number) => listRunningSegmentExports(database, number));
}

/**
 * The next profiles of an export, in order of creation, as they are now.
 *
 * @param after  Number of the last one that was read; left out at the beginning.
 * @returns `undefined` when the export does not run any more.
 */
export function readExportChunk(
  context: Context,
  prefix: string,
  after?: number,
): Page<ExportedProfile, number> | undefined {
  const { database } = context;
  const running = findRunning(context, prefix);
  if (running === undefined) return undefined;
  const { segmentExport, workspace, membersSet } = running;
  const numbers: number[] = [];
  for (const profileNumber of profileNumbers(findProfileSet(database, membersSet), after)) {
    numbers.push(profileNumber);
    if (numbers.length > profilesPerChunk) break;
  }
  const page = pageOf(numbers, profilesPerChunk, (profileNumber) => profileNumber);
  // All profiles see one moment, that of the request. [inferred]
  const since = segmentExport.requestedAt - exportedHistoryDays * dayMs;
  const profileOf = (profileNumber: number): ExportedProfile => ({
    ...getProfile(database, workspace.number, profileNumber),
    history: occurredSince(getHistory(database, workspace.number, profileNumber), since),
  });
  return { items: page.items.map(profileOf), next: page.next };
}

/**
 * Keeps the next piece of the archive. The first one takes the place of what an earlier attempt has left.
 *
 * @param part  From 0.
 * @returns Whether it was kept: not when the export does not run any more, or the pieces before it are not there.
 */
export function saveExportPart(context: Context, prefix: string, part: number, bytes: Uint8Array): boolean {
  const { database } = context;
  const segmentExport = findRunning(context, prefix)?.segmentExport;
  if (segmentExport === undefined) return false;
  if (part === 0) deleteSegmentExportParts(database, segmentExport);
  else if (measureSegmentExportParts(database, segmentExport).partCount !== part) return false;
  insertSegmentExportPart(database, segmentExport, part, bytes);
  return true;
}

/**
 * Makes the link work, for 4 hours of the workspace's clock.
 *
 * @param partCount  Pieces of the archive that have been kept.
 * @returns Whether it does: not when the export does not run any more, or pieces are missing.
 */
export function finishSegmentExport(context: Context, prefix: string, partCount: number): boolean {
  const running = findRunning(context, prefix);
  if (running === undefined) return false;
  const { segmentExport, workspace, membersSet } = running;
  if (measureSegmentExportParts(context.database, segmentExport).partCount !== partCount) return false;
  const readyAt = nowOf(context, workspace);
  endRun(context, { ...segmentExport, state: 'ready', readyAt }, membersSet);
  planWork(context, workspace, linkEnd(readyAt), { kind: 'expire_export', objectPrefix: prefix });
  return true;
}

/** Gives an export up. Its link will never work; Braze would write somebody an e-mail. [doc] post_users_segment */
export function failSegmentExport(context: Context, prefix: string): void {
  const running = findRunning(context, prefix);
  if (running === undefined) return;
  deleteSegmentExportParts(context.database, running.segmentExport);
  endRun(context, { ...running.segmentExport, state: 'failed' }, running.membersSet);
}

/** Lets the link expire for good, whatever the clock says later, and drops the archive. */
export function expireExport(context: Context, prefix: string): void {
  const segmentExport = findSegmentExport(context.database, prefix);
  if (segmentExport === undefined) return;
  updateSegmentExport(context.database, { ...segmentExport, state: 'expired' });
  deleteSegmentExportParts(context.database, segmentExport);
}

function endRun(context: Context, segmentExport: SegmentExport, membersSet: number): void {
  updateSegmentExport(context.database, { ...segmentExport, membersSet: null });
  deleteProfileSet(context.database, membersSet);
}

function findRunning(
  context: Context,
  prefix: string,
): { segmentExport: SegmentExport; workspace: Workspace; membersSet: number } | undefined {
  const segmentExport = findSegmentExport(context.database, prefix);
  if (segmentExport?.state !== 'running') return undefined;
  const { workspaceId, membersSet } = segmentExport;
  invariant(membersSet !== null, 'an export that runs has its members');
  return { segmentExport, workspace: getWorkspace(context.database, workspaceId), membersSet };
}
