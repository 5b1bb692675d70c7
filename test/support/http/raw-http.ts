import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Answer, TestEmulator } from '../emulator.js';

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  /** An array is sent in chunks, without a Content-Length. */
  body?: string | Buffer | (string | Buffer)[];
}

/** One request over a connection of its own, with the headers and bytes given and no others. */
export async function sendRaw(t: TestEmulator, path: string, raw: RawRequest): Promise<Answer> {
  const { method = 'POST', headers = {}, body = '' } = raw;
  const sending = request(t.url + path, { method, headers, agent: false });
  if (Array.isArray(body)) {
    for (const chunk of body) sending.write(chunk);
    sending.end();
  } else {
    if (body.length > 0) sending.setHeader('Content-Length', Buffer.byteLength(body));
    sending.end(body);
  }
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const text = await textOf(response);
  return {
    status: response.statusCode!,
    headers: new Headers(response.headers as Record<string, string>),
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

/** A bare connection to the emulator. */
export async function openConnection(t: TestEmulator): Promise<Socket> {
  const { hostname, port } = new URL(t.url);
  const socket = connect(Number(port), hostname);
  // A reset is what some tests are about.
  socket.on('error', () => {});
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}
