// Connections that send nothing, or a byte now and then: others are answered beside them, and none of them stays.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { accepted, createClient } from './support/client.mjs';
import { startServer } from './support/server.mjs';

export const name = 'connections';

const dripMs = 1_000;
const probeMsMax = 1_000;
/** Node looks every 30 seconds for heads that have taken longer than a minute; a slow body is given somewhat longer. */
const idleMsMax = 120_000;
const bodyMsMax = 240_000;

const head = (path, type) =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\nContent-Length: 100000\r\n\r\n`;
/** How a connection begins; then it drips. */
const slowKinds = [
  ['a head', 'POST /users/track HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ', idleMsMax],
  ['a body of the Braze surface', head('/users/track', 'application/json'), bodyMsMax],
  ['a body of the control API', head('/_emulator/v1/workspaces', 'application/json'), bodyMsMax],
];

export default async function run(report, { long }) {
  const server = await startServer();
  const client = createClient(server.url);
  try {
    await probe(client, 50);
    const filesBefore = server.openFiles();
    const [idleCount, slowCount] = long ? [2_000, 1_500] : [200, 150];
    const idle = await openAll(server.url, idleCount, () => '');
    const slow = await openAll(server.url, slowCount, (index) => slowKinds[index % slowKinds.length][1]);
    const stopDripping = drip(slow);
    const { medianMs, slowestMs } = await probe(client, 300);
    report.check(
      `beside ${idleCount} idle and ${slowCount} slow connections others are answered within ${probeMsMax} ms`,
      slowestMs <= probeMsMax,
      `median ${medianMs.toFixed(1)} ms, slowest ${slowestMs.toFixed(1)} ms`,
    );
    if (long) await checkCutOff(report, idle, slow);
    else report.skip('they are cut off', 'takes some minutes: --long');
    stopDripping();
    for (const { socket } of [...idle, ...slow]) socket.destroy();
    await checkFiles(report, server, filesBefore);
    await probe(client, 10);
    report.check('nothing was logged as a defect', server.stderr() === '', server.stderr().slice(0, 1_000));
  } finally {
    client.close();
    await server.stop();
  }
}

/** Asks one request after the other, of both surfaces. */
async function probe(client, count) {
  const times = [];
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now();
    if (index % 2 === 0) accepted(await client.control('GET', '/workspaces'));
    else await client.json('POST', '/users/track', {}, { authorization: 'Bearer nobody' });
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((one, other) => one - other);
  return { medianMs: sorted[count >> 1], slowestMs: sorted.at(-1) };
}

async function openAll(url, count, beginningOf) {
  const { hostname, port } = new URL(url);
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.on('error', () => {});
      await once(socket, 'connect');
      const openedAt = performance.now();
      socket.write(beginningOf(index));
      const closed = new Promise((resolve) => {
        socket.resume().once('close', () => resolve(performance.now() - openedAt));
      });
      return { socket, index, closed };
    }),
  );
}

function drip(connections) {
  const timer = setInterval(() => {
    for (const { socket } of connections) if (socket.writable) socket.write('x');
  }, dripMs);
  return () => clearInterval(timer);
}

async function checkCutOff(report, idle, slow) {
  await checkClosed(report, 'idle connections', idle, idleMsMax);
  for (const [kind, [what, , msMax]] of slowKinds.entries()) {
    const its = slow.filter(({ index }) => index % slowKinds.length === kind);
    await checkClosed(report, `connections that drip ${what}`, its, msMax);
  }
}

async function checkClosed(report, what, connections, msMax) {
  const openedFor = await Promise.race([Promise.all(connections.map((its) => its.closed)), sleep(msMax)]);
  const open = connections.filter(({ socket }) => !socket.closed).length;
  report.check(
    `${connections.length} ${what} are cut off, at most ${msMax / 1_000} s after those before`,
    openedFor !== undefined,
    openedFor === undefined
      ? `${open} are open still`
      : `after ${(Math.min(...openedFor) / 1_000).toFixed(0)} to ${(Math.max(...openedFor) / 1_000).toFixed(0)} s`,
  );
}

async function checkFiles(report, server, before) {
  if (before === undefined)
    return report.skip('no open file is left behind', 'this system does not tell them');
  // A socket that its client closed is noticed a moment later.
  for (let wait = 0; wait < 100 && server.openFiles() > before + 2; wait++) await sleep(100);
  const after = server.openFiles();
  report.check('no open file is left behind', after <= before + 2, `${before} before, ${after} after`);
}
