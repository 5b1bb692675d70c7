import type { JournalFilter } from '../../../domain/journal/request-match.js';
import { journalPageBytesMax } from '../../../domain/limits.js';
import type { Pieces } from '../../../domain/pieces.js';
import { isoTime } from '../../../domain/time/time.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import type { JournalStretch } from '../../../operations/journal/stretches.js';
import {
  type journalEndpoints,
  journalEntryJson,
  replayJson,
} from '../../../wire/control/journal/journal.js';
import { listJson } from '../../../wire/control/pages.js';
import type { Handlers } from '../handler.js';

/** The journal of a workspace, and that of the server: requests that were not let into any. */
export const journalHandlers = {
  listServerRequests: ({ emulator, query, inPieces }) =>
    inPieces(
      readPage(emulator, () => null, query),
      pageJson,
    ),
  deleteServerRequests: ({ emulator }) => emulator.deleteRequests(null),
  getServerRequest: ({ emulator, params }) => journalEntryJson(emulator.getRequest(null, params.id)),
  replayServerRequest: ({ emulator, params }) => replayJson(emulator.getRequest(null, params.id), true),
  deleteServerRequest: ({ emulator, params }) => emulator.deleteRequest(null, params.id),
  listRequests: ({ emulator, params, query, inPieces }) =>
    inPieces(
      readPage(emulator, () => emulator.enterWorkspace(params.ws), query),
      pageJson,
    ),
  deleteRequests: ({ emulator, workspace }) => emulator.deleteRequests(workspace),
  getRequest: ({ emulator, workspace, params }) =>
    journalEntryJson(emulator.getRequest(workspace, params.id)),
  replayRequest: ({ emulator, workspace, params }) =>
    replayJson(emulator.getRequest(workspace, params.id), false),
  deleteRequest: ({ emulator, workspace, params }) => emulator.deleteRequest(workspace, params.id),
} satisfies Handlers<typeof journalEndpoints>;

interface JournalQuery {
  filter: JournalFilter;
  page: { after?: number; limit: number; isNewestFirst?: boolean };
}

/** @param enter  The workspace, each time anew: it may be deleted while others are let in. */
function* readPage(
  emulator: Emulator,
  enter: () => Workspace | null,
  { filter, page: { after, limit, isNewestFirst } }: JournalQuery,
): Pieces<JournalStretch> {
  const found: JournalStretch['items'] = [];
  let next: number | null | undefined = after;
  let bytes = 0;
  let eviction: JournalStretch['eviction'];
  do {
    // One more than the page has says whether another follows.
    const page = { after: next, limit: limit + 1 - found.length, isNewestFirst };
    const stretch: JournalStretch = emulator.readRequests(enter(), filter, page);
    ({ next, eviction } = stretch);
    found.push(...stretch.items);
    for (const its of stretch.items) bytes += its.bytes;
    if (found.length > limit) break;
    if (next !== null) yield;
  } while (next !== null && bytes < journalPageBytesMax);
  const items = found.slice(0, limit);
  const following = found.length > limit ? (items.at(-1)?.position ?? null) : next;
  return { items, next: following, eviction };
}

function pageJson({ items, next, eviction }: JournalStretch) {
  return {
    ...listJson('requests', { items, next }, ({ entry }) => journalEntryJson(entry)),
    evicted: eviction.count,
    evicted_until: eviction.until === null ? null : isoTime(eviction.until),
  };
}
