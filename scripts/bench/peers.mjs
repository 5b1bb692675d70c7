// The servers that cohort requests are sent to beside ours: limits, and what people use instead. Prism and Mockoon are no
// dependencies; they are looked for.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOnPort, startPrinting } from './processes.mjs';

const ownPeers = { 'node:http': 'node-http', Hono: 'hono', 'Hono + zod': 'hono-zod' };
const cohortPaths = ['/partners/{partner}/cohorts', '/partners/{partner}/cohorts/users'];
const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Starts a server of `node:http` that reads and parses what it is sent. */
export function startNodeServer() {
  return startPrinting(process.execPath, [pathOf('./peers/node-http.mjs')]);
}

/**
 * The command of a peer that is installed, and its version.
 *
 * @param {string} nameOrPath  What is looked for on PATH, or where it is.
 */
export function findPeer(nameOrPath) {
  const folders = nameOrPath.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  const command = folders.map((folder) => join(folder, nameOrPath)).find(isExecutable);
  if (command === undefined) return undefined;
  const said = execFileSync(command, ['--version'], { encoding: 'utf8' });
  return { command, version: /\d+\.\d+\.\d+/.exec(said)?.[0] ?? said.trim() };
}

/**
 * Starts them all.
 *
 * @param {{ prism?: { command: string }, mockoon?: { command: string } }} installed
 * @param {import('./temporary.mjs').Place} place
 */
export async function startPeers({ prism, mockoon }, { folder, atEnd }) {
  const peers = [];
  const add = async (by, starting) => {
    const { url, pid, stop } = await starting;
    atEnd(stop);
    peers.push({ by, url, pid });
  };
  for (const [by, file] of Object.entries(ownPeers))
    await add(by, startPrinting(process.execPath, [pathOf(`./peers/${file}.mjs`)]));
  if (prism !== undefined) await add('Prism', startPrism(prism.command, folder));
  if (mockoon !== undefined) await add('Mockoon', startMockoon(mockoon.command, folder));
  return peers;
}

/** Prism validates the body by our own document of the Braze surface, of which it gets the cohort endpoints alone. */
function startPrism(command, folder) {
  const whole = JSON.parse(readFileSync(pathOf('../../openapi/braze.openapi.json'), 'utf8'));
  const paths = Object.fromEntries(cohortPaths.map((path) => [path, whole.paths[path]]));
  const file = join(folder, 'cohorts.openapi.json');
  writeFileSync(file, JSON.stringify({ ...whole, paths }));
  return startOnPort(command, (port) => ['mock', '--host', '127.0.0.1', '--port', String(port), file]);
}

/** Mockoon gives a fixed answer. */
function startMockoon(command, folder) {
  const file = join(folder, 'mockoon.json');
  const routeId = '00000000-0000-4000-8000-000000000002';
  const response = {
    uuid: '00000000-0000-4000-8000-000000000003',
    statusCode: 201,
    headers: [{ key: 'Content-Type', value: 'application/json' }],
    body: '{"message":"success"}',
    bodyType: 'INLINE',
    disableTemplating: true,
    default: true,
    rules: [],
    callbacks: [],
  };
  const route = {
    uuid: routeId,
    type: 'http',
    method: 'post',
    endpoint: 'partners/:partner/cohorts/users',
    responses: [response],
  };
  const environment = {
    uuid: '00000000-0000-4000-8000-000000000001',
    lastMigration: 33,
    name: 'cohorts',
    routes: [route],
    rootChildren: [{ type: 'route', uuid: routeId }],
  };
  writeFileSync(file, JSON.stringify(environment));
  return startOnPort(command, (port) => [
    ...['start', '--repair', '--disable-log-to-file', '--disable-admin-api'],
    ...['--hostname', '127.0.0.1', '--port', String(port), '--data', file],
  ]);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
