import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { openConnection } from '../support/http/raw-http.js';

const longMs = 600_000;

const begin = (path: string, type: string, framing: string) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n${framing}\r\n\r\n`;

const usersPath = (t: TestEmulator) => `/_emulator/v1/workspaces/${t.workspace.id}/users`;

test.each(['Content-Length: 100', 'Transfer-Encoding: chunked'])(
  'a body that does not come is cut off with 408, and told (%s)',
  async (framing) => {
    const t = await freshEmulator({
      transport: 'over a socket',
      bodyPatience: { idleMs: 40, wholeMs: longMs },
    });
    const socket = await openConnection(t);
    socket.write(begin('/users/track', 'application/json', framing));
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    await expect
      .poll(() => t.finished)
      .toMatchObject([
        {
          status: 408,
          decision: {
            kind: 'refused',
            rule: 'body_timed_out',
            message: 'The body of the request did not come in time',
          },
        },
      ]);
    expect((await t.rest('/users/track', {})).status).toBe(400);
  },
);

test('so is one that comes a byte at a time, once the whole has taken too long', async () => {
  const t = await freshEmulator({
    transport: 'over a socket',
    bodyPatience: { idleMs: longMs, wholeMs: 80 },
  });
  const socket = await openConnection(t);
  socket.write(begin('/users/track', 'application/json', 'Content-Length: 1000000'));
  const drip = setInterval(() => socket.write(' '), 5);
  const answer = await textOf(socket).finally(() => clearInterval(drip));
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('a stream of profiles may take any time, as long as it goes on', async () => {
  const wholeMs = 40;
  const t = await freshEmulator({
    transport: 'over a socket',
    bodyPatience: { idleMs: longMs, wholeMs },
  });
  const socket = await openConnection(t);
  socket.write(
    begin(usersPath(t), 'application/x-ndjson', 'Connection: close\r\nTransfer-Encoding: chunked'),
  );
  const line = (id: string) => {
    const text = `${JSON.stringify({ external_id: id })}\n`;
    return `${text.length.toString(16)}\r\n${text}\r\n`;
  };
  socket.write(line('first'));
  // No event tells that nothing has happened for a while.
  await sleep(3 * wholeMs);
  socket.write(`${line('last')}0\r\n\r\n`);
  expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 201 .*"created":2/s);
});

test('a request whose body came whole is answered, however long that takes', async () => {
  const t = await freshEmulator({
    transport: 'over a socket',
    bodyPatience: { idleMs: 20, wholeMs: 20 },
  });
  const answer = await workspaceOf(t)('POST', '/requests/wait', { match: {}, timeout_ms: 150 });
  expect(answer.json).toMatchObject({ matched: false });
});

test('a connection that ends in the middle of a body was hung up, not too slow', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const socket = await openConnection(t);
  socket.write(begin('/users/track', 'application/json', 'Content-Length: 100'));
  socket.destroy();
  await expect.poll(() => t.finished[0]?.decision).toMatchObject({ rule: 'client_hung_up' });
});
