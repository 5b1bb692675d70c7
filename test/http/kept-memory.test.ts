import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const mebi = 1024 * 1024;
const large = 'words of a long text '.repeat((2 * mebi) / 21);

function heapBytes(t: TestEmulator): number {
  // The helper keeps each request for tests that look at them.
  t.finished.length = 0;
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('once a large request is answered, nothing of it is left in memory but what the journal keeps', async () => {
  const t = await freshEmulator();
  const sendLarge = async () => {
    expect((await t.post('/users/track', { large })).status).toBe(401);
    expect((await t.rest('/users/track', { attributes: [{ external_id: 'a' }], large })).status).toBe(201);
    const change = { cohort_id: 'vip', cohort_changes: [{ user_ids: [large] }] };
    expect((await t.cohortUsers(change)).status).toBe(201);
  };
  await sendLarge();
  const before = heapBytes(t);
  for (let round = 0; round < 8; round++) await sendLarge();
  expect((heapBytes(t) - before) / mebi).toBeLessThan(16);
});
