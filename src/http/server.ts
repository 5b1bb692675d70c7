import { once } from 'node:events';
import { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { invariant } from '../domain/errors.js';
import { Connections } from './connections.js';

/** How long requests in flight are given when the server closes. */
const inFlightGraceMs = 5_000;

export interface ListeningServer {
  /** Base address, e.g. `http://127.0.0.1:27293`. */
  url: string;
  port: number;
  /** Closes connections without a request, or with one that only waits, at once; gives others in flight five seconds. */
  close(): Promise<void>;
}

/**
 * Listens on a port; 0 picks a free one.
 *
 * @throws Node's own error, e.g. with `code: 'EADDRINUSE'`.
 */
export async function listen(app: Hono, options: { port: number; host: string }): Promise<ListeningServer> {
  const server = createAdaptorServer({
    fetch: (request, env) => connections.follow(Promise.resolve(app.fetch(request, { ...env, connections }))),
    overrideGlobalObjects: false,
  });
  invariant(server instanceof Server, 'without options of its own it is one of node:http');
  const connections = new Connections(server);
  // Node would cut a request off after five minutes; a streamed import of many millions takes longer.
  server.requestTimeout = 0;
  // Longer than the server is busy with a large snapshot: a connection that is closed the moment after, with the next
  // request already on its way, looks to the client like a reset.
  server.keepAliveTimeout = 65_000;
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  invariant(
    typeof address === 'object' && address !== null,
    'a server that listens on a port has an address',
  );
  const { port } = address;
  const host = isIPv6(options.host) ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, close: () => close(server, connections) };
}

async function close(server: Server, connections: Connections): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  connections.closeWhenAnswered();
  const timer = setTimeout(() => server.closeAllConnections(), inFlightGraceMs);
  await closed;
  clearTimeout(timer);
  await connections.allAnswered();
}
