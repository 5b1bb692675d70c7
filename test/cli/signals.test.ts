import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { postJson, quickstartKeys, type Started, startCommand, temporaryFolder } from '../support/command.js';

const naming = JSON.stringify({
  ...quickstartKeys,
  cohort_id: 'vip',
  name: 'VIP',
  created_at: '2026-01-01T00:00:00Z',
});

test('SIGTERM closes a connection that was kept alive and one that was never used, and ends with 143', async () => {
  const server = await startCommand(['--port', '0']);
  const unused = await connectTo(server);
  const keptAlive = await connectTo(server);
  keptAlive.write('GET /_emulator/v1/ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(keptAlive, 'data');
  const closed = [once(unused, 'close'), once(keptAlive, 'close')];
  const started = performance.now();
  expect((await server.stop()).exitCode).toBe(143);
  await Promise.all(closed);
  // Far below the five seconds that a request in flight would be given.
  expect(performance.now() - started).toBeLessThan(2_500);
});

test('SIGTERM cuts a request off that a fault lets hang, and ends with 143', async () => {
  const server = await startCommand(['--port', '0']);
  await postJson(`${server.url}/_emulator/v1/workspaces/ws_quickstart/faults`, { effect: { close: 'hang' } });
  const { client, answer } = await beginRequest(server);
  const cutOff = expect(answer).rejects.toThrow('socket hang up');
  client.end(naming.slice(10));
  await server.told('no answer');
  const started = performance.now();
  expect((await server.stop()).exitCode).toBe(143);
  await cutOff;
  expect(performance.now() - started).toBeLessThan(2_500);
});

test('SIGINT ends with 130', async () => {
  const server = await startCommand(['--port', '0']);
  expect((await server.stop('SIGINT')).exitCode).toBe(130);
});

test('a request in flight is answered before the command ends', async () => {
  const server = await startCommand(['--port', '0']);
  const { client, answer } = await beginRequest(server);
  server.child.kill('SIGTERM');
  await server.told('SIGTERM');
  client.end(naming.slice(10));
  expect(await answer).toBe(201);
  expect((await server.finished).exitCode).toBe(143);
});

test('a second signal ends the command at once, with a request in flight', async () => {
  const server = await startCommand(['--port', '0']);
  const { answer } = await beginRequest(server);
  server.child.kill('SIGTERM');
  await server.told('SIGTERM');
  const cutOff = expect(answer).rejects.toThrow('socket hang up');
  expect((await server.stop('SIGINT')).exitCode).toBe(130);
  await cutOff;
});

test('a stop leaves the database file without a write-ahead log', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const server = await startCommand(['--port', '0', '--db', file]);
  await server.stop();
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect(statSync(file).size).toBeGreaterThan(0);
});

async function connectTo({ url }: Started): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends the head of a request and a part of its body. The server has begun with it when this resolves. */
async function beginRequest({ url }: Started) {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const client = request(`${url}/partners/hightouch/cohorts`, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': naming.length, expect: '100-continue' },
  });
  const answer = once(client, 'response').then(([response]) => response.statusCode as number);
  await once(client, 'continue');
  client.write(naming.slice(0, 10));
  return { client, answer };
}
