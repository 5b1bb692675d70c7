import { name, version } from '../../../platform/version.js';
import { limitsJson, type serverEndpoints, type startingAnswer } from '../../../wire/control/server.js';
import type { Wire } from '../../../wire/endpoint.js';
import { requestOrigin } from '../../request-host.js';
import type { Handlers } from '../handler.js';
import { sendOpenApi } from '../openapi-documents.js';

/** The server as a whole: is it alive, is it ready, what is it, and back to the start. */
export const serverHandlers = {
  getHealth: () => ({ status: 'ok' }),
  getReadiness: ({ server, c }) =>
    server.isReady()
      ? { status: 'ready' }
      : c.json({ status: 'starting' } satisfies Wire<typeof startingAnswer>, 503),
  getInfo({ emulator, c }) {
    const { databaseFile, workspaceCount } = emulator.viewServer();
    return {
      name,
      version,
      node: process.version,
      storage: { kind: databaseFile === null ? 'memory' : 'file', file: databaseFile },
      workspace_count: workspaceCount,
      limits: limitsJson,
      rest_endpoint: requestOrigin(c),
    };
  },
  async getMetrics({ server, c }) {
    const { contentType, text } = await server.renderMetrics();
    return c.body(text, 200, { 'Content-Type': contentType });
  },
  getOpenApi: ({ c }) => sendOpenApi(c, 'control'),
  getBrazeOpenApi: ({ c }) => sendOpenApi(c, 'braze'),
  resetServer({ emulator, server }) {
    server.resetToStart();
    return { workspace_count: emulator.viewServer().workspaceCount };
  },
} satisfies Handlers<typeof serverEndpoints>;
