import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Control, controlOf } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import { runs } from '../support/properties/property-runs.js';
import { readWorkspace, readWorld } from '../support/world.js';

/** Changes of every kind that a snapshot has to take back, each to one workspace of those there are. */
const changes: Record<string, (ws: Reach, a: string, b: string) => Promise<unknown>> = {
  addUser: (ws, a, b) =>
    ws.control('POST', `${ws.at}/users`, [
      {
        external_id: a,
        user_aliases: [{ alias_label: 'crm', alias_name: a }],
        device_ids: [`device-${b}`],
        attributes: { email: `${a}@example.test`, plan: b },
      },
    ]),
  addAnonymous: (ws, a) => ws.control('POST', `${ws.at}/users`, [{ device_ids: [`device-${a}`] }]),
  track: (ws, a, b) =>
    ws.rest('/users/track', {
      attributes: [{ external_id: a, plan: b, push_token_import: false }],
      events: [{ external_id: a, name: b, time: '2026-02-01T10:00:00Z', properties: { b } }],
      purchases: [
        { external_id: a, product_id: b, currency: 'EUR', price: 2.5, time: '2026-02-01T10:00:00Z' },
      ],
    }),
  pushToken: (ws, a, b) =>
    ws.rest('/users/track', {
      attributes: [{ external_id: a, push_tokens: [{ app_id: 'app-1', token: `token-${b}` }] }],
    }),
  nameCohort: (ws, a, b) =>
    ws.partner('cohorts', { cohort_id: a, name: b, created_at: '2026-02-03T09:00:00Z' }),
  addMembers: (ws, a, b) =>
    ws.partner('cohorts/users', {
      cohort_id: a,
      cohort_changes: [{ user_ids: [a, b], device_ids: [`device-${b}`] }],
    }),
  removeMembers: (ws, a, b) =>
    ws.partner('cohorts/users', { cohort_id: a, cohort_changes: [{ user_ids: [b], should_remove: true }] }),
  merge: (ws, a, b) =>
    ws.rest('/users/merge', {
      merge_updates: [{ identifier_to_merge: { external_id: a }, identifier_to_keep: { external_id: b } }],
    }),
  rename: (ws, a, b) =>
    ws.rest('/users/external_ids/rename', {
      external_id_renames: [{ current_external_id: a, new_external_id: `${b}-new` }],
    }),
  removeId: (ws, a) => ws.rest('/users/external_ids/remove', { external_ids: [a] }),
  deleteUser: (ws, a) => ws.rest('/users/delete', { external_ids: [a] }),
  deleteCohort: (ws, a) => ws.control('DELETE', `${ws.at}/cohorts/hightouch/${a}`),
  settings: (ws, a, b) =>
    ws.control('PATCH', ws.at, {
      name: a,
      behaviour: { cohort_requests_per_hour: b === 'u0' ? 7 : 100_000 },
    }),
  newKeys: async (ws) => {
    await ws.control('POST', `${ws.at}/partners/hightouch/data-import-keys`);
    await ws.control('POST', `${ws.at}/rest-api-keys`, { permissions: ['users.track'] });
  },
  invalidateKey: (ws) =>
    ws.control('DELETE', `${ws.at}/partners/hightouch/data-import-keys/${ws.dataImportKey}`),
  partners: (ws, a) => ws.control('PUT', `${ws.at}/partners/segment`, { enabled: a === 'u0' }),
  reset: (ws) => ws.control('POST', `${ws.at}/reset`),
  newWorkspace: (ws, a) => ws.control('POST', '/workspaces', { name: a, users: [{ external_id: a }] }),
  deleteWorkspace: (ws) => ws.control('DELETE', ws.at),
};

interface Reach {
  control: Control;
  /** Path of the workspace below the control API. */
  at: string;
  dataImportKey: string;
  rest(path: string, body: object): Promise<unknown>;
  partner(path: string, fields: object): Promise<unknown>;
}

const aUser = fc.constantFrom('u0', 'u1', 'u2');
const someChanges = fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes)), fc.nat(3), aUser, aUser), {
  maxLength: 25,
});
type Changes = [string, number, string, string][];

async function apply(t: TestEmulator, some: Changes): Promise<void> {
  const control = controlOf(t);
  for (const [kind, index, a, b] of some) {
    const { items } = t.emulator.listWorkspaces({ limit: 100 });
    const workspace = items[index % items.length];
    if (workspace === undefined) {
      await control('POST', '/workspaces', {});
      continue;
    }
    const [{ partnerApiKey, dataImportKeys }] = workspace.partners as [(typeof workspace.partners)[number]];
    const dataImportKey = dataImportKeys[0]!.key;
    const authorization = `Bearer ${workspace.restApiKeys[0]?.key}`;
    await changes[kind]!(
      {
        control,
        at: `/workspaces/${workspace.id}`,
        dataImportKey,
        rest: (path, body) => t.post(path, body, { authorization }),
        partner: (path, fields) =>
          t.post(`/partners/hightouch/${path}`, {
            partner_api_key: partnerApiKey,
            client_secret: dataImportKey,
            ...fields,
          }),
      },
      a,
      b,
    );
  }
}

test('after a restore of everything all is as it was, whatever happened since', async () => {
  await fc.assert(
    fc.asyncProperty(someChanges, someChanges, someChanges, async (before, since, after) => {
      const t = await freshEmulator();
      const control = controlOf(t);
      await apply(t, before);
      const world = await readWorld(t, control);
      await control('POST', '/snapshots', { name: 'base' });
      await apply(t, since);
      expect((await control('POST', '/snapshots/base/restore')).status).toBe(200);
      expect(await readWorld(t, control)).toEqual(world);
      // And it works on as any other; a 500 fails the test.
      await apply(t, after);
    }),
    runs(12),
  );
});

test('after a restore of a workspace it is as it was, and every other one as it is', async () => {
  await fc.assert(
    fc.asyncProperty(someChanges, someChanges, someChanges, async (before, since, after) => {
      const t = await freshEmulator();
      const control = controlOf(t);
      await control('POST', '/workspaces', { name: 'other', users: [{ external_id: 'u0' }] });
      await apply(t, before);
      const mine = t.emulator.listWorkspaces({ limit: 100 }).items[0];
      if (mine === undefined) return;
      const content = await readWorkspace(t, control, mine.id);
      await control('POST', '/snapshots', { name: 'mine', workspace: mine.id });
      await apply(t, since);
      const others = async () =>
        (await readWorld(t, control)).filter(
          (its) => (its as { settings: { id: string } }).settings.id !== mine.id,
        );
      const untouched = await others();
      expect((await control('POST', '/snapshots/mine/restore')).status).toBe(200);
      expect(await readWorkspace(t, control, mine.id)).toEqual(content);
      expect(await others()).toEqual(untouched);
      await apply(t, after);
    }),
    runs(12),
  );
});
