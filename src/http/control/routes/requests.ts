import { type Context, Hono } from 'hono';
import { isoTime } from '../../../domain/time/time.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { journalQuery } from '../../../wire/control/journal-query.js';
import { journalEntryJson } from '../../../wire/control/journal-views.js';
import { nothingInput } from '../../../wire/control/read.js';
import { listJson } from '../../../wire/control/views.js';
import { readQueryAs } from '../body.js';
import { addResource } from '../resource.js';

/** The journal of a workspace, and that of the server: requests that were not let into any. */
export function requestRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addJournal(app, emulator, '/requests', () => null);
  addJournal(app, emulator, '/workspaces/:ws/requests', (c) => emulator.getWorkspace(c.req.param('ws')!));
  return app;
}

function addJournal(
  app: Hono,
  emulator: Emulator,
  path: string,
  ownerOf: (c: Context) => Workspace | null,
): void {
  addResource(app, path, {
    GET: (c) => {
      const { filter, page } = readQueryAs(c, journalQuery);
      const found = emulator.listRequests(ownerOf(c), filter, page);
      const { count, until } = found.eviction;
      return c.json({
        ...listJson('requests', found, ({ entry }) => journalEntryJson(entry)),
        evicted: count,
        evicted_until: until === null ? null : isoTime(until),
      });
    },
    DELETE: (c) => {
      // A filter that went unheard would delete too much.
      readQueryAs(c, nothingInput);
      emulator.deleteRequests(ownerOf(c));
      return c.body(null, 204);
    },
  });
  addResource(app, `${path}/:id`, {
    GET: (c) => c.json(journalEntryJson(emulator.getRequest(ownerOf(c), c.req.param('id')!))),
    DELETE: (c) => {
      emulator.deleteRequest(ownerOf(c), c.req.param('id')!);
      return c.body(null, 204);
    },
  });
}
