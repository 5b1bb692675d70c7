import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { messageOf } from '../domain/errors.js';

/** Why the proxy does not do what it is asked to: one sentence, in ASCII. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Answers with the sentence, also as the text of the status: many clients show nothing else of an answer to CONNECT. The
 * connection ends.
 */
export function refuse(to: Socket | ServerResponse, error: unknown): void {
  const { status, message } = error instanceof Refusal ? error : new Refusal(500, oneLine(messageOf(error)));
  if (to.destroyed) return;
  const body = `${message}\n`;
  const headers = ['Content-Type', 'text/plain', 'Content-Length', `${body.length}`, 'Connection', 'close'];
  if (to instanceof ServerResponse) {
    if (to.headersSent) to.destroy();
    else to.writeHead(status, message, headers).end(body);
    return;
  }
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1]}`] : []));
  to.write(`${[`HTTP/1.1 ${status} ${message}`, ...lines].join('\r\n')}\r\n\r\n${body}`);
  to.destroySoon();
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ');
}
