import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { EmulatorError } from '../../../domain/errors.js';
import { snapshotBytesMax } from '../../../domain/limits.js';
import type { Emulator } from '../../../emulator.js';
import {
  nothingInput,
  numberPageQuery,
  snapshotImportQuery,
  snapshotInput,
} from '../../../wire/control/read.js';
import { listJson, snapshotJson } from '../../../wire/control/views.js';
import { readBytes } from '../../read-bytes.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';
import { pageOfWhole } from '../short-list.js';

/** Snapshots: saved, restored, listed, taken away, and carried as files from one server to another. */
export function snapshotRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/snapshots', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      return c.json(listJson('snapshots', pageOfWhole(emulator.listSnapshots(), query), snapshotJson));
    },
    POST: async (c) => {
      const { name, workspace, replace } = await readJsonAs(c, snapshotInput);
      const snapshot = emulator.saveSnapshot(name, {
        workspace: workspace === undefined ? undefined : emulator.getWorkspace(workspace),
        shouldReplace: replace,
      });
      return c.json(snapshotJson(snapshot), 201);
    },
  });
  addResource(app, '/snapshots/:name', {
    GET: (c) => {
      const name = c.req.param('name');
      const { sizeBytes, content } = emulator.openSnapshot(name);
      const headers = {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(sizeBytes),
        'Content-Disposition': `attachment; filename="${name}.snapshot"`,
      };
      if (c.req.method !== 'HEAD') return c.body(Readable.toWeb(content) as ReadableStream, 200, headers);
      content.destroy();
      return c.body(null, 200, headers);
    },
    PUT: async (c) => {
      const { replace } = readQueryAs(c, snapshotImportQuery);
      const bytes = await readBytes(c.req.raw, snapshotBytesMax);
      if (bytes === undefined) {
        throw new EmulatorError('request_too_large', `The body is larger than ${snapshotBytesMax} bytes`);
      }
      return c.json(snapshotJson(emulator.importSnapshot(c.req.param('name'), bytes, replace)));
    },
    DELETE: (c) => {
      emulator.deleteSnapshot(c.req.param('name'));
      return c.body(null, 204);
    },
  });
  addResource(app, '/snapshots/:name/restore', {
    POST: async (c) => {
      await readJsonAs(c, nothingInput);
      return c.json(snapshotJson(emulator.restoreSnapshot(c.req.param('name'))));
    },
  });
  return app;
}
