import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { FaultEffect } from '../../../../src/domain/fault.js';
import type { FinishedRequest } from '../../../../src/domain/journal/request-record.js';
import type { RunningServer } from '../../../../src/server.js';
import { aFault, hasStruck } from '../../../support/faults.js';
import { startedServer } from '../../../support/library/server.js';

const hang: FaultEffect = { kind: 'close', how: 'hang' };
const dayLongDelay: FaultEffect = { kind: 'delay', delayMs: 86_400_000, jitterMs: 0 };
const lateAnswer: FaultEffect = {
  kind: 'own_answer',
  delivery: { delay: { ms: 86_400_000, jitterMs: 0 } },
};
/** Far below the five seconds that a request in flight would be given. */
const atOnceMs = 2_500;

async function startStruckBy(effect: FaultEffect) {
  const finished: FinishedRequest[] = [];
  const braze = await startedServer({ onFinished: (exchange) => finished.push(exchange) });
  const { id, partners } = braze.emulator.createWorkspace({});
  const workspace = braze.emulator.enterWorkspace(id);
  const fault = braze.emulator.createFault(workspace, aFault({ steps: [effect] }));
  const body = JSON.stringify({
    partner_api_key: partners[0]!.partnerApiKey,
    client_secret: partners[0]!.dataImportKeys[0]!.key,
    cohort_id: 'vip',
    cohort_changes: [],
  });
  return { braze, finished, body, struck: hasStruck(braze.emulator, workspace, fault) };
}

async function beginRequest({ url }: RunningServer, body: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket
    .resume()
    .write(
      `POST /partners/hightouch/cohorts/users HTTP/1.1\r\nHost: localhost\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
  await once(socket, 'data'); // 100 Continue: the server has begun with it.
  return socket;
}

test.each([
  ['hangs', hang],
  ['is delayed', dayLongDelay],
  ['is answered late', lateAnswer],
])(
  'a server that stops cuts a request that %s off at once, and has told of it by then',
  async (_how, effect) => {
    const { braze, finished, body, struck } = await startStruckBy(effect);
    const socket = await beginRequest(braze, body);
    socket.write(body);
    await struck;
    const closed = once(socket, 'close');
    const started = performance.now();
    await braze.stop();
    expect(finished).toEqual([expect.objectContaining({ status: null, response: null })]);
    await closed;
    expect(performance.now() - started).toBeLessThan(atOnceMs);
  },
);

test('a server that stops cuts an answer that drips off at once', async () => {
  const effect: FaultEffect = { kind: 'own_answer', delivery: { pace: { bytes: 1, everyMs: 60_000 } } };
  const { braze, finished, body } = await startStruckBy(effect);
  const socket = await beginRequest(braze, body);
  socket.write(body);
  await once(socket, 'data'); // The head of the answer.
  const closed = once(socket, 'close');
  const started = performance.now();
  await braze.stop();
  await closed;
  expect(performance.now() - started).toBeLessThan(atOnceMs);
  expect(finished).toEqual([expect.objectContaining({ status: 201 })]);
});

test.each([
  ['to hang', hang],
  ['to wait', dayLongDelay],
  ['to wait for its answer', lateAnswer],
])('a request that begins %s while the server stops is cut off at once too', async (_how, effect) => {
  const { braze, finished, body } = await startStruckBy(effect);
  const socket = await beginRequest(braze, body);
  const closed = once(socket, 'close');
  const started = performance.now();
  const stopped = braze.stop();
  socket.write(body);
  await closed;
  await stopped;
  expect(performance.now() - started).toBeLessThan(atOnceMs);
  expect(finished).toEqual([expect.objectContaining({ status: null })]);
});
