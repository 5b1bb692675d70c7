import { EmulatorError } from '../../domain/errors.js';
import { linkEnd, type SegmentExport } from '../../domain/segments/segment-export.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findSegmentExport,
  findSegmentExportByKey,
  findSegmentExportPart,
  findWorkspaceOfLink,
  measureSegmentExportParts,
} from '../../store/segments/segment-exports.js';
import { getWorkspace } from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { trustRows } from '../trust-rows.js';

/**
 * Whose link that is.
 *
 * @throws EmulatorError `export_not_available` when it is nobody's.
 */
export function getLinkedExport(
  context: Context,
  objectKey: string,
): { segmentExport: SegmentExport; workspace: Workspace } {
  const number = findWorkspaceOfLink(context.database, objectKey);
  if (number !== undefined) trustRows(context, { number });
  const segmentExport = findSegmentExportByKey(context.database, objectKey);
  if (segmentExport === undefined) {
    throw new EmulatorError('export_not_available', 'No segment export has this link');
  }
  return { segmentExport, workspace: getWorkspace(context.database, segmentExport.workspaceId) };
}

/**
 * Opens the archive of an export.
 *
 * @returns How many pieces `readExportPart` has of it, and how long they are together.
 * @throws EmulatorError `export_not_available` before it is ready, or when it failed; `export_link_expired` 4 hours after
 * it got ready, by the workspace's clock.
 */
export function openExportArchive(
  context: Context,
  workspace: Workspace,
  segmentExport: SegmentExport,
): { partCount: number; byteCount: number } {
  const { state, readyAt } = segmentExport;
  if (state === 'running') {
    throw new EmulatorError('export_not_available', 'The segment export is still running');
  }
  if (state === 'failed') {
    throw new EmulatorError('export_not_available', 'The segment export has failed; request another');
  }
  if (state === 'expired' || readyAt === null || nowOf(context, workspace) >= linkEnd(readyAt)) {
    throw new EmulatorError('export_link_expired', 'The link worked for 4 hours, which are over');
  }
  return measureSegmentExportParts(context.database, segmentExport);
}

/** @returns `undefined` when the archive has been dropped meanwhile. */
export function readExportPart(context: Context, prefix: string, part: number): Uint8Array | undefined {
  const segmentExport = findSegmentExport(context.database, prefix);
  return segmentExport && findSegmentExportPart(context.database, segmentExport, part);
}
