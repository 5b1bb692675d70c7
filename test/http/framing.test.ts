import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { openConnection } from '../support/http/raw-http.js';

// Where a request ends must be clear, or a proxy and the server may see different requests in the same bytes. Behind each
// head stands a second request, which must not be taken for one where the first is not.

const smuggled = 'GET /campaigns/list HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
const chunkedBody = '2\r\n{}\r\n0\r\n\r\n';

const post = (headers: string, body = '') =>
  `POST /users/track HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n\r\n${body}`;

const ambiguous: [string, string][] = [
  ['Content-Length before chunked', post('Content-Length: 2\r\nTransfer-Encoding: chunked', chunkedBody)],
  ['chunked before Content-Length', post('Transfer-Encoding: chunked\r\nContent-Length: 2', chunkedBody)],
  ['Content-Length 0 with chunked', post('Content-Length: 0\r\nTransfer-Encoding: chunked', chunkedBody)],
  ['two lengths', post('Content-Length: 2\r\nContent-Length: 3', '{}')],
  ['the same length twice', post('Content-Length: 2\r\nContent-Length: 2', '{}')],
  ['a list of lengths', post('Content-Length: 2, 2', '{}')],
  ['a length with a plus', post('Content-Length: +2', '{}')],
  ['a negative length', post('Content-Length: -2', '{}')],
  ['a length in hexadecimal', post('Content-Length: 0x2', '{}')],
  ['a length with a fraction', post('Content-Length: 2.0', '{}')],
  ['a length in two parts', post('Content-Length: 2 2', '{}')],
  ['an empty length', post('Content-Length: ', '{}')],
  ['a length over 64 bits', post('Content-Length: 18446744073709551618', '{}')],
  ['a space before the colon of the length', post('Content-Length : 2', '{}')],
  ['a space before the colon of the coding', post('Transfer-Encoding : chunked', chunkedBody)],
  ['a coding nobody knows', post('Transfer-Encoding: xchunked', chunkedBody)],
  ['chunked that is not last', post('Transfer-Encoding: chunked, identity', chunkedBody)],
  ['chunked twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', chunkedBody)],
  ['a coding in quotes', post('Transfer-Encoding: "chunked"', chunkedBody)],
  ['a vertical tab before the coding', post('Transfer-Encoding: \x0bchunked', chunkedBody)],
  ['a header over two lines', post('X-Folded: a\r\n b\r\nContent-Length: 2', '{}')],
  ['a length over two lines', post('Content-Length:\r\n 2', '{}')],
  ['a bare line feed between headers', post('X-A: a\nContent-Length: 2', '{}')],
  ['a bare carriage return in a header', post('X-A: a\rContent-Length: 2', '{}')],
  ['bare line feeds alone', 'POST /users/track HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}'],
  ['a null in a header', post('X-A: a\0b\r\nContent-Length: 2', '{}')],
  ['a line without a colon', post('Content-Length\r\nContent-Length: 2', '{}')],
  ['an empty name', post(': 2\r\nContent-Length: 2', '{}')],
  [
    'a space before the first header',
    'POST /users/track HTTP/1.1\r\n Host: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}',
  ],
  ['a chunk size with 0x', post('Transfer-Encoding: chunked', '0x2\r\n{}\r\n0\r\n\r\n')],
  ['a chunk size with a sign', post('Transfer-Encoding: chunked', '+2\r\n{}\r\n0\r\n\r\n')],
  ['a chunk size over 64 bits', post('Transfer-Encoding: chunked', '10000000000000002\r\n{}\r\n0\r\n\r\n')],
  ['a chunk longer than its size', post('Transfer-Encoding: chunked', '1\r\n{}\r\n0\r\n\r\n')],
  ['a chunk ended by a bare line feed', post('Transfer-Encoding: chunked', '2\n{}\n0\n\n')],
  ['a line feed in a chunk extension', post('Transfer-Encoding: chunked', '2;a=\nb\r\n{}\r\n0\r\n\r\n')],
  ['a version nobody knows', `POST /users/track HTTP/1.2\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}`],
  [
    'a line feed in the path',
    `POST /users\n/track HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}`,
  ],
];

test.each(ambiguous)('%s is refused, and what follows is no request', async (_what, bytes) => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const socket = await openConnection(t);
  socket.write(Buffer.from(bytes + smuggled, 'latin1'));
  const answers = (await textOf(socket)).split(/(?=HTTP\/1\.1 \d)/);
  // One whose head is clear may have an answer of its own before its body turns out not to be.
  expect(answers.at(-1)).toMatch(/^HTTP\/1\.1 (400|413) /);
  expect(t.finished.map(({ path }) => path)).not.toContain('/campaigns/list');
  expect(t.finished.filter(({ status }) => status !== null && status < 400)).toEqual([]);
});

test('of two requests that are clear the second is one', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const socket = await openConnection(t);
  socket.write(
    `${post('Transfer-Encoding: chunked', chunkedBody)}${smuggled.replace('Host', 'Connection: close\r\nHost')}`,
  );
  await textOf(socket);
  expect(t.finished.map(({ path }) => path).sort()).toEqual(['/campaigns/list', '/users/track']);
});
