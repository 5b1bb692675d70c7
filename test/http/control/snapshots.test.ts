import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../support/command.js';
import { controlOf, readAllPages } from '../../support/control.js';
import { freshEmulator, transports } from '../../support/emulator.js';
import { download, upload } from '../../support/snapshots.js';
import { readWorkspace, readWorld } from '../../support/world.js';

const nameRule = {
  code: 'invalid_request',
  path: 'name',
  message:
    'name must be 1 to 64 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen, not beginning with a dot',
};

test('a snapshot of everything says what it is of', async () => {
  const control = controlOf(await freshEmulator());
  const saved = await control('POST', '/snapshots', { name: 'base' });
  expect(saved.status).toBe(201);
  expect(saved.json).toEqual({
    name: 'base',
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    scope: 'everything',
    workspace: null,
    workspace_count: 1,
    size_bytes: expect.any(Number),
    problem: null,
  });
  expect((await control('GET', '/snapshots')).json).toEqual({ snapshots: [saved.json], next_cursor: null });
});

test('a snapshot of a workspace names it', async () => {
  const t = await freshEmulator({ workspace: { name: 'acme' } });
  const saved = await controlOf(t)('POST', '/snapshots', { name: 'acme-base', workspace: t.workspace.id });
  expect(saved.json).toMatchObject({
    scope: 'workspace',
    workspace: { id: t.workspace.id, name: 'acme' },
    workspace_count: 1,
  });
});

test('snapshots are listed by name, page by page', async () => {
  const control = controlOf(await freshEmulator());
  for (const name of ['c', 'a', 'B', 'b']) await control('POST', '/snapshots', { name });
  const items = (await readAllPages(control, '/snapshots', 'snapshots', 3)) as { name: string }[];
  expect(items.map(({ name }) => name)).toEqual(['B', 'a', 'b', 'c']);
});

test.each(['a', '0', 'A-b_c.d', '-', '_', 'a..b', 'x'.repeat(64)])('%s is a name', async (name) => {
  const control = controlOf(await freshEmulator());
  expect((await control('POST', '/snapshots', { name })).status).toBe(201);
  expect((await control('POST', `/snapshots/${name}/restore`)).json.name).toBe(name);
  expect((await control('DELETE', `/snapshots/${name}`)).status).toBe(204);
});

test.each([
  '',
  '.',
  '..',
  '.hidden',
  'a b',
  'a/b',
  '../a',
  'a\\b',
  'a\u0000',
  'a\n',
  'ä',
  '__proto__/x',
  'x'.repeat(65),
])('%j is no name, whatever is asked of it', async (name) => {
  const control = controlOf(await freshEmulator());
  const refused = await control('POST', '/snapshots', { name });
  expect([refused.status, refused.json.error]).toEqual([400, nameRule]);
  if (['', '.', '..'].includes(name)) return; // No client sends such a path.
  const at = `/snapshots/${encodeURIComponent(name)}`;
  for (const [verb, path] of [
    ['GET', at],
    ['PUT', at],
    ['DELETE', at],
    ['POST', `${at}/restore`],
  ] as const) {
    const answer = await control(verb, path);
    expect([verb, answer.status, answer.json.error]).toEqual([verb, 400, nameRule]);
  }
  expect((await control('GET', '/snapshots')).json.snapshots).toEqual([]);
});

test.each([
  [{}, 'name'],
  [{ name: null }, 'name'],
  [{ name: 7 }, 'name'],
  [{ name: ['a'] }, 'name'],
  [{ name: 'a', workspace: null }, 'workspace'],
  [{ name: 'a', replace: 'yes' }, 'replace'],
  [{ name: 'a', scope: 'workspace' }, 'scope'],
])('the body %j is refused at %s', async (body, path) => {
  const control = controlOf(await freshEmulator());
  const refused = await control('POST', '/snapshots', body);
  expect([refused.status, refused.json.error.path]).toEqual([400, path]);
  expect((await control('GET', '/snapshots')).json.snapshots).toEqual([]);
});

test('a name that is taken is refused, unless it may be replaced', async () => {
  const t = await freshEmulator({
    workspace: { users: [{ externalId: 'a', aliases: [], deviceIds: [], attributes: {} }] },
  });
  const control = controlOf(t);
  await control('POST', '/snapshots', { name: 'base' });
  await control('DELETE', `/workspaces/${t.workspace.id}`);
  for (const replace of [undefined, false]) {
    const refused = await control('POST', '/snapshots', { name: 'base', replace });
    expect([refused.status, refused.json.error.code]).toEqual([409, 'snapshot_exists']);
  }
  expect((await control('GET', '/snapshots')).json.snapshots).toMatchObject([{ workspace_count: 1 }]);
  const replaced = await control('POST', '/snapshots', { name: 'base', replace: true });
  expect([replaced.status, replaced.json.workspace_count]).toEqual([201, 0]);
});

test('what is not there cannot be saved, restored, downloaded or deleted', async () => {
  const control = controlOf(await freshEmulator());
  expect((await control('POST', '/snapshots', { name: 'a', workspace: 'ws_none' })).json.error.code).toBe(
    'workspace_not_found',
  );
  for (const [verb, path] of [
    ['GET', '/snapshots/a'],
    ['DELETE', '/snapshots/a'],
    ['POST', '/snapshots/a/restore'],
  ] as const) {
    const answer = await control(verb, path);
    expect([verb, answer.status, answer.json.error.code]).toEqual([verb, 404, 'snapshot_not_found']);
  }
});

