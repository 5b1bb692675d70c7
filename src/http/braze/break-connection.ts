import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { ConnectionBreak } from '../../domain/fault.js';
import type { Connections } from '../connections.js';
import type { BrazeEnv } from './env.js';

type Breaker = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  connections: Connections,
  requestId: string,
) => void;

const breakers: Record<ConnectionBreak, Breaker> = {
  reset: ({ socket }) => socket.resetAndDestroy(),
  empty: ({ socket }) => socket.destroySoon(),
  truncated({ socket }, outgoing, _connections, requestId) {
    const body = '{"message":"success"}';
    outgoing.writeHead(201, {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'X-Request-Id': requestId,
    });
    outgoing.write(body.slice(0, body.length / 2));
    socket.destroySoon();
  },
  hang({ socket }, _outgoing, connections) {
    connections.markWaiting(socket);
  },
  garbage({ socket }) {
    socket.write('\u0000\u00ff This is not HTTP.\r\n\r\n', 'latin1');
    socket.destroySoon();
  },
};

/** Breaks the connection that a request came over. @returns What stands for the answer that does not go out. */
export function breakConnection(c: Context<BrazeEnv>, how: ConnectionBreak): Response {
  const { incoming, outgoing, connections } = c.env;
  if (incoming && outgoing && connections) breakers[how](incoming, outgoing, connections, c.get('record').id);
  return withoutAnswer(c);
}

/** What stands for an answer when none goes out. */
export function withoutAnswer(c: Context<BrazeEnv>): Response {
  c.get('record').answer = null;
  return RESPONSE_ALREADY_SENT;
}

/** Why a request in process rejects, as `fetch` does where there is a connection to break. */
export class ConnectionBroken extends Error {
  override readonly name = 'ConnectionBroken';
}

/** Rejects a request in process that gets no answer; what became of it has been told by then. */
export const rejectUnanswered: MiddlewareHandler<BrazeEnv> = async (c, next) => {
  await next();
  const { fault, answer } = c.get('record');
  if (answer !== null || c.env.outgoing !== undefined) return;
  throw new ConnectionBroken(`No answer: fault ${fault?.id}, ${JSON.stringify(fault?.effect)}`);
};
