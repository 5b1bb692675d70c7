import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { controlOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';
import { ManualClock } from '../../support/manual-clock.js';

test('health is ok from the start, ready only once the start state is applied', async () => {
  let isReady = false;
  const control = controlOf(await freshEmulator({ app: { isReady: () => isReady } }));
  expect(await control('GET', '/health')).toMatchObject({
    status: 200,
    json: { status: 'ok', pid: process.pid },
  });
  expect(await control('GET', '/ready')).toMatchObject({ status: 503, json: { status: 'starting' } });
  isReady = true;
  expect(await control('GET', '/ready')).toMatchObject({ status: 200, json: { status: 'ready' } });
});

test('info names the version, where things are kept and how many workspaces there are', async () => {
  const control = controlOf(await freshEmulator({ clock: new ManualClock() }));
  await control('POST', '/workspaces');
  expect((await control('GET', '/info')).json).toEqual({
    name: 'braze-cohort-emulator',
    version: packageJson.version,
    limits: expect.objectContaining({
      snapshot: 2 ** 31 - 1,
      snapshots_in_memory: 2 ** 30,
      open_waits: 1_000,
      open_wait_bodies: 2 ** 24,
      journal_page: 2 ** 24,
    }),
    node: process.version,
    storage: { kind: 'memory', file: null },
    workspace_count: 2,
    now: '2026-02-03T09:00:00.000Z',
    rest_endpoint: 'http://127.0.0.1',
  });
});

test('info names the database file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'control-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'emulator.db');
  const control = controlOf(await freshEmulator({ file }));
  expect((await control('GET', '/info')).json.storage).toEqual({ kind: 'file', file });
});

test('reset goes back to the state after start', async () => {
  const t = await freshEmulator({
    app: {
      resetToStart: () =>
        t.emulator.updateWorkspace(t.emulator.enterWorkspace(t.workspace.id), { name: 'again' }),
    },
  });
  const reset = await controlOf(t)('POST', '/reset');
  expect(reset.status).toBe(200);
  expect(reset.json).toEqual({ workspace_count: 1 });
  expect((await controlOf(t)('GET', `/workspaces/${t.workspace.id}`)).json.name).toBe('again');
});

test('without a start state, reset takes every workspace away', async () => {
  const control = controlOf(await freshEmulator());
  await control('POST', '/workspaces');
  expect((await control('POST', '/reset', {})).json).toEqual({ workspace_count: 0 });
  expect((await control('GET', '/workspaces')).json).toEqual({ workspaces: [], next_cursor: null });
});
