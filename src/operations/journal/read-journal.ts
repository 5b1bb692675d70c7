import { EmulatorError } from '../../domain/errors.js';
import type { JournalEntry } from '../../domain/journal/journal.js';
import type { JournalFilter } from '../../domain/journal/request-match.js';
import { journalStretchBytes } from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  clearJournal,
  deleteJournalEntry,
  type Eviction,
  findJournalEntry,
  findJournalStretch,
  findLastJournalEntry,
  getEviction,
  type JournalOwner,
  type JournalStart,
  listJournalEntries,
  listJournalPositions,
  type PlacedEntry,
} from '../../store/journal.js';
import type { Context } from '../context.js';
import { type Page, pageOf } from '../page.js';
import { trustRows } from '../trust-rows.js';
import { findShared, share } from './shared-stretches.js';
import type { JournalStretch } from './stretches.js';

/** Some of a journal's entries, oldest first, and what had to go from it before. */
export interface JournalPage extends Page<PlacedEntry, number> {
  eviction: Eviction;
}

/** @param workspace  `null` for the server's journal: every request that was not let into a workspace. */
export function listRequests(
  context: Context,
  workspace: Workspace | null,
  filter: JournalFilter,
  page: JournalStart & { limit: number },
): JournalPage {
  const owner = ownerOf(context, workspace);
  const found = listJournalEntries(context.database, owner, filter, { ...page, limit: page.limit + 1 });
  return {
    ...pageOf(found, page.limit, (its) => its.position),
    eviction: getEviction(context.database, owner),
  };
}

/**
 * As much of a journal as can be read without keeping others waiting: at most `limit` entries, fewer when they are large.
 *
 * @param texts  Leaves out requests that have none of these as a string of JSON, keys aside.
 */
export function readRequests(
  context: Context,
  workspace: Workspace | null,
  filter: JournalFilter,
  page: JournalStart & { limit: number; texts?: readonly string[] },
): JournalStretch {
  const { database } = context;
  const owner = ownerOf(context, workspace);
  const until = findJournalStretch(database, owner, filter, page, journalStretchBytes)?.until;
  const items = listJournalEntries(database, owner, filter, { ...page, until });
  const isFull = items.length === page.limit;
  return {
    items,
    next: isFull ? (items.at(-1)?.position ?? null) : (until ?? null),
    eviction: getEviction(database, owner),
  };
}

/** Where to read a whole journal on, for one of several who may do so at once. */
export interface Following {
  after: number;
  limit: number;
  /** Whether to read only what another has read at this moment. */
  isFollowing: boolean;
}

/**
 * As `readRequests` without a filter; what another has just read is not read again.
 *
 * @returns `undefined` where it was to follow and nobody has gone before.
 */
export function followRequests(
  context: Context,
  workspace: Workspace,
  { after, limit, isFollowing }: Following,
): (JournalStretch & { isShared: boolean }) | undefined {
  const key = `${workspace.number} ${after} ${limit}`;
  const shared = findShared(context, key);
  if (shared !== undefined) return { ...shared, isShared: true };
  if (isFollowing) return undefined;
  const stretch = readRequests(context, workspace, {}, { after, limit });
  share(context, key, stretch);
  return { ...stretch, isShared: false };
}

/** Where each request of a workspace stands in the order of all, the oldest first. */
export function listRequestPositions(context: Context, workspace: Workspace): number[] {
  return listJournalPositions(context.database, workspace.number);
}

/** The last request that was let into no workspace. */
export function findLastStray(context: Context): JournalEntry | undefined {
  return findLastJournalEntry(context.database, ownerOf(context, null))?.entry;
}

/** @throws EmulatorError `request_not_found`. */
export function getRequest(context: Context, workspace: Workspace | null, id: string): JournalEntry {
  return find(context, workspace, id).entry;
}

/** Where a request stands in the order of all. @throws EmulatorError `request_not_found`. */
export function locateRequest(context: Context, workspace: Workspace | null, id: string): number {
  return find(context, workspace, id).position;
}

/** @throws EmulatorError `request_not_found`. */
export function deleteRequest(context: Context, workspace: Workspace | null, id: string): void {
  deleteJournalEntry(context.database, find(context, workspace, id).position);
}

/** Deletes all of a journal's entries; from then on nothing is said to be missing from it. */
export function deleteRequests(context: Context, workspace: Workspace | null): void {
  clearJournal(context.database, ownerOf(context, workspace));
}

function find(context: Context, workspace: Workspace | null, id: string): PlacedEntry {
  const found = findJournalEntry(context.database, ownerOf(context, workspace), id);
  if (found === undefined) {
    throw new EmulatorError('request_not_found', `The journal has no request with the id '${id}'`);
  }
  return found;
}

function ownerOf(context: Context, workspace: Workspace | null): JournalOwner {
  if (workspace === null) trustRows(context, null);
  return workspace === null ? null : workspace.number;
}
