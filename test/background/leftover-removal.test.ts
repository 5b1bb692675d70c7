import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startLeftoverRemoval } from '../../src/background/leftover-removal.js';
import { temporaryFolder } from '../support/command.js';
import { controlOf, workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { fullEmulator, reopenedEmulator } from '../support/full-emulator.js';

const metricOf = async (t: TestEmulator, name: string) => {
  const { text } = await t.send('/_emulator/v1/metrics');
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
};

test('a deleted workspace is gone before its profiles are', async () => {
  const { t, stored } = await fullEmulator();
  await t.cohortUsers({ cohort_id: 'vip', client_secret: 'wrong', cohort_changes: [] });
  expect((await workspaceOf(t)('DELETE', '')).status).toBe(204);

  expect(stored()).toBe(2_000);
  expect((await workspaceOf(t)('GET', '')).status).toBe(404);
  expect((await t.rest('/users/track', { attributes: [{ external_id: 'cust-1', a: 1 }] })).status).toBe(401);
  expect((await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [] })).status).toBe(401);
  const control = controlOf(t);
  expect((await control('GET', '/info')).json.workspace_count).toBe(0);
  expect((await control('GET', '/workspaces')).json.workspaces).toEqual([]);
  expect(await metricOf(t, 'braze_emulator_profiles')).toBe(0);
});

test('its keys and its id can be had again at once', async () => {
  const { t } = await fullEmulator();
  const { id } = t.workspace;
  t.emulator.deleteWorkspace(t.workspace);
  const again = t.emulator.createWorkspace({ id, restApiKeys: [{ key: t.restApiKey }] });
  expect((await t.rest('/users/track', { attributes: [{ external_id: 'cust-1', a: 1 }] })).status).toBe(201);
  while (t.emulator.removeLeftovers());
  expect(t.emulator.listUsers(again, { limit: 10 }).items).toMatchObject([{ externalId: 'cust-1' }]);
});

test('a reset workspace is as it was made before its profiles are removed', async () => {
  const { t, stored } = await fullEmulator();
  const ws = workspaceOf(t);
  await t.rest('/users/track', { attributes: [{ external_id: 'later', a: 1 }] });
  expect((await ws('POST', '/reset')).status).toBe(200);

  expect(stored()).toBe(4_001);
  const look = async () => {
    expect((await ws('GET', '/users?external_id=later')).json.users).toEqual([]);
    expect((await ws('GET', '/cohorts/hightouch/vip')).json.member_count).toBe(1);
    expect((await ws('GET', '/requests')).json.requests).toEqual([]);
    expect(await metricOf(t, 'braze_emulator_profiles')).toBe(2_000);
  };
  await look();
  while (t.emulator.removeLeftovers());
  expect(stored()).toBe(2_000);
  await look();
});

test('requests are answered between the slices', async () => {
  const { t, stored } = await fullEmulator({ transport: 'over a socket' });
  const { emulator } = t;
  const seen: (number | undefined)[] = [];
  const other = emulator.createWorkspace({});
  const stop = startLeftoverRemoval(emulator, (error) => {
    throw error;
  });
  onTestFinished(stop);
  emulator.deleteWorkspace(t.workspace);
  while (stored() !== 0) {
    expect((await controlOf(t)('GET', `/workspaces/${other.id}`)).status).toBe(200);
    seen.push(stored());
  }
  expect(seen.filter((count) => count !== 0 && count !== 2_000).length).toBeGreaterThan(2);
});

test('a snapshot of everything that is saved meanwhile, once restored, is finished too', async () => {
  const { t, stored } = await fullEmulator();
  const { emulator } = t;
  emulator.deleteWorkspace(t.workspace);
  emulator.createWorkspace({ name: 'other' });
  expect(emulator.saveSnapshot('meanwhile').description?.workspaceCount).toBe(1);
  while (emulator.removeLeftovers());
  emulator.restoreSnapshot('meanwhile');
  expect(stored()).toBe(2_000);
  while (emulator.removeLeftovers());
  expect(stored()).toBe(0);
  expect(emulator.listWorkspaces({ limit: 10 }).items).toMatchObject([{ name: 'other' }]);
});

test('a restored workspace keeps the place it has, and one that was gone comes last', async () => {
  const t = await freshEmulator({ workspace: { name: 'first' } });
  const { emulator } = t;
  emulator.saveSnapshot('one', { workspace: t.workspace });
  emulator.createWorkspace({ name: 'second' });
  const names = () => emulator.listWorkspaces({ limit: 10 }).items.map(({ name }) => name);
  emulator.resetWorkspace(t.workspace);
  emulator.restoreSnapshot('one');
  expect(names()).toEqual(['first', 'second']);
  emulator.deleteWorkspace(emulator.enterWorkspace(t.workspace.id));
  emulator.restoreSnapshot('one');
  expect(names()).toEqual(['second', 'first']);
});

test('what was still to be removed when the storage was closed is removed when it is opened again', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const { t } = await fullEmulator({ file });
  t.emulator.deleteWorkspace(t.workspace);
  t.emulator.createWorkspace({ name: 'stays' });
  t.emulator.close();

  const { t: again, stored } = await reopenedEmulator(file);
  expect(stored()).toBe(2_000);
  onTestFinished(
    startLeftoverRemoval(again.emulator, (error) => {
      throw error;
    }),
  );
  while (stored() !== 0) await nextTurn();
  const { items } = again.emulator.listWorkspaces({ limit: 10 });
  expect(items.map(({ name }) => name)).toContain('stays');
});
