// Every operation of both surfaces, asked as its document says and in ways that no document allows.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from './support/client.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { readOperations } from './support/fuzz/operations.mjs';
import { requestOf } from './support/fuzz/requests.mjs';
import { listPaths, rebuild } from './support/fuzz/world.mjs';
import { createRandom } from './support/random.mjs';
import { startServer } from './support/server.mjs';

export const name = 'fuzz';

/** How many requests are sent before everything is made afresh. */
const perWorld = 60;

export default async function run(report, { long, seed }) {
  const folder = temporaryFolder();
  const flags = ['--quiet', '--db', join(folder, 'fuzz.db')];
  const server = await startServer(flags);
  try {
    const found = await sendAll(server, createRandom(seed), long ? 80_000 : 3_000);
    tell(report, found, server, long ? 20 : 6);
    await server.stop();
    await checkRestart(report, flags);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sendAll(server, random, count) {
  const client = createClient(server.url);
  const [built, unbuilt] = [false, true].map((isUnbuilt) =>
    readOperations().filter((its) => its.isUnbuilt === isUnbuilt),
  );
  const found = {
    sent: 0,
    built,
    accepted: new Map(),
    statuses: new Map(),
    problems: [],
    unreadable: [],
  };
  let world;
  for (let index = 0; index < count && server.isAlive() && found.problems.length < 20; index++) {
    if (index % perWorld === 0) {
      if (index > 0) found.unreadable.push(...(await unreadableLists(client)));
      world = await rebuild(client);
    }
    // Each in turn, so that the short form misses none; those that are not built are all alike.
    const list = index % 20 === 0 ? unbuilt : built;
    const operation = list[index % list.length];
    await sendOne(client, operation, requestOf(operation, world, random), found);
  }
  client.close();
  return found;
}

async function sendOne(client, operation, request, found) {
  const { method, path, headers, body } = request;
  found.sent++;
  const title = `${operation.method} ${operation.path}`;
  const problem = (what) =>
    found.problems.push(
      `${what}: ${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 200)} ${shown(body)}`,
    );
  try {
    const { status, text } = await client.send(method, path, { headers, body });
    found.statuses.set(status, (found.statuses.get(status) ?? 0) + 1);
    if (status < 300) found.accepted.set(title, (found.accepted.get(title) ?? 0) + 1);
    if (status >= 500 && !(status === 501 && operation.isUnbuilt)) problem(`${status} ${text.slice(0, 200)}`);
    const { statuses } = operation;
    const isKnown = statuses.has('default') || statuses.has(String(status));
    // A path that was made up may be another operation's, or nobody's.
    if (!isKnown && !request.isHostile) problem(`${status}, which the document has not`);
    if (title === 'POST /_emulator/v1/workspaces/{ws}/faults' && status === 201)
      await client.control('DELETE', '/workspaces/ws_quickstart/faults');
  } catch (error) {
    // Node's own client refuses to send some paths.
    if (error.code !== 'ERR_UNESCAPED_CHARACTERS') problem(`no answer (${error.message})`);
  }
}

const shown = (body) => (body === undefined ? '' : JSON.stringify(body.toString('utf8').slice(0, 400)));

async function unreadableLists(client) {
  const answers = await Promise.all(listPaths.map(async (path) => [path, await client.control('GET', path)]));
  // What a request deleted is not there; all else must be readable.
  return answers
    .filter(([, { status }]) => status !== 200 && status !== 404)
    .map(([path, { status, text }]) => `${path}: ${status} ${text.slice(0, 200)}`);
}

/** @param oneOf  Of so many operations one may never have been accepted by chance. */
function tell(report, { sent, built, accepted, statuses, problems, unreadable }, server, oneOf) {
  const spread = [...statuses].sort().map(([status, count]) => `${status} × ${count}`);
  const never = built.map(({ method, path }) => `${method} ${path}`).filter((title) => !accepted.has(title));
  report.check(
    `${sent} requests are answered as documented, in time and without a defect`,
    problems.length === 0,
    problems.length === 0 ? spread.join(', ') : problems.slice(0, 5).join('\n  '),
  );
  report.check('the server is alive', server.isAlive());
  report.check('nothing was logged as a defect', server.stderr() === '', server.stderr().slice(0, 1_000));
  report.check('every list stayed readable', unreadable.length === 0, unreadable.slice(0, 5).join('; '));
  report.check(
    'nearly every operation was also accepted',
    never.length <= built.length / oneOf,
    `${built.length - never.length} of ${built.length}${never.length > 0 ? `; never: ${never.join(', ')}` : ''}`,
  );
}

/** What the fuzz left in the file is read by another process, and saved and restored as a snapshot. */
async function checkRestart(report, flags) {
  const server = await startServer(flags);
  const client = createClient(server.url);
  const unreadable = await unreadableLists(client);
  const steps = [
    await client.control('POST', '/snapshots', { name: 'last', replace: true }),
    await client.control('POST', '/snapshots/last/restore'),
    await client.control('POST', '/reset'),
  ];
  const refused = steps.filter(({ status }) => status > 299).map(({ text }) => text.slice(0, 300));
  report.check(
    'a restart, a snapshot of everything, its restore and a reset work afterwards',
    unreadable.length + refused.length === 0,
    [...unreadable, ...refused].join('; '),
  );
  client.close();
  await server.stop();
}