test('a snapshot of everything brings back what was deleted and takes away what was made since', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a'] }] });
  const before = await readWorld(t, control);
  await control('POST', '/snapshots', { name: 'base' });

  await control('DELETE', `/workspaces/${t.workspace.id}`);
  await control('POST', '/workspaces', { users: [{ external_id: 'new' }] });
  expect((await control('POST', '/snapshots/base/restore')).status).toBe(200);
  expect(await readWorld(t, control)).toEqual(before);
});

test('snapshots outlive a reset and a restore', async () => {
  const control = controlOf(await freshEmulator());
  await control('POST', '/snapshots', { name: 'a' });
  await control('POST', '/snapshots', { name: 'b' });
  await control('POST', '/reset');
  await control('POST', '/snapshots/a/restore');
  const { snapshots } = (await control('GET', '/snapshots')).json;
  expect(snapshots).toMatchObject([{ name: 'a' }, { name: 'b' }]);
});

test.each([true, false])(
  'what hangs on a profile goes with it after a restore as before (whole: %s)',
  async (isWhole) => {
    const t = await freshEmulator();
    const control = controlOf(t);
    const users = `/workspaces/${t.workspace.id}/users`;
    const aUser = [{ external_id: 'a', user_aliases: [{ alias_label: 'crm', alias_name: 'a' }] }];
    await control('POST', '/snapshots', { name: 'a', ...(!isWhole && { workspace: t.workspace.id }) });
    await control('POST', '/snapshots/a/restore');
    for (let round = 0; round < 2; round++) {
      const added = await control('POST', users, aUser);
      expect(added.status).toBe(201);
      await control('DELETE', `${users}/${added.json.users[0].braze_id}`);
    }
  },
);

test('a snapshot in memory lies on the disk only while it is restored', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const t = await freshEmulator();
  const control = controlOf(t);
  await control('POST', '/snapshots', { name: 'a' });
  expect((await control('POST', '/snapshots/a/restore')).status).toBe(200);
  expect(readdirSync(folder)).toEqual([]);
  vi.stubEnv('TMPDIR', join(folder, 'missing'));
  const refused = await control('POST', '/snapshots/a/restore');
  expect([refused.status, refused.json.error.code]).toEqual([500, 'storage_unusable']);
});

test('requests are counted anew after a restore', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  const remaining = async () =>
    (await t.cohorts({ cohort_id: 'a', name: 'A', created_at: '2026-02-03T09:00:00Z' })).headers.get(
      'x-ratelimit-remaining',
    );
  await control('POST', '/snapshots', { name: 'everything' });
  await control('POST', '/snapshots', { name: 'workspace', workspace: t.workspace.id });
  for (const name of ['everything', 'workspace']) {
    await remaining();
    expect(await remaining()).not.toBe('249999');
    await control('POST', `/snapshots/${name}/restore`);
    expect(await remaining()).toBe('249999');
  }
});

test.each([true, false])(
  'whoever waits for a change or for planned work is told of a restore (%s)',
  async (isWhole) => {
    const t = await freshEmulator();
    const control = controlOf(t);
    await control('POST', '/snapshots', { name: 'a', ...(!isWhole && { workspace: t.workspace.id }) });
    const changed = new Promise<void>((resolve) => void t.emulator.onChanged(resolve));
    const planChanged = new Promise<void>((resolve) => void t.emulator.onPlanChanged(resolve));
    await control('POST', '/snapshots/a/restore');
    await Promise.all([changed, planChanged]);
  },
);

test.each(transports)(
  'a file that was downloaded can be imported by another emulator (%s)',
  async (transport) => {
    const from = await freshEmulator({ transport, workspace: { name: 'moved' } });
    await from.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a'] }] });
    const before = await readWorkspace(from, controlOf(from), from.workspace.id);
    await controlOf(from)('POST', '/snapshots', { name: 'one', workspace: from.workspace.id });
    const file = await download(from, 'one');

    const to = await freshEmulator({ transport });
    const untouched = await readWorkspace(to, controlOf(to), to.workspace.id);
    const imported = await upload(to, 'other-name', file);
    expect([imported.status, imported.json]).toEqual([
      200,
      expect.objectContaining({
        name: 'other-name',
        size_bytes: file.length,
        workspace: { id: from.workspace.id, name: 'moved' },
      }),
    ]);
    await controlOf(to)('POST', '/snapshots/other-name/restore');
    // Only the address differs, which is that of whoever is asked.
    const after = await readWorkspace(to, controlOf(to), from.workspace.id);
    expect(JSON.stringify(after).replaceAll(to.url, from.url)).toBe(JSON.stringify(before));
    expect(await readWorkspace(to, controlOf(to), to.workspace.id)).toEqual(untouched);
  },
);

test('a download says its size and a file name, and HEAD says the same', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const { json } = await controlOf(t)('POST', '/snapshots', { name: 'base' });
  for (const method of ['GET', 'HEAD']) {
    const { status, headers } = await t.send('/_emulator/v1/snapshots/base', { method });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-length')).toBe(String(json.size_bytes));
    expect(headers.get('content-disposition')).toBe('attachment; filename="base.snapshot"');
  }
  const answer = await fetch(`${t.url}/_emulator/v1/snapshots/base`);
  expect(Buffer.from(await answer.arrayBuffer()).equals(await download(t, 'base'))).toBe(true);
});

test('an import obeys the same rule for names that are taken', async () => {
  const t = await freshEmulator();
  await controlOf(t)('POST', '/snapshots', { name: 'base' });
  const file = await download(t, 'base');
  for (const query of ['', '?replace=false']) {
    const refused = await upload(t, `base${query}`, file);
    expect([refused.status, refused.json.error.code]).toEqual([409, 'snapshot_exists']);
  }
  expect((await upload(t, 'base?replace=true', file)).status).toBe(200);
  expect((await upload(t, 'base?replace=yes', file)).json.error).toMatchObject({ path: 'replace' });
});
