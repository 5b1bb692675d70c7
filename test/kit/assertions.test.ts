import { AssertionError } from 'node:assert';
import { expect, onTestFinished, test } from 'vitest';
import { assertMembers, assertNotMember } from '../../src/assert.js';
import { connect, startEmulator } from '../../src/index.js';

test('what fails is an AssertionError with what was expected, what is so, and where the test asked', async () => {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  const shop = braze.createWorkspace({
    users: [{ external_id: 'cust-1' }],
    cohorts: [{ partner: 'hightouch', cohort_id: 'vip', members: [{ external_id: 'cust-1' }] }],
  });
  const vip = shop.cohort('hightouch', 'vip');
  assertMembers(vip, ['cust-1']);
  let error: unknown;
  try {
    assertMembers(vip, ['cust-2']);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(AssertionError);
  expect(error).toMatchObject({ operator: 'assertMembers', expected: ['cust-2'], actual: ['cust-1'] });
  expect((error as Error).stack?.split('\n').find((line) => /^ +at /.test(line))).toContain(
    'assertions.test.ts',
  );
  expect(() => assertNotMember(vip, 'cust-1')).toThrow('no request of the journal added them');
});

test('of a running server the promise is rejected', async () => {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  const shop = await connect(braze.url).createWorkspace();
  const run = assertMembers(shop.cohort('hightouch', 'vip'), ['cust-2']);
  await expect(run).rejects.toThrow(AssertionError);
  await expect(run).rejects.toThrow(`\nSee ${shop.page}/cohorts/hightouch/vip`);
});
