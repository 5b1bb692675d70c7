// SIGKILL in a loop under load: what was acknowledged is there after the next start.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { accepted, createClient, readAll } from './support/client.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { createRandom } from './support/random.mjs';
import { startServer } from './support/server.mjs';

export const name = 'kill';

/** More than one batch, which is 1,000. */
const usersPerImport = 1_200;
/** So many that a kill nearly always comes while they are removed. */
const usersRemoved = 2_000;
/** A third become members, a third is numbered, a third is deleted. */
const usersPerThird = 300;
const userOf = (number) => `user-${number}`;

export default async function run(report, { long, seed }) {
  const folder = temporaryFolder();
  const file = join(folder, 'kill.db');
  const kills = long ? 200 : 5;
  const random = createRandom(seed);
  const told = {
    members: 0,
    attributes: 0,
    deleted: 0,
    imports: 0,
    removals: 0,
    lost: [],
    torn: [],
    inRemoval: 0,
  };
  try {
    for (let round = 0; round < kills && told.lost.length === 0; round++) await oneRound(file, random, told);
    const { lost, torn, ...counts } = told;
    const sum = counts.members + counts.attributes + counts.deleted + counts.imports + counts.removals;
    report.check(
      `${kills} kills lose nothing of what was acknowledged`,
      lost.length === 0,
      lost.length === 0 ? `${sum} changes: ${JSON.stringify(counts)}` : lost.slice(0, 5).join('; '),
    );
    report.check(
      'an import that was cut off leaves its first lines, and no gap',
      torn.length === 0,
      torn.join('; '),
    );
    report.check(
      'every kind of change was acknowledged',
      Object.values(counts).every((count) => count > 0),
    );
    await checkFile(report, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts, makes a workspace, loads it until the kill, starts again and looks. */
async function oneRound(file, random, told) {
  const flags = ['--quiet', '--no-quickstart', '--db', file];
  const server = await startServer(flags);
  const client = createClient(server.url, { connections: 32 });
  const world = await makeWorld(client);
  const acknowledged = { members: [], attributes: new Map(), deleted: [], imports: [], removed: [] };
  let isDying = false;
  const repeat = async (work) => {
    try {
      for (let turn = 0; !isDying; turn++) await work(turn);
    } catch (error) {
      // Whether the last one was applied, nobody was told.
      if (!isDying) throw error;
    }
  };
  const loads = [
    ...Array.from({ length: 6 }, (_, lane) =>
      repeat((turn) => addMember(client, world, turn * 6 + lane, acknowledged)),
    ),
    repeat((turn) => setAttribute(client, world, turn, acknowledged)),
    repeat((turn) => deleteUser(client, world, turn, acknowledged)),
    repeat((turn) => importUsers(client, world, turn, acknowledged)),
    repeat(() => removeWorkspace(client, acknowledged)),
  ];
  const dying = underWay(acknowledged, random).then(() => {
    isDying = true;
    return server.kill();
  });
  await Promise.all([...loads, dying]);
  client.close();
  if (lookInto(file, leftoverCount) > 0) told.inRemoval++;

  const again = await startServer(flags);
  const reader = createClient(again.url);
  await verify(reader, world, acknowledged, told);
  // Removed while the next round is under way.
  accepted(await reader.control('DELETE', `/workspaces/${world.id}`));
  reader.close();
  await again.kill();
}

/** Until some of everything is acknowledged, in some rounds an import too, and a moment longer. */
async function underWay({ members, imports, removed }, random) {
  const [membersMin, importsMin] = [random.between(10, 100), random.below(2)];
  const isEnough = () =>
    members.length >= membersMin &&
    removed.length > 0 &&
    imports.filter((its) => its.isAcknowledged).length >= importsMin;
  while (!isEnough()) await sleep(5);
  await sleep(random.between(0, 100));
}

async function makeWorld(client) {
  const behaviour = {
    cohort_requests_per_hour: 1e9,
    rate_limits: { users_track: 1e9, users_shared: 1e9, export_ids: 1e9, export_ids_fields: 1e9 },
  };
  const users = Array.from({ length: 3 * usersPerThird }, (_, number) => ({ external_id: userOf(number) }));
  const made = accepted(await client.control('POST', '/workspaces', { behaviour, users })).json;
  return {
    id: made.id,
    partnerKeys: {
      partner_api_key: made.partners[0].partner_api_key,
      client_secret: made.partners[0].data_import_keys[0].key,
    },
    partner: made.partners[0].partner,
    authorization: `Bearer ${made.rest_api_keys[0].key}`,
  };
}

async function addMember(client, { partner, partnerKeys }, turn, { members }) {
  const id = userOf(turn % usersPerThird);
  const body = { ...partnerKeys, cohort_id: 'load', cohort_changes: [{ user_ids: [id] }] };
  accepted(await client.json('POST', `/partners/${partner}/cohorts/users`, body));
  members.push(id);
}

async function setAttribute(client, { authorization }, turn, { attributes }) {
  const id = userOf(usersPerThird + (turn % usersPerThird));
  const body = { attributes: [{ external_id: id, number: turn }] };
  accepted(await client.json('POST', '/users/track', body, { authorization }));
  attributes.set(id, turn);
}

async function deleteUser(client, { authorization }, turn, { deleted }) {
  const id = userOf(2 * usersPerThird + (turn % usersPerThird));
  accepted(await client.json('POST', '/users/delete', { external_ids: [id] }, { authorization }));
  deleted.push(id);
}

async function importUsers(client, { id }, turn, { imports }) {
  imports.push({ turn, isAcknowledged: false });
  const lines = Array.from(
    { length: usersPerImport },
    (_, line) => `{"external_id":"import-${turn}-${line}"}\n`,
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  accepted(
    await client.send('POST', `/_emulator/v1/workspaces/${id}/users`, { headers, body: lines.join('') }),
  );
  imports.at(-1).isAcknowledged = true;
  // Others shall come to something too.
  await sleep(500);
}

/** Makes a workspace of some size and deletes it: what it held is removed in the background. */
async function removeWorkspace(client, { removed }) {
  const users = Array.from({ length: usersRemoved }, (_, number) => ({
    external_id: userOf(number),
    attributes: { number },
  }));
  const { id, rest_api_keys: keys } = accepted(await client.control('POST', '/workspaces', { users })).json;
  accepted(await client.control('DELETE', `/workspaces/${id}`));
  removed.push({ id, key: keys[0].key });
  await sleep(100);
}

async function verify(client, world, { members, attributes, deleted, imports, removed }, told) {
  const path = `/workspaces/${world.id}`;
  const lose = (what) => told.lost.push(what);
  const inCohort = new Set();
  if (members.length > 0) {
    const found = await readAll(client, `${path}/cohorts/${world.partner}/load/members`, 'members');
    for (const { external_id } of found) inCohort.add(external_id);
  }
  for (const id of members) if (!inCohort.has(id)) lose(`${id} is no member`);
  const users = new Set((await readAll(client, `${path}/users`, 'users')).map((its) => its.external_id));
  const numbers = await readNumbers(client, world, [...attributes.keys()]);
  for (const id of deleted) if (users.has(id)) lose(`${id} is there again`);
  for (const [id, number] of attributes) {
    // One that was not acknowledged may have come after it.
    if (!(numbers.get(id) >= number)) lose(`${id} is not numbered ${number}`);
  }
  for (const { turn, isAcknowledged } of imports) {
    const isThere = Array.from({ length: usersPerImport }, (_, line) => users.has(`import-${turn}-${line}`));
    const count = isThere.filter(Boolean).length;
    if (isThere.slice(0, count).includes(false))
      told.torn.push(`import ${turn} has ${count} lines, with gaps`);
    if (isAcknowledged && count < usersPerImport) lose(`import ${turn} has ${count} lines`);
  }
  for (const { id, key } of removed) {
    if ((await client.control('GET', `/workspaces/${id}`)).status !== 404)
      lose(`workspace ${id} is there again`);
    const answer = await client.json('POST', '/users/track', {}, { authorization: `Bearer ${key}` });
    if (answer.status !== 401) lose(`a key of the removed workspace ${id} is answered ${answer.status}`);
  }
  told.members += members.length;
  told.attributes += attributes.size;
  told.deleted += deleted.length;
  told.imports += imports.filter((its) => its.isAcknowledged).length;
  told.removals += removed.length;
}

async function readNumbers(client, { authorization }, ids) {
  const numbers = new Map();
  for (let first = 0; first < ids.length; first += 50) {
    const fields_to_export = ['external_id', 'custom_attributes'];
    const body = { external_ids: ids.slice(first, first + 50), fields_to_export };
    const { users } = accepted(await client.json('POST', '/users/export/ids', body, { authorization })).json;
    for (const { external_id, custom_attributes: its } of users) numbers.set(external_id, its?.number);
  }
  return numbers;
}

/** Looks into a copy, so that it is the server that puts the file in order. */
function lookInto(file, look) {
  const copy = `${file}.copy`;
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
  const database = new Sqlite(copy);
  try {
    return look((sql) => database.prepare(sql).pluck().all());
  } finally {
    database.close();
    for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true });
  }
}

async function checkFile(report, file) {
  // A start goes on with what deletions left; it is given some time for it.
  for (let givenMs = 1_000; givenMs < 60_000 && lookInto(file, leftoverCount) > 0; givenMs *= 2) {
    const server = await startServer(['--quiet', '--no-quickstart', '--db', file]);
    await sleep(givenMs);
    await server.stop();
  }
  report.check('what deleted workspaces held is removed in the end', lookInto(file, leftoverCount) === 0);
  report.check(
    'nobody is left of a workspace that is gone',
    lookInto(file, (all) =>
      all(`SELECT count(*) FROM profiles WHERE workspace NOT IN ${itsWorkspaces}`),
    )[0] === 0,
  );
  const problems = lookInto(file, (all) => [
    ...all('PRAGMA integrity_check'),
    ...all('PRAGMA foreign_key_check'),
  ]);
  report.check('the file is sound', problems.join() === 'ok', problems.slice(0, 5).join('; '));
}

const itsWorkspaces = '(SELECT workspace FROM workspaces)';
const leftoverCount = (all) => all('SELECT count(*) FROM leftovers')[0];
