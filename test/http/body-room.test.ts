import { once } from 'node:events';
import { expect, test } from 'vitest';
import { workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { openConnection, sendRaw } from '../support/http/raw-http.js';

const largest = 4 * 1024 * 1024;
const large = `{"attributes":[],"more":"${'x'.repeat(300_000)}"}`;
const json = { 'content-type': 'application/json' };

/** Connections that say how much they will send, and send nothing: 64 MiB together. */
function fill(t: TestEmulator) {
  return Promise.all(
    Array.from({ length: 16 }, async () => {
      const socket = await openConnection(t);
      const head = ['POST /users/track HTTP/1.1', 'Host: localhost', `Content-Length: ${largest}`];
      socket.write(`${head.join('\r\n')}\r\nContent-Type: application/json\r\n\r\n`);
      return socket;
    }),
  );
}

const track = (t: TestEmulator, body: string) => sendRaw(t, '/users/track', { headers: json, body });

test('large bodies that are read at once have a bound together, which the refusal names', async () => {
  const t = await freshEmulator({ transport: 'over a socket', roomPatienceMs: 50 });
  const [one] = await fill(t);
  // Nothing else tells that all of them have arrived.
  await expect.poll(async () => (await track(t, large)).status).toBe(503);
  const refused = await track(t, large);
  expect(refused.json.message).toBe(
    'Bodies over 262144 bytes that are read at once may have 67108864 bytes together, and there was no room for this ' +
      'one in 50 ms; send it again, and fewer at a time',
  );
  expect(t.finished.at(-1)).toMatchObject({ status: 503, decision: { rule: 'server_busy' } });
  expect((await track(t, '{}')).status).toBe(401);
  const users = [{ external_id: 'kim', attributes: { many: Array(400).fill('x'.repeat(1_000)) } }];
  expect((await workspaceOf(t)('POST', '/users', users)).status).toBe(201);

  one!.destroy();
  await expect.poll(async () => (await track(t, large)).status).toBe(401);
});

test.each(['requests', 'cohorts', 'faults'])(
  'waits of %s with large bodies let other large bodies go first',
  async (of) => {
    const t = await freshEmulator({ transport: 'over a socket' });
    const control = workspaceOf(t);
    const fault = (await control('POST', '/faults', { effect: { hold: true } })).json;
    const long = { timeout_ms: 100_000 };
    const questions: Record<string, [path: string, question: object]> = {
      requests: ['requests/wait', { match: { cohort_id: 'vip' }, ...long }],
      cohorts: ['cohorts/wait', { partner: 'hightouch', cohort_id: 'vip', size: 1, ...long }],
      faults: [`faults/${fault.id}/wait`, long],
    };
    const [path, question] = questions[of]!;
    const answers = [1, 2, 3, 4, 5].map(async () => {
      const socket = await openConnection(t);
      const head = [`POST /_emulator/v1/workspaces/${t.workspace.id}/${path} HTTP/1.1`, 'Host: localhost'];
      const body = JSON.stringify(question).padEnd(largest);
      socket.write(
        `${head.join('\r\n')}\r\nContent-Length: ${largest}\r\nContent-Type: application/json\r\n\r\n${body}`,
      );
      const [answer] = await once(socket, 'data');
      return String(answer);
    });
    // There is room for four, so one is refused once the others wait.
    expect(await Promise.race(answers)).toContain('The bodies of open waits have at most');
    const verified = await control('POST', '/requests/verify', {
      match: { body: { more: 'x'.repeat(300_000) } },
    });
    expect(verified.status).toBe(200);
  },
);

test('a body that finds no room waits until there is some', async () => {
  const t = await freshEmulator({ transport: 'over a socket', roomPatienceMs: 600_000 });
  const filling = await fill(t);
  const waiting = [track(t, large), track(t, large)];
  expect((await track(t, '{}')).status).toBe(401);
  filling[5]!.destroy();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([401, 401]);
});
