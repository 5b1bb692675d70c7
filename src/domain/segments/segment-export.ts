import { exportLinkMs } from '../limits.js';
import { isoTime } from '../time/time.js';

/** What a segment export is asked for. */
export interface SegmentExportRequest {
  segmentId: string;
  /** Names of the profile fields to show. */
  fields: string[];
  /** Names of the custom attributes to show, should the fields not hold all of them. */
  customAttributes: string[];
  /** Where to tell that it is ready. */
  callbackEndpoint: string | null;
}

/** An export of a segment to a file that can be downloaded. */
export interface SegmentExport extends SegmentExportRequest {
  /** Key of its row in the store; never shown. */
  number: number;
  workspaceId: string;
  /** Names it to its caller, e.g. `7c1f0a52-3d44-4e0b-9f0e-5d0a6f1f2b33-1770000000`. */
  objectPrefix: string;
  /** Path of the link, without the first slash. */
  objectKey: string;
  /** The link. */
  url: string;
  state: 'running' | 'ready' | 'expired' | 'failed';
  requestedAt: number;
  /** `null` until it is. */
  readyAt: number | null;
  /** The set of those it is of: members when it was requested and not deleted since. `null` once it does not run. */
  membersSet: number | null;
}

/** Seconds since 1970, whatever the page says of 2017: both its examples are that. [doc] post_users_segment, [inferred] */
export function objectPrefix(uuid: string, requestedAt: number): string {
  return `${uuid}-${Math.floor(requestedAt / 1000)}`;
}

/**
 * Path of the archive in object storage. [doc] post_users_segment. The day there is that of the callback; here it is that
 * of the request, because the answer to it already has the link. [inferred]
 */
export function objectKey(segmentId: string, prefix: string, requestedAt: number, name: string): string {
  return `segment-export/${segmentId}/${isoTime(requestedAt).slice(0, 10)}/${prefix}/${name}.zip`;
}

/** When the link of an export that got ready at a moment stops working. */
export function linkEnd(readyAt: number): number {
  return readyAt + exportLinkMs;
}
