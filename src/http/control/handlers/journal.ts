import { isoTime } from '../../../domain/time/time.js';
import type { Emulator } from '../../../emulator.js';
import { type journalEndpoints, journalEntryJson } from '../../../wire/control/journal/journal.js';
import { listJson } from '../../../wire/control/pages.js';
import type { Handlers } from '../handler.js';

/** The journal of a workspace, and that of the server: requests that were not let into any. */
export const journalHandlers = {
  listServerRequests: ({ emulator, query }) =>
    journalJson(emulator.listRequests(null, query.filter, query.page)),
  deleteServerRequests: ({ emulator }) => emulator.deleteRequests(null),
  getServerRequest: ({ emulator, params }) => journalEntryJson(emulator.getRequest(null, params.id)),
  deleteServerRequest: ({ emulator, params }) => emulator.deleteRequest(null, params.id),
  listRequests: ({ emulator, workspace, query }) =>
    journalJson(emulator.listRequests(workspace, query.filter, query.page)),
  deleteRequests: ({ emulator, workspace }) => emulator.deleteRequests(workspace),
  getRequest: ({ emulator, workspace, params }) =>
    journalEntryJson(emulator.getRequest(workspace, params.id)),
  deleteRequest: ({ emulator, workspace, params }) => emulator.deleteRequest(workspace, params.id),
} satisfies Handlers<typeof journalEndpoints>;

function journalJson(found: ReturnType<Emulator['listRequests']>) {
  const { count, until } = found.eviction;
  return {
    ...listJson('requests', found, ({ entry }) => journalEntryJson(entry)),
    evicted: count,
    evicted_until: until === null ? null : isoTime(until),
  };
}
