import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { UnreadCause } from '../domain/journal/request-record.js';

/** How long a client is waited for that has sent a head and not all of its body, in milliseconds. */
export interface BodyPatience {
  /** Without a single byte. */
  idleMs: number;
  /** From the head to the end of the body, but for a stream of profiles and for a snapshot, which may take any time. */
  wholeMs: number;
}

/** Node's own patience with a whole request is five minutes too. A client on a bad line sends something every minute. */
export const bodyPatienceDefault: BodyPatience = { idleMs: 60_000, wholeMs: 300_000 };

/** Why a request was cut off. */
export const tooSlowBody: UnreadCause = {
  rule: 'body_timed_out',
  message: 'The body of the request did not come in time',
  hint: 'Send the whole body at once; is Content-Length right?',
};

interface Arrival {
  outgoing: ServerResponse;
  startedAt: number;
  /** When a byte was last seen, and how many had come by then. */
  movedAt: number;
  bytes: number;
}

/** Bodies that are on their way. Those that take too long are answered 408, and their connections end. */
export class SlowBodies {
  private readonly arriving = new Map<IncomingMessage, Arrival>();
  private readonly cut = new WeakSet<IncomingMessage>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    server: Server,
    private readonly patience: BodyPatience,
  ) {
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      if (!hasBody(incoming)) return;
      const now = performance.now();
      const { bytesRead: bytes } = incoming.socket;
      this.arriving.set(incoming, { outgoing, startedAt: now, movedAt: now, bytes });
      outgoing.once('close', () => this.arriving.delete(incoming));
    });
    // As often as that nobody is waited for much longer than is said.
    this.timer = setInterval(
      () => this.check(),
      Math.max(10, Math.min(patience.idleMs, patience.wholeMs) / 4),
    ).unref();
    server.once('close', () => clearInterval(this.timer));
  }

  /** Whether a request was cut off. */
  wasCut(incoming: IncomingMessage): boolean {
    return this.cut.has(incoming);
  }

  private check(): void {
    const now = performance.now();
    for (const [incoming, its] of this.arriving) {
      if (incoming.complete) this.arriving.delete(incoming);
      else if (this.isTooSlow(incoming, its, now)) this.end(incoming, its);
    }
  }

  private isTooSlow(incoming: IncomingMessage, its: Arrival, now: number): boolean {
    const { bytesRead } = incoming.socket;
    // What has come and is not read yet waits for us, not for the client.
    if (bytesRead > its.bytes || incoming.readableLength > 0) {
      its.bytes = bytesRead;
      its.movedAt = now;
    }
    const { idleMs, wholeMs } = this.patience;
    return now - its.movedAt >= idleMs || (!isStream(incoming) && now - its.startedAt >= wholeMs);
  }

  private end(incoming: IncomingMessage, { outgoing }: Arrival): void {
    this.arriving.delete(incoming);
    this.cut.add(incoming);
    const { socket } = incoming;
    if (!outgoing.headersSent) {
      socket.write(`HTTP/1.1 408 ${STATUS_CODES[408]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    }
    socket.destroySoon();
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isStream({ headers }: IncomingMessage): boolean {
  return /^application\/(?:x-ndjson|octet-stream)\b/i.test(headers['content-type'] ?? '');
}
