// Starts and stops many emulators in one process, as a test suite does. Run with `npm run check:library`. It fails when a
// handle is left, or when the heap has grown more than it may.
//
//   --emulators N      how many, one after the other (default 100)
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startEmulator } from '../dist/library/index.js';
import { interceptBraze } from '../dist/library/intercept.js';

const { values: options } = parseArgs({
  options: {
    emulators: { type: 'string', default: '100' },
  },
});
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
/** After this many the caches are full. */
const warmCount = 20;
const allowedGrowth = 1.1;

const handlesBefore = openHandles();
const heapByCount = new Map();
const count = Number(options.emulators);
const started = performance.now();
for (let number = 1; number <= count; number++) {
  await useOne();
  if (number === warmCount || number === count) heapByCount.set(number, await heapBytes());
}
const startMs = (performance.now() - started) / count;
await heapBytes();

const growth = heapByCount.get(count) / heapByCount.get(warmCount);
const left = openHandles();
for (const kind of handlesBefore) left.splice(left.indexOf(kind), left.includes(kind) ? 1 : 0);
const results = {
  'start, use and stop of one emulator, ms': Math.round(startMs * 10) / 10,
  [`heap after ${warmCount}, MiB`]: mebibytes(heapByCount.get(warmCount)),
  [`heap after ${count}, MiB`]: mebibytes(heapByCount.get(count)),
  'growth of the heap': Math.round(growth * 1000) / 1000,
  'handles left': left.join(', ') || 'none',
};
for (const [name, value] of Object.entries(results)) console.log(`${name}: ${value}`);
process.exitCode = growth <= allowedGrowth && left.length === 0 ? 0 : 1;

/** What a test does with one: a workspace, an intercepted request, and what is to be seen of it. */
async function useOne() {
  const braze = await startEmulator();
  const shop = braze.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  const interception = interceptBraze(shop, { others: 'block' });
  const { partner_api_key, data_import_key } = shop.keys('hightouch');
  const answer = await fetch('https://rest.iad-01.braze.com/partners/hightouch/cohorts/users', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key,
      client_secret: data_import_key,
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: ['cust-1'] }],
    }),
  });
  await answer.text();
  if (shop.cohort('hightouch', 'vip').ids().length !== 1) throw new Error('The request was lost');
  interception.stop();
  await braze.stop();
}

async function heapBytes() {
  for (let time = 0; time < 3; time++) {
    collectGarbage();
    // Finalizers and what is closed come in later turns.
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

function openHandles() {
  return process.getActiveResourcesInfo().filter((kind) => kind !== 'TTYWrap' && kind !== 'PipeWrap');
}

function mebibytes(bytes) {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}
