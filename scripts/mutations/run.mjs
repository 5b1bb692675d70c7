// Mutates the requests of the exemplary connector at random, and holds what `certify` says of each run against an oracle:
// plain JavaScript that only knows which requests reached the emulator, and when. Run with `npm run mutations`.
//
//   --count N          how many runs are mutated; 60 is the short form, 500 the whole
//   --random-seed N    what the run before printed, to repeat it
//   --only N           only this run of them, and what arrived in it
//
// A scenario of scripts/mutations/scenarios.yaml is run as `certify` runs it, with the connector in this process and a
// proxy in between. Two things must hold of each run: the comparison of members tells a difference when there is one, and
// only then; each rule that is broken is told as broken, and no other.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmulator } from '../../dist/library/index.js';
import { bundled } from '../bench/bundled.mjs';
import { createRandom } from '../robust/support/random.mjs';
import { runConnector } from './connector.mjs';
import { judge, whyMissed } from './judge.mjs';
import { choosePlan, describePlan } from './mutations.mjs';
import { MutatingProxy } from './proxy.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    'random-seed': { type: 'string', default: String(Date.now() % 1_000_000_000) },
    only: { type: 'string' },
  },
});
const [count, seed, only] = [values.count, values['random-seed'], values.only ?? '0'].map(Number);
if (![count, seed, only].every((its) => Number.isSafeInteger(its) && its >= 0)) {
  throw new Error('--count, --random-seed and --only must be whole numbers');
}

const { readScenarioFile } = await bundled('certify/scenario-file');
const { runScenario } = await bundled('certify/run-scenario');
const file = fileURLToPath(new URL('scenarios.yaml', import.meta.url));
const scenarios = await readScenarioFile(file);
const emulator = await startEmulator();
const proxy = new MutatingProxy();
const proxyUrl = await proxy.listen();
const startedAt = performance.now();
let failedCount = 0;

function check(name, problems) {
  console.log(`${problems.length === 0 ? 'ok' : 'not ok'} - ${name}`);
  for (const problem of problems) console.log(`    ${problem}`);
  if (problems.length > 0) failedCount++;
}

/** One scenario with the requests of its syncs mutated. @returns What came of it. */
async function run(scenario, plan) {
  const workspace = emulator.createWorkspace({ ...scenario.workspace, name: scenario.id });
  const folder = await mkdtemp(path.join(tmpdir(), 'braze-mutations-'));
  proxy.begin(workspace, plan);
  try {
    const report = await runScenario(scenario, workspace, {
      emulator,
      async runConnector(environment) {
        const end = await runConnector({
          ...environment,
          BRAZE_REST_ENDPOINT: proxyUrl,
          BRAZE_EMULATOR_SLEEP_URL: `${proxyUrl}/sleep`,
          CREATE_USERS: scenario.id === 'creates_users' ? '1' : undefined,
        });
        await proxy.endSync();
        return end;
      },
      rules: { version: 1 },
      blockedHosts: () => [],
      now: () => performance.now(),
      folder,
      timeoutMs: 60_000,
      scale: 1,
      round: 1,
    });
    const ids = workspace.cohort(workspace.keys().partner, scenario.source.cohort.id).ids();
    return { scenario, report, ids, ...proxy.run };
  } finally {
    workspace.delete();
    await rm(folder, { recursive: true });
  }
}

console.log(`${count} mutated runs; --random-seed ${seed} repeats them`);
const noPlan = { requests: new Map(), hurries: new Set() };
const baselines = [];
for (const scenario of scenarios) {
  const result = await run(scenario, noPlan);
  const { problems, membersDiffer, broken } = judge(result);
  if (membersDiffer || broken.length > 0) problems.push(`differs: ${membersDiffer}; broken: ${broken}`);
  check(`unmutated, ${scenario.id} ends with the right members and breaks no rule`, problems);
  baselines.push(result);
}

const totals = { differing: 0, breaking: 0, undecided: 0, missed: [], rules: new Map() };
for (let number = 1; number <= count; number++) {
  if (only > 0 && number !== only) continue;
  const random = createRandom(seed + number * 7_919);
  const baseline = random.pick(baselines);
  const plan = choosePlan(random, baseline);
  const result = await run(baseline.scenario, plan);
  const { problems, membersDiffer, broken, undecided, missed } = judge(result);
  if (membersDiffer) totals.differing++;
  if (broken.length > 0) totals.breaking++;
  totals.undecided += undecided.length;
  totals.missed.push(...missed);
  for (const rule of broken) totals.rules.set(rule, (totals.rules.get(rule) ?? 0) + 1);
  const found = [...(membersDiffer ? ['other members'] : []), ...broken].join(', ') || 'no harm';
  check(`${number} ${baseline.scenario.id}: ${describePlan(plan)} → ${found}`, problems);
  if (only > 0) show(result);
}

function show({ log, report }) {
  for (const { at, path: where, text, answer, sync } of log) {
    console.log(
      `#   sync ${sync + 1}, ${at} ${where} → ${answer?.status ?? 'no answer'} ${text.slice(0, 400)}`,
    );
  }
  for (const { output_tail } of report.syncs) console.log(output_tail.replace(/^(?=.)/gm, '#   '));
}

await emulator.stop();
proxy.close();
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
const tally = [...totals.rules].sort(([, a], [, b]) => b - a).map(([rule, times]) => `${rule} ${times}`);
console.log(`# ${seconds} s; other members in ${totals.differing}, a broken rule in ${totals.breaking} runs`);
console.log(`# broken: ${tally.join(', ')}; not decided: ${totals.undecided}`);
const kinds = [...new Set(totals.missed)].join(', ');
if (kinds !== '') console.log(`# missed ${totals.missed.length} times, and known (${kinds}): ${whyMissed}`);
process.exitCode = failedCount === 0 ? 0 : 1;
