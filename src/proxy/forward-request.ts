import http from 'node:http';
import type { Socket } from 'node:net';
import { refuse } from './refusal.js';
import type { Target } from './target.js';
import { unreachable } from './tunnel.js';

/** What is between two neighbours and is not handed on. `Expect` has been answered. */
const ofOneConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/** Sends a request on over a connection of its own, and its answer back. @throws Error when it cannot be sent */
export function forwardRequest(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { path, ...target }: Target & { path: string },
  track: (socket: Socket) => void,
): void {
  const headers = handedOn(request.rawHeaders);
  const forwarded = http.request({ ...target, method: request.method, path, headers, agent: false });
  forwarded.once('socket', track);
  response.once('close', () => forwarded.destroy());
  forwarded.on('error', (error) => refuse(response, unreachable(target, error)));
  forwarded.on('response', (answer) => {
    response.writeHead(answer.statusCode!, answer.statusMessage, handedOn(answer.rawHeaders));
    answer.on('error', () => {}).on('close', () => answer.complete || response.destroy());
    answer.pipe(response);
  });
  request.pipe(forwarded);
}

function handedOn(raw: readonly string[]): string[] {
  return raw.filter((_, at) => !ofOneConnection.has(raw[at - (at % 2)]!.toLowerCase()));
}
