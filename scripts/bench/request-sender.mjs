// A client that takes little of the machine: requests are bytes that are ready before the clock starts, and of an answer only
// its status and length are read. Node's own client takes about as long for a small request as the server does.
import { once } from 'node:events';
import { connect } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');

/** The bytes of a POST with a JSON body. */
export function jsonRequest(path, body, headers = {}) {
  return requestOf('POST', path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
}

/** The bytes of a GET. */
export function getRequest(path) {
  return requestOf('GET', path, {}, '');
}

function requestOf(method, path, headers, body) {
  const lines = Object.entries({ host: '127.0.0.1', ...headers, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
}

/**
 * Sends each request as soon as one of the connections is free. The connections are opened for this call: a server closes
 * those that nobody uses for a while.
 *
 * @param {string} url  The server's.
 * @param {number} connections
 * @param {Iterable<Buffer>} requests
 * @throws Error when one is not answered 2xx.
 */
export async function sendAll(url, connections, requests) {
  const { hostname, port } = new URL(url);
  const waiting = requests[Symbol.iterator]();
  const worker = async () => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    try {
      await once(socket, 'connect');
      await sendOn(socket, waiting);
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/**
 * Sends requests as `sendAll` does, over and over, for so long.
 *
 * @returns How many, as `measure` wants to be told.
 */
export async function sendFor(url, connections, requests, ms) {
  const end = performance.now() + ms;
  let amount = 0;
  function* repeated() {
    while (performance.now() < end) yield requests[amount++ % requests.length];
  }
  await sendAll(url, connections, repeated());
  return { amount };
}

/** Takes requests from the iterator, one after the other, until there is none. */
function sendOn(socket, waiting) {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (error) => {
      socket.removeAllListeners();
      if (error === undefined) resolve();
      else reject(error);
    };
    const sendNext = () => {
      const { value, done } = waiting.next();
      if (done) finish();
      else socket.write(value);
    };
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const end = received.indexOf(headEnd);
      if (end === -1) return;
      const { status, length } = readHead(received.toString('latin1', 0, end));
      if (status < 200 || status > 299) finish(new Error(`Answered ${received.toString()}`));
      else if (received.length >= end + headEnd.length + length) {
        received = Buffer.alloc(0);
        sendNext();
      }
    });
    socket.on('error', finish);
    socket.on('close', () => finish(new Error('The server closed the connection')));
    sendNext();
  });
}

function readHead(head) {
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length:\n${head}`);
  return { status: Number(head.slice(9, 12)), length: Number(length) };
}
