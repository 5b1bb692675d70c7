import { isoTime } from '../../../domain/time/time.js';
import { name, version } from '../../../platform/version.js';
import { limitsJson, type serverEndpoints } from '../../../wire/control/server.js';
import { type Handlers, OtherAnswer } from '../handler.js';
import { sendOpenApi } from '../openapi-documents.js';

/** The server as a whole: is it alive, is it ready, what is it, and back to the start. */
export const serverHandlers = {
  getHealth: () => ({ status: 'ok', pid: process.pid }),
  getReadiness: ({ server }) =>
    server.isReady() ? { status: 'ready' } : new OtherAnswer({ status: 'starting' }),
  getInfo({ emulator, origin }) {
    const { databaseFile, workspaceCount, now } = emulator.viewServer();
    return {
      name,
      version,
      node: process.version,
      storage: { kind: databaseFile === null ? 'memory' : 'file', file: databaseFile },
      workspace_count: workspaceCount,
      now: isoTime(now),
      limits: limitsJson,
      rest_endpoint: origin,
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
