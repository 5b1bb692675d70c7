import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { change, said, success } from '../../../support/answers.js';
import { type Answer, freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { hasStruck, inject } from '../../../support/faults.js';
import { openConnection } from '../../../support/http/raw-http.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { aUser } from '../../../support/users/users.js';

const users = '/partners/hightouch/cohorts/users';
const addKim = (t: TestEmulator) => change(t, 'vip', { user_ids: ['kim'] });
const withKim = { workspace: { users: [aUser({ externalId: 'kim' })] } };
const overSocket = () => freshEmulator({ ...withKim, transport: 'over a socket' });

describe('an answer that comes late', () => {
  // The emulator's clock is a manual one, and the timers of this process follow it: nothing here takes time.
  const clock = new ManualClock();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function passTime(milliseconds: number): Promise<void> {
    clock.advance(milliseconds);
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  /** Resolves when the change was made; its answer waits. */
  async function late(t: TestEmulator, fault: { id: string }, request: () => Promise<Answer>) {
    const struck = hasStruck(t.emulator, t.workspace, fault);
    const answer = request();
    answer.catch(() => {}); // That it rejects is looked at later.
    await struck;
    await vi.waitFor(() => expect(t.members('vip')).toEqual(['kim']));
    return { answer };
  }

  test('the change is made at once, and told when its answer goes out', async () => {
    const t = await freshEmulator({ ...withKim, clock });
    const fault = await inject(t, { effect: { answer_delay_ms: 30_000 } });
    const { answer } = await late(t, fault, () => addKim(t));
    await passTime(29_999);
    expect(t.finished).toEqual([]);
    await passTime(1);
    expect(said(await answer)).toBe(success);
    expect(t.finished).toMatchObject([
      {
        fault: { effect: { answer_delay_ms: 30_000, jitter_ms: 0 } },
        outcome: { added: 1 },
        decision: { kind: 'accepted', notes: [{ rule: 'fault_injected' }, { rule: 'implicit_cohort' }] },
      },
    ]);
  });

  test('a gateway that gave up on a change that was made answers 504 late', async () => {
    const t = await freshEmulator({ ...withKim, clock });
    const fault = await inject(t, { effect: { status: 504, applied: true, answer_delay_ms: 60_000 } });
    const { answer } = await late(t, fault, () => addKim(t));
    await passTime(60_000);
    expect(said(await answer)).toBe('504 {"message":"Gateway Timeout"}');
  });

  test('a client that is gone by then leaves a change that was made', async () => {
    const t = await freshEmulator({ ...withKim, clock });
    const fault = await inject(t, { effect: { answer_delay_ms: 30_000 } });
    const client = new AbortController();
    const { answer } = await late(t, fault, () =>
      t.send(users, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: bodyAddingKim(t),
        signal: client.signal,
      }),
    );
    client.abort();
    await expect(answer).rejects.toThrow(`No answer: fault ${fault.id}`);
    expect(vi.getTimerCount()).toBe(0);
    expect(t.finished).toMatchObject([{ status: null, outcome: { added: 1 } }]);
    expect(t.members('vip')).toEqual(['kim']);
  });

  test('the answer to a refused request is late too', async () => {
    const t = await freshEmulator({ clock });
    const fault = await inject(t, { effect: { answer_delay_ms: 10 } });
    const struck = hasStruck(t.emulator, t.workspace, fault);
    const answer = t.cohorts({ cohort_id: 5 });
    await struck;
    await passTime(10);
    expect((await answer).status).toBe(400);
    expect(t.finished[0]?.decision).toMatchObject({ rule: 'invalid_cohort_id' });
  });
});

test('applied and then hanging: the change is made, and the connection stays without an answer', async () => {
  const t = await overSocket();
  const fault = await inject(t, { effect: { close: 'hang', applied: true }, times: 1 });
  const client = new AbortController();
  const struck = hasStruck(t.emulator, t.workspace, fault);
  const answer = fetch(t.url + users, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyAddingKim(t),
    signal: client.signal,
  });
  await struck;
  // The retry is served meanwhile, and changes nothing.
  expect(said(await addKim(t))).toBe(success);
  client.abort();
  await expect(answer).rejects.toThrow('aborted');
  expect(t.finished).toMatchObject([
    {
      status: null,
      outcome: { added: 1 },
      decision: { kind: 'accepted', notes: [{ rule: 'fault_injected' }, { rule: 'implicit_cohort' }] },
    },
    { status: 201, outcome: { alreadyMember: 1 } },
  ]);
});

