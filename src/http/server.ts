import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono } from 'hono';
import { invariant } from '../domain/errors.js';
import { newBodyRooms } from './body-room.js';
import { Connections } from './connections.js';
import { type BodyPatience, bodyPatienceDefault, SlowBodies } from './slow-bodies.js';
import { refuseHostless, type TellUnread, unreadUrl, watchUnread } from './unread-requests.js';

const [alreadySentHeader = ''] = RESPONSE_ALREADY_SENT.headers.keys();

/** How long is waited for the head of a request; the sentence in `unread-requests.ts` says so. */
const headersMs = 60_000;

/** How long requests in flight are given when the server closes. */
const inFlightGraceMs = 5_000;

export interface ListeningServer {
  /** Base address, e.g. `http://127.0.0.1:27293`. */
  url: string;
  port: number;
  /** Closes connections without a request, or with one that only waits, at once; gives others in flight five seconds. */
  close(): Promise<void>;
}

interface ListenOptions {
  port: number;
  host: string;
  /** Told of what comes to no app. */
  tellUnread: TellUnread;
  /** How long is waited for a body that does not come. */
  bodyPatience?: BodyPatience;
  /** How long a body waits for room among those that are read. */
  roomPatienceMs?: number;
  /**
   * Whether the process is the emulator's alone. Then `Request` and `Response` are replaced by the adapter's own, which takes a
   * tenth of a small request away; in a process of others their globals are left alone.
   */
  ownsProcess?: boolean;
}

/**
 * Listens on a port; 0 picks a free one.
 *
 * @throws Node's own error, e.g. with `code: 'EADDRINUSE'`.
 */
export async function listen(app: Hono, options: ListenOptions): Promise<ListeningServer> {
  const { server, connections } = createAppServer(app, options);
  // Node would cut a request off after five minutes; a streamed import of many millions takes longer. `SlowBodies` does it.
  server.requestTimeout = 0;
  server.headersTimeout = headersMs;
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
  return {
    url: `http://${writtenHost(options.host)}:${port}`,
    port,
    close: () => close(server, connections),
  };
}

/** An IPv6 address in brackets, and in the one form that its `Host` may have. */
function writtenHost(host: string): string {
  if (!isIPv6(host)) return host;
  const written = `[${host}]`;
  return URL.canParse(`http://${written}`) ? new URL(`http://${written}`).hostname : written;
}

function createAppServer(
  app: Hono,
  { tellUnread, bodyPatience = bodyPatienceDefault, roomPatienceMs, ownsProcess = false }: ListenOptions,
): { server: Server; connections: Connections } {
  let arriving: IncomingMessage | undefined;
  const listener = getRequestListener(
    (request, env) => {
      const answer = Promise.resolve(app.fetch(request, { ...env, connections, slowBodies, bodyRooms }));
      return connections.follow(answer.then(asWritten));
    },
    {
      overrideGlobalObjects: ownsProcess,
      errorHandler(error) {
        // Thrown before anything waits, so that it is about the one that arrives.
        if (!(error instanceof RequestError) || arriving === undefined) {
          return new Response(null, { status: 500 });
        }
        const id = tellUnread(unreadUrl(arriving, error.message));
        return new Response(null, { status: 400, headers: { 'X-Request-Id': id } });
      },
    },
  );
  // Node would refuse a request without Host, and say nothing of it.
  const server = createServer({ requireHostHeader: false }, (incoming, outgoing) => {
    const isHostless = incoming.headers.host === undefined && incoming.httpVersion === '1.1';
    if (isHostless) return refuseHostless(incoming, outgoing, tellUnread);
    arriving = incoming;
    void listener(incoming, outgoing);
    arriving = undefined;
  });
  const connections = new Connections(server);
  const slowBodies = new SlowBodies(server, bodyPatience);
  const bodyRooms = newBodyRooms(roomPatienceMs);
  watchUnread(server, connections, tellUnread);
  return { server, connections };
}

/**
 * The adapter knows what was written already, or never will be, by the very object; on its way through the app it may have become
 * another with the same headers.
 */
function asWritten(answer: Response): Response {
  return answer.headers.has(alreadySentHeader) ? RESPONSE_ALREADY_SENT : answer;
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
