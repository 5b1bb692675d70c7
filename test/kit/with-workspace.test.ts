import { expect, onTestFinished, test } from 'vitest';
import { withWorkspace } from '../../src/assert.js';
import { connect, startEmulator } from '../../src/index.js';
import { send } from '../support/kit/connector.js';

async function started() {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  return braze;
}

test('a refusal fails at the end, with what was refused and why', async () => {
  const braze = await started();
  const run = withWorkspace(braze, {}, (shop) => send(shop, [], { path: '/cohort' }));
  await expect(run).rejects.toMatchObject({
    name: 'AssertionError',
    message: expect.stringMatching(
      /1 request was refused:\n {2}request 1: POST \/partners\/hightouch\/cohort → 404 unknown_path: .*\nA test that means this says so: braze.expectRefusals\({ status: 404 }\)$/,
    ),
    actual: ['unknown_path'],
  });
});

test('of a running server too, whose workspace stays to be looked at', async () => {
  const braze = await started();
  const run = withWorkspace(connect(braze.url), { id: 'ws_t' }, (shop) =>
    send(shop, [], { path: '/cohort' }),
  );
  await expect(run).rejects.toThrow('1 request was refused');
  await expect(run).rejects.toThrow(`\nSee ${braze.url}/_emulator/workspaces/ws_t/requests`);
  const page = await fetch(`${braze.url}/_emulator/workspaces/ws_t/requests`, {
    headers: { accept: 'text/html' },
  });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('404 Not Found')]);
});

test('the workspace of a running server goes when the test passes', async () => {
  const braze = await started();
  await withWorkspace(connect(braze.url), {}, () => undefined);
  expect(braze.workspaces()).toEqual([]);
});

test('what a planted fault refuses does not count', async () => {
  await withWorkspace(await started(), {}, async (shop) => {
    shop.fault('/partners/**', { status: 500 });
    expect(await send(shop, [])).toBe(500);
  });
});

test('of the refusals only those that are expected pass', async () => {
  const run = withWorkspace(await started(), {}, async (shop) => {
    shop.expectRefusals({ decision: 'unknown_path' });
    await send(shop, [], { path: '/cohort' });
    await send(shop, [{}]);
  });
  await expect(run).rejects.toMatchObject({ actual: ['invalid_cohort_changes'] });
});

test('an expected refusal that does not come fails', async () => {
  const run = withWorkspace(await started(), {}, (shop) => shop.expectRefusals({ status: 401 }));
  await expect(run).rejects.toThrow(
    'The test expects that a request such as {"status":401} is refused, but none was refused.',
  );
});

test('what is no filter is refused where it stands', async () => {
  const run = withWorkspace(await started(), {}, (shop) => shop.expectRefusals({ rule: 'x' } as object));
  await expect(run).rejects.toMatchObject({ code: 'invalid_request', details: { path: 'rule' } });
});

test('a request that names no workspace counts when one test alone ran, and can be expected', async () => {
  const braze = await started();
  const stray = () => fetch(`${braze.url}/nowhere`);
  await stray();
  await withWorkspace(braze, {}, () => undefined);
  await expect(withWorkspace(braze, {}, stray)).rejects.toThrow('a request without the key of a workspace');
  await withWorkspace(braze, {}, async (shop) => {
    shop.expectRefusals({ status: 404 });
    await stray();
  });
  await withWorkspace(braze, {}, () => withWorkspace(braze, {}, stray));
});

test('what the test throws comes first, and the workspace goes all the same', async () => {
  const braze = await started();
  const run = withWorkspace(braze, {}, async (shop) => {
    await send(shop, [], { path: '/cohort' });
    throw new Error('of the test');
  });
  await expect(run).rejects.toThrow('of the test');
  expect(braze.workspaces()).toEqual([]);
});

test('a test may delete its workspace, or stop the emulator', async () => {
  const braze = await started();
  await withWorkspace(braze, {}, (shop) => shop.delete());
  await withWorkspace(braze, {}, () => braze.stop());
});
