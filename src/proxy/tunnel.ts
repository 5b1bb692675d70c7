import net, { type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { join } from './join.js';
import { Refusal, refuse } from './refusal.js';
import type { Target } from './target.js';

const established = 'HTTP/1.1 200 Connection established\r\n\r\n';
const handshakeMsMax = 20_000;

/** Lets a client speak with a host, whatever it says. */
export function openTunnel(client: Socket, target: Target, track: (socket: Socket) => void): void {
  const remote = open(target, track);
  const giveUp = () => remote.destroy();
  client.once('close', giveUp);
  const fail = (error: Error) => refuse(client, unreachable(target, error));
  remote.once('error', fail);
  remote.once('connect', () => {
    client.off('close', giveUp);
    remote.off('error', fail);
    client.write(established);
    join({ stream: client, connection: client }, { stream: remote, connection: remote });
  });
}

/** Is the host that a client wants to speak TLS with, and hands on what it says without TLS. */
export function terminateTls(
  client: Socket,
  secureContext: SecureContext,
  emulator: Target,
  track: (socket: Socket) => void,
): void {
  client.write(established);
  const secured = new TLSSocket(client, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
  const patience = setTimeout(() => client.destroy(), handshakeMsMax);
  secured.on('error', () => client.destroy());
  secured.once('close', () => clearTimeout(patience));
  secured.once('secure', () => {
    clearTimeout(patience);
    const remote = open(emulator, track);
    join({ stream: secured, connection: client }, { stream: remote, connection: remote });
  });
}

export function unreachable({ host, port }: Target, error: Error): Refusal {
  const reason = 'code' in error ? error.code : error.name;
  return new Refusal(502, `${host}:${port} cannot be reached: ${reason}`);
}

function open(target: Target, track: (socket: Socket) => void): Socket {
  const socket = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
  track(socket);
  return socket;
}
