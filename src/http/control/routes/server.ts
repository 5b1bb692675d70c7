import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { name, version } from '../../../platform/version.js';
import { nothingInput } from '../../../wire/control/read.js';
import type { RenderedMetrics } from '../../metrics/metrics.js';
import { requestOrigin } from '../../request-host.js';
import { readJsonAs } from '../body.js';
import { addResource } from '../resource.js';

export interface ServerRoutesOptions {
  isReady: () => boolean;
  resetToStart: () => void;
  renderMetrics: () => Promise<RenderedMetrics>;
}

/** The server as a whole: is it alive, is it ready, what is it, and back to the start. */
export function serverRoutes(emulator: Emulator, options: ServerRoutesOptions): Hono {
  const app = new Hono();
  addResource(app, '/health', { GET: (c) => c.json({ status: 'ok' }) });
  addResource(app, '/ready', {
    GET: (c) => (options.isReady() ? c.json({ status: 'ready' }) : c.json({ status: 'starting' }, 503)),
  });
  addResource(app, '/info', {
    GET: (c) => {
      const { databaseFile, workspaceCount } = emulator.viewServer();
      return c.json({
        name,
        version,
        node: process.version,
        storage: { kind: databaseFile === null ? 'memory' : 'file', file: databaseFile },
        workspace_count: workspaceCount,
        rest_endpoint: requestOrigin(c),
      });
    },
  });
  addResource(app, '/metrics', {
    GET: async (c) => {
      const { contentType, text } = await options.renderMetrics();
      return c.body(text, 200, { 'Content-Type': contentType });
    },
  });
  addResource(app, '/reset', {
    POST: async (c) => {
      await readJsonAs(c, nothingInput);
      options.resetToStart();
      return c.json({ workspace_count: emulator.viewServer().workspaceCount });
    },
  });
  return app;
}
