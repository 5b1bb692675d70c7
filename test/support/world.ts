import { type Control, readAllPages } from './control.js';
import type { Answer, TestEmulator } from './emulator.js';

// Everything that a caller can read of an emulator, to compare what it was with what it is again.

/** What one workspace holds: settings, keys, profiles with their history, cohorts with their members. */
export async function readWorkspace(t: TestEmulator, control: Control, id: string): Promise<object> {
  const at = `/workspaces/${id}`;
  const settings = (await control('GET', at)).json;
  const users = (await readAllPages(control, `${at}/users`, 'users', 100)) as { braze_id: string }[];
  const cohorts = (await readAllPages(control, `${at}/cohorts`, 'cohorts', 100)) as {
    partner: string;
    cohort_id: string;
  }[];
  return {
    settings,
    partners: await readAllPages(control, `${at}/partners`, 'partners', 100),
    restKeys: await readAllPages(control, `${at}/rest-api-keys`, 'rest_api_keys', 100),
    users: await Promise.all(
      users.map(async ({ braze_id }) => (await control('GET', `${at}/users/${braze_id}`)).json),
    ),
    history: await readHistory(t, settings, users),
    cohorts: await Promise.all(
      cohorts.map(async (cohort) => {
        const path = `${at}/cohorts/${cohort.partner}/${cohort.cohort_id}/members`;
        return { ...cohort, members: await readAllPages(control, path, 'members', 100) };
      }),
    ),
  };
}

/** Every workspace, in the order of the list. */
export async function readWorld(t: TestEmulator, control: Control): Promise<object[]> {
  const workspaces = (await readAllPages(control, '/workspaces', 'workspaces', 100)) as { id: string }[];
  return Promise.all(workspaces.map(({ id }) => readWorkspace(t, control, id)));
}

/** Events and purchases, which only Braze's own export tells. */
async function readHistory(
  t: TestEmulator,
  settings: { rest_api_keys: { key: string; permissions: string[] }[] },
  users: { braze_id: string }[],
): Promise<unknown[]> {
  const key = settings.rest_api_keys.find(({ permissions }) => permissions.includes('users.export.ids'));
  if (key === undefined) return [];
  const exports = await Promise.all(
    users.map(({ braze_id }) =>
      t.post(
        '/users/export/ids',
        { braze_id, fields_to_export: ['braze_id', 'custom_events', 'purchases', 'total_revenue'] },
        { authorization: `Bearer ${key.key}` },
      ),
    ),
  );
  return exports.map((answer: Answer) => answer.json);
}
