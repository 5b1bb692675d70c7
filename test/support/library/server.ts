import { onTestFinished } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../../../src/server.js';

/** A server with the operations behind it, which the library hides. It stops with the test. */
export async function startedServer(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    seed: { partners: [], workspaces: [] },
    withQuickstart: false,
    allowedHosts: [],
    onFinished() {},
    onDefect: (error) => console.error(error),
    onNotice() {},
    ...options,
  });
  onTestFinished(() => server.stop());
  return server;
}
