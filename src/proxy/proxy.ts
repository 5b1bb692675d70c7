import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isBrazeHost } from '../domain/workspaces/partner.js';
import { isLoopback } from '../platform/loopback.js';
import { withoutTlsSentence } from '../platform/redirect-connections.js';
import { visible } from '../platform/visible.js';
import type { Authority } from './authority.js';
import { forwardRequest } from './forward-request.js';
import { Refusal, refuse } from './refusal.js';
import { blockedSentence } from './sentences.js';
import { type Target, targetOfConnect, targetOfUrl } from './target.js';
import { openTunnel, terminateTls } from './tunnel.js';

export interface ProxyOptions {
  authority: Authority;
  /** Where calls to Braze go, without TLS. */
  emulator: Target;
  /** What becomes of calls that would leave this machine. */
  others: 'block' | 'pass';
  onBlocked(host: string): void;
}

export interface RunningProxy {
  url: string;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** How long a client may take to say what it wants. */
const headMsMax = 20_000;

/** Listens on a free port of loopback, for clients that take it as their proxy for http and https. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Whoever hangs up has no wishes; its socket closes.
    socket.on('error', () => {});
  };
  // Bodies may take as long as they like.
  const server = http.createServer({ headersTimeout: headMsMax, requestTimeout: 0 });
  server.on('connection', track);
  server.on('connect', (request: http.IncomingMessage, client: Socket, head: Buffer) => {
    if (head.length > 0) client.unshift(head);
    connect(request.url ?? '', client, options, track).catch((error: unknown) => refuse(client, error));
  });
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    try {
      forwardRequest(request, response, forwardedTarget(request.url ?? '', options), track);
    } catch (error) {
      refuse(response, error);
    }
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
    refuse(socket, unreadable(error)),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function connect(
  wanted: string,
  client: Socket,
  options: ProxyOptions,
  track: (socket: Socket) => void,
): Promise<void> {
  const target = targetOfConnect(wanted);
  if (!isBrazeHost(target.host)) {
    assertAllowed(target, options);
    openTunnel(client, target, track);
    return;
  }
  // Some clients ask for a tunnel for http:// too.
  if (target.port === 80) throw new Refusal(403, withoutTlsSentence(target.host, target.port));
  terminateTls(client, await options.authority.contextFor(target.host), options.emulator, track);
}

/** @throws Refusal */
function forwardedTarget(url: string, options: ProxyOptions): Target & { path: string } {
  const target = targetOfUrl(url);
  if (isBrazeHost(target.host)) throw new Refusal(403, withoutTlsSentence(target.host, target.port));
  assertAllowed(target, options);
  return target;
}

/** @throws Refusal */
function assertAllowed({ host }: Target, { others, onBlocked }: ProxyOptions): void {
  if (others === 'pass' || isLoopback(host)) return;
  onBlocked(host);
  throw new Refusal(403, blockedSentence(host));
}

function unreadable({ code, message }: NodeJS.ErrnoException): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal(431, 'The head of the request is too long');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal(408, 'The head of the request took too long');
  return new Refusal(400, `This is no HTTP request to a proxy: ${visible(message)}`);
}
