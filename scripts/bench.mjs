// Measures how many identifiers a second become cohort memberships, on a database file with a million profiles. Run with
// `npm run bench`, after which arguments go: `npm run bench -- --profiles 100000 --rounds 5`.
//
//   --profiles N       profiles in the file (default 1000000)
//   --rounds N         measured rounds, after one that is thrown away (default 9)
//   --requests N       requests of 1,000 identifiers in a round (default 100)
//   --against FOLDER   the dist folder of another build, measured in the same rounds
//   --json             one JSON object instead of tables
//
// In each round every case has its turn with the same identifiers, the order of cases rotating, so that a machine that is
// slow for a while is slow for all of them. Compare within one run only.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    profiles: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
    requests: { type: 'string', default: '100' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const profilesCount = Number(options.profiles);
const roundsCount = Number(options.rounds);
const requestsCount = Number(options.requests);
const identifiersPerRequest = 1_000;
/** 250,000 requests an hour of 1,000 identifiers: what Braze documents as the most. */
const brazeCeiling = 69_444;
const target = 3 * brazeCeiling;

const partner = 'hightouch';
const dataImportKey = 'bench-data-import-key';
const partnerApiKey = '11111111-aaaa-4aaa-8aaa-111111111111';

const builds = [{ name: 'this build', dist: fileURLToPath(new URL('../dist', import.meta.url)) }];
if (options.against !== undefined) builds.push({ name: 'other build', dist: resolve(options.against) });
const load = (dist, file) => import(pathToFileURL(join(dist, file)).href);

const folder = mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-bench-'));
const closers = [() => rmSync(folder, { recursive: true, force: true })];
try {
  await main();
} finally {
  for (const close of closers.reverse()) await close();
}

async function main() {
  const loaded = join(folder, 'loaded.db');
  const loadSeconds = await loadProfiles(loaded);
  tell(`Loaded ${profilesCount.toLocaleString('en')} profiles in ${loadSeconds.toFixed(1)} s`);

  const report = { profiles: profilesCount, requestsPerRound: requestsCount, rounds: roundsCount, target };
  report.designs = await measure('Designs, identifiers/s', await designCases(copyOf(loaded, 'designs')));
  const expressions = await expressionCases(copyOf(loaded, 'expressions'));
  report.expressions = await measure('A and not B, ms', expressions, { isTime: true });
  report.emulator = await measure('Emulator, identifiers/s', [
    ...(await operationCases(loaded)),
    ...(await httpCases(loaded)),
  ]);
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else spawnSync(process.execPath, [join(import.meta.dirname, 'bench-start.mjs')], { stdio: 'inherit' });
}

/** Ascending ids, so that their index is written in order. Requests name them at random. */
function externalIdOf(number) {
  return `customer-${String(number).padStart(8, '0')}`;
}

async function loadProfiles(file) {
  const { createEmulator } = await load(builds[0].dist, 'emulator.js');
  const started = performance.now();
  const emulator = createEmulator({ file });
  const input = {
    name: 'bench',
    partners: [{ partner, dataImportKeys: [dataImportKey] }],
    behaviour: { cohortRequestsPerHour: 1_000_000_000 },
  };
  const workspace = emulator.createWorkspace(input, 'ws_bench');
  for (let first = 0; first < profilesCount; first += 1_000) {
    const users = [];
    for (let number = first; number < Math.min(first + 1_000, profilesCount); number++) {
      users.push({ externalId: externalIdOf(number), aliases: [], deviceIds: [], attributes: {} });
    }
    emulator.addUsers(workspace, users);
  }
  emulator.close();
  return (performance.now() - started) / 1_000;
}

/** How a batch of external ids can become memberships, each in one transaction, all on SQLite with WAL. */
async function designCases(file) {
  const { Database } = await load(builds[0].dist, 'store/database.js');
  const { changeProfileSet, insertProfileSet } = await load(builds[0].dist, 'store/profile-sets.js');
  const { findProfileByExternalId, findProfilesByExternalIds } = await load(
    builds[0].dist,
    'store/users/profile-lookup.js',
  );
  const database = Database.open(file);
  closers.push(() => database.close());
  const { workspace } = database.get('SELECT workspace FROM workspaces');
  createRowTable(database);
  const numbersByGet = (ids) => ids.map((id) => findProfileByExternalId(database, workspace, id));
  const numbersByArray = (ids) => findProfilesByExternalIds(database, workspace, ids);
  const numbersByJson = (ids) =>
    // CROSS JOIN keeps SQLite from scanning all profiles.
    database
      .all(
        `SELECT p.number FROM json_each(?) j CROSS JOIN profiles p
         WHERE p.workspace = ? AND p.external_id = j.value`,
        JSON.stringify(ids),
        workspace,
      )
      .map((row) => row.number);
  const insertRows = (cohort, numbers) => {
    for (const number of numbers)
      database.run('INSERT OR IGNORE INTO memberships VALUES (?, ?)', cohort, number);
  };
  const setBits = (set, numbers) => changeProfileSet(database, set, new Map(numbers.map((n) => [n, true])));
  const newSet = () => insertProfileSet(database, workspace, 'cohort');
  const design = (name, numbersOf, write) => {
    const sets = [newSet(), newSet()];
    const run = (batches) => {
      for (const [index, ids] of batches.entries()) {
        database.transaction(() => write(sets[index % 2], numbersOf(ids)));
      }
    };
    return { name, run };
  };
  return [
    design('row per membership', numbersByGet, insertRows),
    design('json_each + blocks', numbersByJson, setBits),
    design('get per id + blocks', numbersByGet, setBits),
    // What the emulator does: the numbers of all ids come back as one JSON array.
    design('json_each, one array back + blocks', numbersByArray, setBits),
  ];
}

/** Two thirds of the profiles in A, half of them in B, both ways. */
async function expressionCases(file) {
  const { dist } = builds[0];
  const { Database } = await load(dist, 'store/database.js');
  const { changeProfileSet, findProfileSet, insertProfileSet } = await load(dist, 'store/profile-sets.js');
  const { profileSetSize, without } = await load(dist, 'domain/profile-set.js');
  const database = Database.open(file);
  closers.push(() => database.close());
  const { workspace } = database.get('SELECT workspace FROM workspaces');
  createRowTable(database);
  const newSet = () => insertProfileSet(database, workspace, 'cohort');
  const [a, b] = [newSet(), newSet()];
  const isMember = { [a]: (number) => number % 3 !== 0, [b]: (number) => number % 2 === 0 };
  database.transaction(() => {
    for (const set of [a, b]) {
      const members = Array.from({ length: profilesCount }, (_, number) => number).filter(isMember[set]);
      changeProfileSet(database, set, new Map(members.map((number) => [number, true])));
      for (const number of members) database.run('INSERT INTO memberships VALUES (?, ?)', set, number);
    }
  });
  const byRows = () =>
    database.get(
      `SELECT count(*) AS size FROM memberships a WHERE a.cohort = ? AND NOT EXISTS
         (SELECT 1 FROM memberships b WHERE b.cohort = ? AND b.profile = a.profile)`,
      a,
      b,
    ).size;
  const byBlocks = () => profileSetSize(without(findProfileSet(database, a), findProfileSet(database, b)));
  if (byRows() !== byBlocks()) throw new Error('Rows and blocks disagree');
  return [
    { name: 'row per membership', run: byRows },
    { name: 'blocks', run: byBlocks },
  ];
}

function createRowTable(database) {
  database.run(
    'CREATE TABLE memberships (cohort INTEGER, profile INTEGER, PRIMARY KEY (cohort, profile)) WITHOUT ROWID',
  );
}

/** The operation behind the endpoint, called as a library. */
async function operationCases(loaded) {
  const cases = [];
  for (const [index, { name, dist }] of builds.entries()) {
    const { createEmulator } = await load(dist, 'emulator.js');
    const emulator = createEmulator({ file: copyOf(loaded, `operation-${index}`) });
    closers.push(() => emulator.close());
    const access = { workspace: emulator.getWorkspace('ws_bench'), partner };
    const run = (batches) => {
      for (const [number, externalIds] of batches.entries()) {
        const changes = [{ shouldRemove: false, externalIds, deviceIds: [], aliases: [] }];
        emulator.changeCohortMembers(access, { cohortId: cohortOf(number), changes });
      }
    };
    cases.push({ name: `operation, ${name}`, run });
  }
  return cases;
}

/** The built command as a process of its own, asked over one and over four connections that stay open. */
async function httpCases(loaded) {
  const cases = [];
  for (const [index, { name, dist }] of builds.entries()) {
    const file = copyOf(loaded, `http-${index}`);
    const command = [join(dist, 'cli/main.js'), '--port', '0', '--no-quickstart', '--db', file];
    // Its log, a line per request, is written and thrown away.
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [url] = await once(createInterface(child.stdout), 'line');
    closers.push(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    for (const connections of [1, 4]) {
      const agent = new Agent({ keepAlive: true, maxSockets: connections });
      closers.push(() => agent.destroy());
      const run = (_, bodies) =>
        postAll(`${url}/partners/${partner}/cohorts/users`, agent, connections, bodies);
      cases.push({ name: `HTTP, ${connections} connection${connections > 1 ? 's' : ''}, ${name}`, run });
    }
  }
  return cases;
}

async function postAll(url, agent, connections, bodies) {
  let next = 0;
  const worker = async () => {
    while (next < bodies.length) await post(url, agent, bodies[next++]);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

function post(url, agent, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.on('data', () => {});
      response.on('end', () =>
        response.statusCode === 201 ? resolve() : reject(new Error(`Answered ${response.statusCode}`)),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function cohortOf(requestNumber) {
  return requestNumber % 2 === 0 ? 'a' : 'b';
}

/** Runs all cases in rounds, prints their table and returns their rates (or times). */
async function measure(title, cases, { isTime = false } = {}) {
  const samples = cases.map(() => []);
  for (let round = 0; round <= roundsCount; round++) {
    const batches = isTime ? [] : randomBatches();
    const bodies = batches.map(bodyOf);
    for (let turn = 0; turn < cases.length; turn++) {
      const index = (round + turn) % cases.length;
      const started = performance.now();
      await cases[index].run(batches, bodies);
      const ms = performance.now() - started;
      // The first round compiles code and fills caches.
      if (round > 0) samples[index].push(isTime ? ms : (requestsCount * identifiersPerRequest * 1_000) / ms);
    }
  }
  const results = cases.map(({ name }, index) => summaryOf(name, samples[index]));
  const first = results[0].median;
  tell(`\n${title.padEnd(38)}     min   median      max   to first   to target`);
  for (const result of results) {
    const numbers = [result.min, result.median, result.max].map((number) => format(number, isTime));
    const toTarget = isTime ? '' : `${(result.median / target).toFixed(2)}×`;
    tell(
      `${result.name.padEnd(36)} ${numbers.join(' ')} ${`${(result.median / first).toFixed(2)}×`.padStart(10)} ${toTarget.padStart(11)}`,
    );
  }
  if (!isTime) tell(`Target: ${target.toLocaleString('en')}, three times Braze's documented ceiling`);
  return results;
}

function summaryOf(name, samples) {
  const sorted = samples.sort((a, b) => a - b);
  return { name, min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}

function randomBatches() {
  const randomId = () => externalIdOf(Math.floor(Math.random() * profilesCount));
  return Array.from({ length: requestsCount }, () => Array.from({ length: identifiersPerRequest }, randomId));
}

function bodyOf(externalIds, requestNumber) {
  return Buffer.from(
    JSON.stringify({
      partner_api_key: partnerApiKey,
      client_secret: dataImportKey,
      cohort_id: cohortOf(requestNumber),
      cohort_changes: [{ user_ids: externalIds }],
    }),
  );
}

function copyOf(loaded, name) {
  const file = join(folder, `${name}.db`);
  copyFileSync(loaded, file);
  return file;
}

function format(number, isTime) {
  return number.toLocaleString('en', { maximumFractionDigits: isTime ? 1 : 0 }).padStart(8);
}

function tell(line) {
  if (!options.json) console.log(line);
}
