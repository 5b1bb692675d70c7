import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { BodyRooms } from './body-room.js';
import type { SlowBodies } from './slow-bodies.js';

/** What a request over a socket brings along as Hono's `c.env`. In process there is none of it. */
export interface SocketBindings {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  connections: Connections;
  slowBodies: SlowBodies;
  bodyRooms: BodyRooms;
}

/**
 * The connections of a server and what goes on over each. Node's own `closeIdleConnections` leaves one open that has not
 * sent its first request yet, as connection pools keep them.
 */
export class Connections {
  private readonly states = new Map<Socket, { inFlight: Set<ServerResponse>; waiting: number }>();
  private readonly answering = new Set<Promise<unknown>>();
  private isClosing = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.states.set(socket, { inFlight: new Set(), waiting: 0 });
      socket.once('close', () => this.states.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      const state = this.states.get(socket);
      if (state === undefined) return;
      state.inFlight.add(response);
      response.once('close', () => {
        state.inFlight.delete(response);
        if (this.isClosing && state.inFlight.size === 0) socket.end();
      });
    });
  }

  /** Whether requests of a connection have not got their whole answers, and whether one has begun to go out. */
  standingOf(socket: Socket): { isInFlight: boolean; isAnswerBegun: boolean } {
    const inFlight = [...(this.states.get(socket)?.inFlight ?? [])];
    return { isInFlight: inFlight.length > 0, isAnswerBegun: inFlight.some((its) => its.headersSent) };
  }

  /** Follows the making of an answer to its end. */
  follow<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const made = answer.finally(() => this.answering.delete(made));
    this.answering.add(made);
    return made;
  }

  /**
   * Says that a request only waits: it is not given time when the server closes, but cut off at once.
   *
   * @returns What says that the wait is over.
   */
  markWaiting(socket: Socket): () => void {
    if (this.isClosing) socket.destroy();
    const state = this.states.get(socket);
    if (state !== undefined) state.waiting++;
    return () => {
      if (state !== undefined) state.waiting--;
    };
  }

  /** Cuts connections off that have no request or one that waits, and the others once they have their answer. */
  closeWhenAnswered(): void {
    this.isClosing = true;
    for (const [socket, { inFlight, waiting }] of this.states) {
      if (inFlight.size === 0 || waiting > 0) socket.destroy();
    }
  }

  /** Until no answer is being made any more: who made one for a connection that was cut off learns of it late. */
  async allAnswered(): Promise<void> {
    await Promise.allSettled(this.answering);
  }
}
