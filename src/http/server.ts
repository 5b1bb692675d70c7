import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6, type Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

/** How long requests in flight are given when the server closes. */
const inFlightGraceMs = 5_000;

export interface ListeningServer {
  /** Base address, e.g. `http://127.0.0.1:27293`. */
  url: string;
  port: number;
  /** Closes connections without a request at once and gives requests in flight five seconds. */
  close(): Promise<void>;
}

/**
 * Listens on a port; 0 picks a free one.
 *
 * @throws Node's own error, e.g. with `code: 'EADDRINUSE'`.
 */
export async function listen(app: Hono, options: { port: number; host: string }): Promise<ListeningServer> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  // Node would cut a request off after five minutes; a streamed import of many millions takes longer.
  server.requestTimeout = 0;
  // Longer than the server is busy with a large snapshot: a connection that is closed the moment after, with the next
  // request already on its way, looks to the client like a reset.
  server.keepAliveTimeout = 65_000;
  const connections = new Connections(server);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
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
}

/**
 * Which connections have requests in flight. Node's own `closeIdleConnections` leaves one open that has not sent its
 * first request yet, as connection pools keep them.
 */
class Connections {
  private readonly inFlight = new Map<Socket, number>();
  private isClosing = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.inFlight.set(socket, 0);
      socket.once('close', () => this.inFlight.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.count(socket, 1);
      response.once('close', () => {
        this.count(socket, -1);
        if (this.isClosing && this.inFlight.get(socket) === 0) socket.end();
      });
    });
  }

  closeWhenAnswered(): void {
    this.isClosing = true;
    for (const [socket, count] of this.inFlight) if (count === 0) socket.destroy();
  }

  private count(socket: Socket, change: 1 | -1): void {
    const count = this.inFlight.get(socket);
    if (count !== undefined) this.inFlight.set(socket, count + change);
  }
}
