import { expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';

const long = 'x'.repeat(1_100_000);
type Add = (t: TestEmulator, name: string, text: string) => Promise<{ status: number }>;

const inWorkspace =
  (path: string, fieldsOf: (text: string) => object): Add =>
  (t, name, text) =>
    workspaceOf(t)('POST', path, { name, ...fieldsOf(text) });

const lists: [path: string, Add][] = [
  ['/segments', inWorkspace('/segments', (text) => ({ text_description: text, definition: {} }))],
  ['/campaigns', inWorkspace('/campaigns', (text) => ({ description: text }))],
  ['/canvases', inWorkspace('/canvases', (text) => ({ description: text }))],
  ['/cohorts', (t, name, text) => t.cohorts({ cohort_id: name, name: `${text}.`, created_at: '2026-01-01' })],
  [
    '/sends',
    (t, name, body) =>
      t.rest('/messages/send', {
        external_user_ids: ['kim'],
        messages: { email: { app_id: 'a', subject: name, body } },
      }),
  ],
];

test.each(lists)('a page of %s ends once it has 2 MiB, and the next goes on', async (path, add) => {
  const t = await freshEmulator();
  expect((await add(t, 'one', long)).status).toBeLessThan(300);
  expect((await add(t, 'two', long)).status).toBeLessThan(300);
  expect((await add(t, 'zero', '')).status).toBeLessThan(300);
  const plural = path.slice(1);
  const { json: first } = await workspaceOf(t)('GET', path);
  expect(JSON.stringify(first[plural].map(shortened))).toMatch(/one.*two/);
  expect(first[plural]).toHaveLength(2);
  const { json: second } = await workspaceOf(t)('GET', `${path}?cursor=${first.next_cursor}`);
  expect(JSON.stringify(second[plural])).toContain('zero');
  expect([second[plural].length, second.next_cursor]).toEqual([1, null]);
});

const shortened = (its: object) => JSON.stringify(its).replaceAll(long, '');

test('a page of workspaces ends once it has 2 MiB, and the next goes on', async () => {
  const t = await freshEmulator();
  const settings = Array.from({ length: 550 }, (_, index) => ({ name: `${index}`.padEnd(2_000, 'x') }));
  for (const name of ['one', 'two'])
    await controlOf(t)('POST', '/workspaces', { name, custom_attributes: settings });
  await controlOf(t)('POST', '/workspaces', { name: 'three' });
  const first = (await controlOf(t)('GET', '/workspaces')).json;
  // The one that was there before, and two.
  expect(first.workspaces).toHaveLength(3);
  const second = (await controlOf(t)('GET', `/workspaces?cursor=${first.next_cursor}`)).json;
  expect(second.workspaces.map((its: { name: string }) => its.name)).toEqual(['three']);
  expect(second.next_cursor).toBe(null);
});
