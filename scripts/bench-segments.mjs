// Measures how long it takes to find who is in a segment, in a database file with a million profiles without attributes and
// a million with. Run with `npm run bench:segments`, after which arguments go:
// `npm run bench:segments -- --profiles 100000 --rounds 3`.
//
//   --profiles N   profiles of each kind (default 1000000)
//   --rounds N     measured rounds, after one that is thrown away (default 7)
//   --json         one JSON object instead of a table
//
// In each round every segment has its turn, so that a machine that is slow for a while is slow for all of them. CPU time is
// what it would take with the machine to itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    profiles: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
});
const profilesCount = Number(options.profiles);
const roundsCount = Number(options.rounds);
const load = (file) => import(new URL(`../dist/${file}`, import.meta.url).href);
const { createEmulator, systemClock } = await load('emulator.js');
const { profileSetSize } = await load('domain/profile-set.js');
const { segmentExpression } = await load('domain/segments/expression.js');
const { selectProfiles } = await load('operations/segments/evaluate.js');
const { insertCohort } = await load('store/cohorts.js');
const { Database } = await load('store/database.js');
const { insertEvent, insertPurchase } = await load('store/users/profile-events.js');
const { changeProfileSet } = await load('store/profile-sets.js');
const { findWorkspace } = await load('store/workspaces/workspaces.js');

const partner = 'hightouch';
const firstMoment = Date.UTC(2026, 0, 1);
const now = firstMoment + 30 * 86_400_000;

