import type { CohortIdentifier } from '../../domain/cohort.js';
import { EmulatorError } from '../../domain/errors.js';
import type { JournalEntry } from '../../domain/journal/journal.js';
import { namingsIn } from '../../domain/journal/membership/naming.js';
import { shortenedText } from '../../domain/journal/shortened.js';
import { journaledIdLengthMax, journalStretchBytes } from '../../domain/limits.js';
import { isInPlaceSet } from '../../domain/place-set.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  type FailedRequest,
  findSyncWith,
  listCohortSyncs,
  listFailedRequests,
  listSizes,
  listSyncs as listStoredSyncs,
  type SizePoint,
  type SyncRow,
} from '../../store/cohort-syncs.js';
import { findCohort } from '../../store/cohorts.js';
import { type Eviction, findJournalEntry, getEviction, listJournalEntriesAt } from '../../store/journal.js';
import type { Context } from '../context.js';
import { getKnownPartner } from '../keys/manage-partners.js';
import { type Page, pageOf } from '../page.js';

export type Sync = SyncRow;

/** A cohort of a partner, whether it is there or not. */
export interface CohortName {
  partner: string;
  cohortId: string;
}

/** Syncs, the newest first, and what had to go from the journal. */
export interface SyncPage extends Page<Sync, number> {
  eviction: Eviction;
}

/**
 * Successive requests to one cohort, the newest first.
 *
 * @param cohort  Left out, all of the workspace.
 * @throws EmulatorError `partner_not_found`.
 */
export function listSyncs(
  context: Context,
  workspace: Workspace,
  cohort: CohortName | undefined,
  page: { after?: number; limit: number },
): SyncPage {
  const { database } = context;
  const { number } = workspace;
  const asked = { before: page.after, limit: page.limit + 1 };
  const found =
    cohort === undefined
      ? listStoredSyncs(database, number, asked)
      : listCohortSyncs(database, number, journaled(context, cohort), asked);
  return {
    ...pageOf(found, page.limit, ({ positions }) => positions.at(-1) ?? 0),
    eviction: getEviction(database, workspace.number),
  };
}

/** What one request of a sync changed, by the identifiers that it has. */
export interface SyncRequest {
  entry: JournalEntry;
  entered: CohortIdentifier[];
  left: CohortIdentifier[];
}

/**
 * Who came and who left with each request of a sync, the oldest first. A page ends early when its requests are large.
 *
 * @param requestId  Of any request of the sync.
 * @throws EmulatorError `partner_not_found`; `request_not_found` when no sync of the cohort has the request.
 */
export function getSync(
  context: Context,
  workspace: Workspace,
  cohort: CohortName,
  requestId: string,
  { after = 0, limit }: { after?: number; limit: number },
): Page<SyncRequest, number> & { sync: Sync } {
  const { database } = context;
  const named = journaled(context, cohort);
  const position = findJournalEntry(database, workspace.number, requestId)?.position;
  const sync = position === undefined ? undefined : findSyncWith(database, workspace.number, named, position);
  if (sync === undefined) {
    const message = `The journal has no request '${requestId}' to cohort '${cohort.cohortId}' of ${cohort.partner}`;
    throw new EmulatorError('request_not_found', message);
  }
  const items: SyncRequest[] = [];
  const left = sync.positions.filter((position) => position > after);
  let bytes = 0;
  let last: number | null = null;
  for (const position of left) {
    if (items.length >= limit || bytes >= journalStretchBytes) return { sync, items, next: last };
    for (const placed of listJournalEntriesAt(database, [position])) {
      bytes += placed.bytes;
      items.push(differenceOf(placed.entry));
    }
    last = position;
  }
  return { sync, items, next: null };
}

function differenceOf(entry: JournalEntry): SyncRequest {
  const { trace } = entry.outcome ?? {};
  const difference: SyncRequest = { entry, entered: [], left: [] };
  if (trace === undefined) return difference;
  const hasEntered = isInPlaceSet(trace.entered);
  const hasLeft = isInPlaceSet(trace.left);
  let place = 0;
  for (const { identifier } of namingsIn(entry.request.body)) {
    if (hasEntered(place)) difference.entered.push(identifier);
    if (hasLeft(place)) difference.left.push(identifier);
    place++;
  }
  return difference;
}

/** How large a cohort was over time, as the journal has it. */
export interface CohortSizes {
  /** How many are in it now; 0 when it is not there. */
  size: number;
  points: SizePoint[];
  /** The last requests that were refused, at most as many as points. */
  failures: FailedRequest[];
  /** Of how many requests the points are. */
  requestCount: number;
  eviction: Eviction;
}

/** @throws EmulatorError `partner_not_found`. */
export function listCohortSizes(
  context: Context,
  workspace: Workspace,
  cohort: CohortName,
  pointsMax: number,
): CohortSizes {
  const { database } = context;
  const named = journaled(context, cohort);
  const { points, count } = listSizes(database, workspace.number, named, pointsMax);
  const now = findCohort(database, workspace.number, named.partner, cohort.cohortId);
  return {
    size: now?.memberCount ?? 0,
    points,
    failures: listFailedRequests(database, workspace.number, named, pointsMax),
    requestCount: count,
    eviction: getEviction(database, workspace.number),
  };
}

/** As the journal has it. @throws EmulatorError `partner_not_found`. */
function journaled(context: Context, { partner, cohortId }: CohortName): CohortName {
  const known = getKnownPartner(context, partner);
  return { partner: known.partner, cohortId: shortenedText(cohortId, journaledIdLengthMax) };
}
