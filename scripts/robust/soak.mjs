// Many requests, and what they leave behind in memory.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, createClient } from './support/client.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { startServer } from './support/server.mjs';

export const name = 'soak';

const lanes = 8;
const mebibyte = 1024 * 1024;
/** By how much may grow what is still in use once garbage is collected, and what the process holds beside its files. */
const heapGrowthMax = 12 * mebibyte;
const anonymousGrowthMax = 64 * mebibyte;

export default async function run(report, { long }) {
  const folder = temporaryFolder();
  // In a file, so that what is kept on purpose, such as the journal, is no memory.
  const server = await startServer(['--quiet', '--db', join(folder, 'soak.db')]);
  const client = createClient(server.url, { connections: lanes, answerMs: 60_000 });
  const requests = long ? 100_000 : 10_000;
  try {
    const world = await makeWorld(client);
    // Compiles code, fills caches and SQLite's pages.
    await sendMany(client, world, 4_000);
    const before = await server.memory();
    const startedAt = performance.now();
    await sendMany(client, world, requests);
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await server.memory();
    tell(report, { requests, seconds, before, after });
    report.check('nothing was logged as a defect', server.stderr() === '', server.stderr().slice(0, 1_000));
  } finally {
    client.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeWorld(client) {
  const behaviour = {
    cohort_requests_per_hour: 1e9,
    rate_limits: { users_track: 1e9, users_shared: 1e9, export_ids: 1e9, export_ids_fields: 1e9 },
  };
  const users = Array.from({ length: 1_000 }, (_, number) => ({ external_id: `cust-${number}` }));
  const made = accepted(await client.control('POST', '/workspaces', { behaviour, users })).json;
  const [{ partner_api_key, data_import_keys: keys }] = made.partners;
  return {
    id: made.id,
    partnerKeys: { partner_api_key, client_secret: keys[0].key },
    authorization: `Bearer ${made.rest_api_keys[0].key}`,
  };
}

async function sendMany(client, world, count) {
  let next = 0;
  const lane = async () => {
    while (next < count) await kinds[next % kinds.length](client, world, next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const idOf = (turn) => `cust-${(turn * 7_919) % 1_000}`;

/** What a test and its connector send; of each, state goes as it comes. */
const kinds = [
  (client, { partnerKeys }, turn) =>
    send(client, '/partners/hightouch/cohorts/users', {
      ...partnerKeys,
      cohort_id: `cohort-${turn % 20}`,
      cohort_changes: [{ user_ids: [idOf(turn)], should_remove: turn % 2 === 1 }],
    }),
  (client, { authorization }, turn) =>
    send(client, '/users/track', { attributes: [{ external_id: idOf(turn), number: turn }] }, authorization),
  (client, { authorization }, turn) =>
    send(client, '/users/export/ids', { external_ids: [idOf(turn)] }, authorization),
  (client, { authorization }, turn) =>
    send(client, '/users/track', { attributes: `wrong ${turn}` }, authorization, 400),
  (client, _, turn) => send(client, `/nowhere/${turn}`, {}, `Bearer unknown-${turn}`, 404),
  async (client, { id }, turn) => {
    const match = { route: '/users/track' };
    await client.control('POST', `/workspaces/${id}/requests/verify`, { match, at_least: 1 });
    if (turn % 40 === 5) await client.control('DELETE', `/workspaces/${id}/requests`);
  },
  async (client, _, turn) => {
    if (turn % 10 !== 6) return void accepted(await client.control('GET', '/workspaces'));
    // A test's workspace comes and goes.
    const made = accepted(
      await client.control('POST', '/workspaces', { users: [{ external_id: 'a' }] }),
    ).json;
    accepted(await client.control('DELETE', `/workspaces/${made.id}`));
  },
  async (client, { id }) => {
    const timeout = { partner: 'hightouch', cohort_id: 'cohort-1', size: 5_000, timeout_ms: 1 };
    await client.control('POST', `/workspaces/${id}/cohorts/wait`, timeout);
  },
];

async function send(client, path, body, authorization, status = 201) {
  const answer = await client.json('POST', path, body, authorization === undefined ? {} : { authorization });
  if (answer.status !== status)
    throw new Error(`POST ${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
}

function tell(report, { requests, seconds, before, after }) {
  const inUse = (its) => its.heapUsed + its.external;
  const told = (of) =>
    `${(of(before) / mebibyte).toFixed(1)} MiB before, ${(of(after) / mebibyte).toFixed(1)} MiB after`;
  report.check(
    `${requests} requests leave no more than ${heapGrowthMax / mebibyte} MiB in use`,
    inUse(after) - inUse(before) <= heapGrowthMax,
    `${told(inUse)}; ${Math.round(requests / seconds)} requests/s`,
  );
  if (before.rssAnon === undefined)
    return report.skip('the memory of the process', 'this system does not tell it');
  report.check(
    `the process grows by no more than ${anonymousGrowthMax / mebibyte} MiB`,
    after.rssAnon - before.rssAnon <= anonymousGrowthMax,
    told((its) => its.rssAnon),
  );
}