const folder = mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-bench-'));
try {
  const file = join(folder, 'segments.db');
  const started = performance.now();
  fill(file);
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  tell(`Loaded twice ${profilesCount.toLocaleString('en')} profiles in ${seconds} s`);
  report(measure(Database.open(file)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Two workspaces with the same cohorts; the profiles of one have attributes, and every tenth an event and a purchase. */
function fill(file) {
  const emulator = createEmulator({ file });
  for (const id of ['ws_bare', 'ws_full']) {
    const workspace = emulator.createWorkspace({ name: id }, id);
    for (let first = 0; first < profilesCount; first += 1_000) {
      const count = Math.min(1_000, profilesCount - first);
      const users = Array.from({ length: count }, (_, index) => userOf(first + index, id === 'ws_full'));
      emulator.addUsers(workspace, users);
    }
  }
  emulator.close();
  const database = Database.open(file);
  database.transaction(() => {
    for (const id of ['ws_bare', 'ws_full']) fillCohorts(database, findWorkspace(database, id).number);
    const { number } = findWorkspace(database, 'ws_full');
    for (let profile = 0; profile < profilesCount; profile += 10) fillHistory(database, number, profile);
  });
  database.close();
}

function userOf(number, hasAttributes) {
  const attributes = {
    country: ['NL', 'BE', 'DE'][number % 3],
    first_name: `Name ${number % 100}`,
    email: `customer-${number}@example.com`,
    plan: ['gold', 'silver', 'none', 'platinum'][number % 4],
    seats: number % 17,
    note: `wrote to us about order ${number}`,
    on_trial: number % 5 === 0,
    topics: [`topic ${number % 7}`, `topic ${number % 11}`],
    since: new Date(firstMoment + (number % 60) * 86_400_000).toISOString(),
  };
  const externalId = `customer-${String(number).padStart(8, '0')}`;
  return { externalId, aliases: [], deviceIds: [], attributes: hasAttributes ? attributes : {} };
}

/** Two thirds of the profiles are in A, half of them in B. */
function fillCohorts(database, workspace) {
  for (const [cohortId, isMember] of [
    ['A', (number) => number % 3 !== 0],
    ['B', (number) => number % 2 === 0],
  ]) {
    const cohort = { partner, cohortId, name: cohortId, createdAt: '', isImplicit: false, updatedAt: 0 };
    const { membersSet } = insertCohort(database, workspace, cohort);
    const members = new Map();
    for (let number = 0; number < profilesCount; number++) if (isMember(number)) members.set(number, true);
    changeProfileSet(database, membersSet, members);
  }
}

function fillHistory(database, workspace, profile) {
  const at = firstMoment + ((profile / 10) % 30) * 86_400_000;
  const properties = { category: profile % 20 === 0 ? 'shoes' : 'socks' };
  insertEvent(database, workspace, profile, { name: 'opened', at, appId: null, properties });
  insertPurchase(database, workspace, profile, {
    productId: 'socks',
    currency: 'EUR',
    price: 9.99,
    quantity: 1 + (profile % 3),
    at,
    appId: null,
    properties,
  });
}

function cases() {
  const cohort = (comparison, id) => ({ type: 'cohort', partner, comparison, cohortIds: [id] });
  const custom = (name, valueType, comparison, value) => ({
    type: 'custom_attribute',
    name,
    valueType,
    comparison,
    value,
  });
  const aNotB = [cohort('includes', 'A'), cohort('does_not_include', 'B')];
  const one = (name, filter, bound) => ({ name, workspace: 'ws_full', filters: [filter], bound });
  return [
    { name: 'A and not B, profiles without attributes', workspace: 'ws_bare', filters: aNotB, bound: 10 },
    { name: 'A and not B, profiles with attributes', workspace: 'ws_full', filters: aNotB, bound: 10 },
    one('text is any of', custom('plan', 'string', 'is_any_of', ['gold']), 1_000),
    one('text is none of (missing match)', custom('plan', 'string', 'is_none_of', ['gold']), 1_000),
    one('text contains', custom('note', 'string', 'contains_any_of', ['999']), 1_000),
    one('number more than', custom('seats', 'number', 'more_than', 10), 1_000),
    one(
      'standard field, e-mail contains',
      {
        type: 'attribute',
        field: 'email',
        valueType: 'string',
        comparison: 'contains_any_of',
        value: ['999@'],
      },
      1_000,
    ),
    one('boolean is', custom('on_trial', 'boolean', 'is', 'true')),
    one('array includes', custom('topics', 'array', 'includes_any_of', ['topic 3'])),
    one('text matches regex', custom('note', 'string', 'matches_regex', '9+8$')),
    one('time less than 10 days ago', custom('since', 'time', 'less_than_days_ago', 10)),
    one('event more than 0 in 7 days', {
      type: 'custom_event',
      name: 'opened',
      metric: 'count',
      comparison: 'more_than',
      value: 0,
      withinDays: 7,
    }),
    one('event with property, exactly 0 in 30 days', {
      type: 'custom_event',
      name: 'opened',
      metric: 'count',
      comparison: 'exactly',
      value: 0,
      withinDays: 30,
      property: { name: 'category', valueType: 'string', comparison: 'is_any_of', value: ['shoes'] },
    }),
    one('money spent more than 10 in 30 days', {
      type: 'purchase',
      metric: 'money_spent',
      comparison: 'more_than',
      value: 10,
      withinDays: 30,
    }),
  ];
}

function measure(database) {
  const random = { bytes: (count) => new Uint8Array(count) };
  const context = { database, clock: systemClock, random, requestCounts: new Map(), plan: {}, dueAt: now };
  const results = cases().map((its) => ({ ...its, samples: [], cpuSamples: [], size: 0 }));
  for (let round = 0; round <= roundsCount; round++) {
    for (const result of results) {
      const workspace = findWorkspace(database, result.workspace);
      const definition = {
        appsUsed: { scope: 'all' },
        groupsOp: 'and',
        groups: [{ op: 'and', filters: result.filters }],
        exclusionGroups: [],
      };
      const started = performance.now();
      const cpuStarted = process.cpuUsage();
      const members = selectProfiles(
        context,
        workspace,
        segmentExpression(definition, () => undefined),
      );
      result.size = profileSetSize(members);
      // The first round compiles code and fills caches.
      if (round === 0) continue;
      const cpu = process.cpuUsage(cpuStarted);
      result.samples.push(performance.now() - started);
      result.cpuSamples.push((cpu.user + cpu.system) / 1_000);
    }
  }
  database.close();
  return results.map(({ name, size, bound, samples, cpuSamples }) => {
    const sorted = samples.sort((a, b) => a - b);
    const cpu = cpuSamples.sort((a, b) => a - b)[cpuSamples.length >> 1];
    return { name, size, bound, cpu, min: sorted[0], median: sorted[sorted.length >> 1], max: sorted.at(-1) };
  });
}

function report(results) {
  if (options.json) {
    console.log(JSON.stringify({ profiles: profilesCount, rounds: roundsCount, results }, null, 2));
    return;
  }
  tell(`\n${'Segment'.padEnd(44)}    members   CPU ms   min ms   median      max   wanted`);
  for (const { name, size, bound, cpu, min, median, max } of results) {
    const times = [cpu, min, median, max].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
    const wanted = bound === undefined ? '' : `≤ ${bound}`.padStart(8);
    tell(`${name.padEnd(44)} ${size.toLocaleString('en').padStart(10)} ${times} ${wanted}`);
  }
}

function tell(line) {
  if (!options.json) console.log(line);
}