test.each([
  [{ cut_after_bytes: 10 }, 21, '{"message"'],
  [{ cut_after_bytes: 0 }, 21, ''],
  [{ cut_after_bytes: 1_000 }, 21, '{"message":"success"'],
  [{ cut_after_bytes: 6, drip: { bytes: 2, every_ms: 1 } }, 21, '{"mess'],
  [{ cut_after_bytes: 5, status: 502, body: '<html></html>' }, 13, '<html'],
  [{ cut_after_bytes: 5, status: 502, body: '' }, 1, ''],
])('%j promises %d bytes, and %j comes', async (effect, promised, text) => {
  const t = await overSocket();
  await inject(t, { effect });
  const [head, body] = (await bytesOf(t)).split('\r\n\r\n');
  expect(head?.toLowerCase()).toContain(`\r\ncontent-length: ${promised}\r\n`);
  expect(head).toContain(t.finished[0]?.id);
  expect(body).toBe(text);
  expect(t.finished).toMatchObject([{ status: null, response: null }]);
});

test('after an answer that was cut the next request, over a new connection, is answered', async () => {
  const t = await overSocket();
  await inject(t, { effect: { cut_after_bytes: 3 }, times: 1 });
  await expect(addKim(t)).rejects.toThrow(TypeError);
  expect(t.members('vip')).toEqual(['kim']);
  expect(said(await addKim(t))).toBe(success);
});

test('in process an answer that is cut rejects once the change is applied', async () => {
  const t = await freshEmulator(withKim);
  await inject(t, { effect: { cut_after_bytes: 3 } });
  await expect(addKim(t)).rejects.toMatchObject({ name: 'ConnectionBroken' });
  expect(t.members('vip')).toEqual(['kim']);
});

test('a drip brings the head at once and then the body in pieces, each after its interval', async () => {
  const t = await overSocket();
  await inject(t, { effect: { drip: { bytes: 8, every_ms: 20 } } });
  const started = performance.now();
  const answer = await post(t);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('content-length')).toBe('21');
  const pieces = [];
  for await (const piece of answer.body ?? []) pieces.push(new TextDecoder().decode(piece));
  expect(pieces).toEqual(['{"messag', 'e":"succ', 'ess"}']);
  expect(performance.now() - started).toBeGreaterThanOrEqual(3 * 20 - 3);
  expect(t.finished).toMatchObject([{ status: 201, response: { body: { message: 'success' } } }]);
});

test('a bandwidth lets no more than its bytes through in a second', async () => {
  const t = await overSocket();
  await inject(t, { effect: { bytes_per_s: 100_000, status: 502, body: 'x'.repeat(20_000) } });
  const started = performance.now();
  const answer = await post(t);
  expect(await answer.text()).toBe('x'.repeat(20_000));
  expect(performance.now() - started).toBeGreaterThanOrEqual(195);
});

test('a drip in process is one too, and a body without a byte ends at once', async () => {
  const t = await freshEmulator(withKim);
  const drip = { bytes: 20, every_ms: 1 };
  await inject(t, { sequence: [{ drip }, { drip, status: 500, body: '' }] });
  expect(said(await addKim(t))).toBe(success);
  expect(said(await addKim(t))).toBe('500 ');
});

test('a client that goes ends the drip, and the next request over the same emulator is answered', async () => {
  const t = await overSocket();
  await inject(t, { effect: { drip: { bytes: 1, every_ms: 60_000 } }, times: 1 });
  const client = new AbortController();
  const answer = await post(t, client.signal);
  client.abort();
  await expect(answer.text()).rejects.toThrow('aborted');
  expect(said(await addKim(t))).toBe(success);
});

function post(t: TestEmulator, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(t.url + users, { method: 'POST', headers, body: bodyAddingKim(t), signal });
}

function bodyAddingKim(t: TestEmulator): string {
  return JSON.stringify({
    partner_api_key: t.partnerApiKey,
    client_secret: t.dataImportKey,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['kim'] }],
  });
}

/** The bytes that come back over a bare connection, until it ends. */
async function bytesOf(t: TestEmulator): Promise<string> {
  const body = bodyAddingKim(t);
  const socket = await openConnection(t);
  let bytes = '';
  socket.setEncoding('latin1').on('data', (text: string) => (bytes += text));
  socket.write(
    `POST ${users} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  await once(socket, 'close');
  return bytes;
}
