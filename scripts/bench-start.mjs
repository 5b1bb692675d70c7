// Measures how long the built command takes from its start to its first answers, and a program that imports the library until
// its emulator listens. Run with `npm run bench:start`, after which
// arguments go: `npm run bench:start -- --rounds 31`.
//
//   --rounds N         measured starts, after one that is thrown away (default 15)
//   --against FOLDER   the dist folder of another build, started in turns with this one
//   --json             one JSON object instead of a table
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildsOf, startCommand } from './bench/builds.mjs';
import { slowestOf, tableOf } from './bench/report.mjs';
import { resultOf } from './bench/rounds.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const builds = buildsOf(options.against);
const moments = ['address printed', 'first answer', 'first cohort answer'];

const nodeTimes = [];
const libraryTimes = [];
/** By moment, then by build. */
const times = moments.map(() => builds.map(() => []));
for (let round = 0; round <= rounds; round++) {
  const nodeTime = await timeNodeAlone();
  const libraryTime = await timeLibrary(builds[0]);
  if (round > 0) {
    nodeTimes.push(nodeTime);
    libraryTimes.push(libraryTime);
  }
  const order = builds.map((_, index) => index);
  for (const index of round % 2 === 1 ? order.reverse() : order) {
    const taken = await timeStart(builds[index]);
    if (round > 0) for (const [moment, ms] of taken.entries()) times[moment][index].push(ms);
  }
}
const results = [
  resultOf({ name: 'node alone', unit: 'ms' }, [nodeTimes]),
  ...moments.map((name, moment) => resultOf({ name, unit: 'ms' }, times[moment])),
  resultOf({ name: 'library listens', unit: 'ms' }, [libraryTimes]),
];
/** How long the library takes in relation to the command, round by round. */
const { ratio } = resultOf({ name: 'library', unit: 'ms' }, [times[0][0], libraryTimes]);
if (options.json) console.log(JSON.stringify({ rounds, results, libraryToCommand: ratio }, null, 2));
else {
  console.log(tableOf('Milliseconds from the start', results) + slowestOf(results));
  console.log(
    `The library listens after ${ratio.median.toFixed(2)} times what the command takes to print its address.`,
  );
}

async function timeNodeAlone() {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - started;
}

/** @returns How many ms it took a program that imports the library until its emulator listens. */
async function timeLibrary({ dist }) {
  const program = `import { startEmulator } from ${JSON.stringify(join(dist, 'library/index.js'))};
    const { url, stop } = await startEmulator();
    process.stdout.write(url);
    process.stdin.once('end', stop).resume();`;
  const started = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const listens = performance.now() - started;
  child.stdin.end();
  await once(child, 'exit');
  return listens;
}

/** @returns How many ms it took to each of the moments. */
async function timeStart(build) {
  const started = performance.now();
  const sinceStart = () => performance.now() - started;
  const { url, stop } = await startCommand(build, ['--quiet']);
  const printed = sinceStart();
  await (await fetch(`${url}/_emulator/v1/ready`)).text();
  const answered = sinceStart();
  const reply = await fetch(`${url}/partners/hightouch/cohorts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
      client_secret: '22222222-bbbb-4bbb-8bbb-222222222222',
      cohort_id: 'vip',
      name: 'VIP',
      created_at: '2026-01-01T00:00:00Z',
    }),
  });
  await reply.text();
  if (reply.status !== 201) throw new Error(`The cohort request was answered ${reply.status}`);
  const cohort = sinceStart();
  await stop();
  return [printed, answered, cohort];
}
