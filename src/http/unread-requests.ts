import {
  type IncomingMessage,
  METHODS,
  maxHeaderSize,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { UnreadCause } from '../domain/journal/request-record.js';
import type { JsonObject } from '../domain/json.js';
import type { Connections } from './connections.js';

/** A request that comes to neither surface: Node's HTTP parser refuses it, or what stands between that and them. */
export interface UnreadRequest extends UnreadCause {
  /** `none` when it could not be read. */
  method: string;
  /** Path and query, of CONNECT host and port; `-` when it could not be read. */
  target: string;
  /** By lower-case name; empty when they could not be read. */
  headers: Record<string, string>;
  /** Of the answer that goes out; `null` for none. */
  status: number | null;
  /** Of the answer, when it has one. */
  body?: JsonObject;
  /** See `RequestRecord`. */
  isForeign?: true;
}

/** Tells of an unread request. @returns The `X-Request-Id` for its answer. */
export type TellUnread = (unread: UnreadRequest) => string;

/** What Node says of bytes that it refuses. */
interface ParserError extends Error {
  code?: string;
  /** The parser's own words; nothing of the request is in them. */
  reason?: string;
  rawPacket?: Buffer;
}

/** Tells what Node refuses by itself, and answers as Node does, with an `X-Request-Id`. */
export function watchUnread(server: Server, connections: Connections, tell: TellUnread): void {
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const { isInFlight, isAnswerBegun } = connections.standingOf(socket);
    const canAnswer = socket.writable && !isAnswerBegun;
    const cause = causeOf(error);
    // Of one whose body ended too early its own entry tells.
    const isTold = cause !== undefined && !(isInFlight && error.code === 'HPE_INVALID_EOF_STATE');
    const status = cause?.status ?? 400;
    const id = isTold
      ? tell({ ...cause.cause, ...headOf(error), headers: {}, status: canAnswer ? status : null })
      : undefined;
    if (canAnswer) socket.write(answerText(status, id));
    socket.destroySoon();
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    tell(unreadOf(incoming, noProxy, null));
    socket.destroy();
  });
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const id = tell(unreadOf(incoming, unknownExpectation, 417));
    outgoing.writeHead(417, { 'X-Request-Id': id }).end();
  });
}

/** Refuses a request without a Host as Node does. */
export function refuseHostless(incoming: IncomingMessage, outgoing: ServerResponse, tell: TellUnread): void {
  const id = tell(unreadOf(incoming, missingHost, 400));
  outgoing.writeHead(400, { Connection: 'close', 'X-Request-Id': id }).end();
}

/** Of a request whose head could be read, but makes no URL. @param reason  In words, without anything of the request. */
export function unreadUrl(incoming: IncomingMessage, reason: string): UnreadRequest {
  const isHostless = incoming.headers.host === undefined;
  const cause = { rule: 'malformed_http', message: `Host and path make no URL: ${reason}` };
  return unreadOf(incoming, isHostless ? missingHost : cause, 400);
}

const missingHost: UnreadCause = {
  rule: 'missing_host',
  message: 'The request has no Host header',
  hint: 'Send Host with the name and port of the base URL, with HTTP/1.0 too',
};
const noProxy: UnreadCause = {
  rule: 'connect_refused',
  message: 'The client sent CONNECT: it takes this server for a proxy',
  hint: 'Use the address as the base URL, not as a proxy (look at HTTP_PROXY and HTTPS_PROXY)',
};
const unknownExpectation: UnreadCause = {
  rule: 'unknown_expectation',
  message: 'Expect asks for something other than 100-continue',
  hint: 'Leave the Expect header out',
};
const spokeTls: UnreadCause = {
  rule: 'tls_on_plain_port',
  message: 'This is http; the client spoke TLS',
  hint: 'Let the base URL begin with http://, or put a proxy that ends TLS before the emulator',
};
const spokeHttp2: UnreadCause = {
  rule: 'http2_not_spoken',
  message: 'This is HTTP/1.1; the client spoke HTTP/2',
  hint: 'Let the client speak HTTP/1.1',
};
const tooLarge: UnreadCause = {
  rule: 'headers_too_large',
  message: `Request line and headers are larger than ${maxHeaderSize} bytes`,
  hint: 'Send fewer or shorter headers; the keys of partners belong into the body',
};
const tooSlow: UnreadCause = {
  rule: 'head_timed_out',
  message: 'The headers of the request did not come within a minute',
};

/** @returns `undefined` for what is no refusal: the client went away. */
function causeOf(error: ParserError): { cause: UnreadCause; status: number } | undefined {
  const { code = '', reason, rawPacket } = error;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { cause: tooSlow, status: 408 };
  if (!code.startsWith('HPE_')) return undefined;
  // The first bytes of a TLS record with a handshake.
  if (rawPacket?.[0] === 0x16 && rawPacket[1] === 0x03) return { cause: spokeTls, status: 400 };
  if (rawPacket?.toString('latin1', 0, 14) === 'PRI * HTTP/2.0') return { cause: spokeHttp2, status: 400 };
  if (code === 'HPE_HEADER_OVERFLOW') return { cause: tooLarge, status: 431 };
  const message = `What came is no HTTP request: ${reason ?? code}`;
  return {
    cause: { rule: 'malformed_http', message },
    status: code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW' ? 413 : 400,
  };
}

/** Verb and path of a first line that is whole. Its query is left out: what is no request may have a key anywhere. */
function headOf({ rawPacket }: ParserError): { method: string; target: string } {
  const [, method = '', target = ''] =
    /^([A-Z-]+) (\/[^\s?]{0,200})[^\r\n]*\r?\n/.exec(rawPacket?.toString('latin1', 0, 4096) ?? '') ?? [];
  return METHODS.includes(method) ? { method, target } : { method: 'none', target: '-' };
}

function unreadOf(incoming: IncomingMessage, cause: UnreadCause, status: number | null): UnreadRequest {
  const { method = 'none', url = '-' } = incoming;
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return { ...cause, method, target: url, headers: Object.fromEntries(headers), status };
}

function answerText(status: number, id: string | undefined): string {
  const idLine = id === undefined ? '' : `X-Request-Id: ${id}\r\n`;
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${idLine}Connection: close\r\n\r\n`;
}
