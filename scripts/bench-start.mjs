// Measures how long the built command takes from its start to its first answers. Run with `npm run bench:start`, after a
// build; `node scripts/bench-start.mjs 31` takes 31 samples instead of 15.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const samplesCount = Number(process.argv[2] ?? 15);

const samples = { 'node alone': [], 'address printed': [], 'first answer': [], 'first cohort answer': [] };
for (let run = 0; run < samplesCount; run++) {
  samples['node alone'].push(await timeNodeAlone());
  const times = await timeStart();
  for (const [name, ms] of Object.entries(times)) samples[name].push(ms);
}
for (const [name, times] of Object.entries(samples)) {
  times.sort((a, b) => a - b);
  const [median, worst] = [times[Math.floor(times.length / 2)], times.at(-1)];
  console.log(
    `${name.padEnd(20)} median ${median.toFixed(0)} ms  (${times[0].toFixed(0)} to ${worst.toFixed(0)})`,
  );
}

async function timeNodeAlone() {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - started;
}

async function timeStart() {
  const started = performance.now();
  const child = spawn(process.execPath, [main, '--port', '0', '--quiet']);
  const [url] = await once(createInterface(child.stdout), 'line');
  const printed = performance.now() - started;
  await (await fetch(`${url}/_emulator/v1/ready`)).text();
  const answered = performance.now() - started;
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
  const cohort = performance.now() - started;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { 'address printed': printed, 'first answer': answered, 'first cohort answer': cohort };
}
