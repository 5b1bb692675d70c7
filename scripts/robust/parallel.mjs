// 200 tests at once on one server, each in a workspace of its own, with the same ids in all of them: none sees another.
import { accepted, createClient, readAll } from './support/client.mjs';
import { startServer } from './support/server.mjs';

export const name = 'parallel';

const workspaceCount = 200;
const users = Array.from({ length: 8 }, (_, number) => ({ external_id: `cust-${number}` }));
/** The members that this workspace alone has: those whose bit is in its number. */
const membersOf = (index) =>
  users.map((its) => its.external_id).filter((_, bit) => (index & (1 << bit)) !== 0);
const segmentId = '44444444-dddd-4ddd-8ddd-444444444444';

export default async function run(report, { long }) {
  const server = await startServer();
  const client = createClient(server.url, { connections: 100, answerMs: 60_000 });
  try {
    const indexes = Array.from({ length: workspaceCount }, (_, index) => index + 1);
    const worlds = await Promise.all(indexes.map((index) => makeWorld(client, index)));
    for (let turn = 0; turn < (long ? 20 : 2); turn++) {
      await Promise.all(worlds.map((world) => useWorld(client, world, turn)));
    }
    const problems = (await Promise.all(worlds.map((world) => problemsOf(client, world)))).flat();
    const keys = worlds.flatMap((its) => [its.id, its.restKey, its.partnerKeys.client_secret]);
    report.check(
      `${workspaceCount} workspaces have ids and keys of their own`,
      new Set(keys).size === keys.length,
    );
    report.check(
      'each has its own users, members, values, segment and journal, and nobody else’s',
      problems.length === 0,
      problems.slice(0, 5).join('; '),
    );
    await checkRemoval(report, client, worlds);
    report.check('nothing was logged as a defect', server.stderr() === '', server.stderr().slice(0, 1_000));
  } finally {
    client.close();
    await server.stop();
  }
}

async function makeWorld(client, index) {
  const filter = { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['vip'] };
  const made = accepted(
    await client.control('POST', '/workspaces', {
      name: 'the same name',
      users,
      behaviour: { cohort_requests_per_hour: 1e9, rate_limits: { users_track: 1e9 } },
      cohorts: [{ partner: 'hightouch', cohort_id: 'vip', name: 'VIP' }],
      segments: [{ id: segmentId, name: 'VIP', definition: { groups: [{ filters: [filter] }] } }],
    }),
  ).json;
  const [{ partner_api_key, data_import_keys: keys }] = made.partners;
  return {
    index,
    id: made.id,
    requestIds: new Set(),
    restKey: made.rest_api_keys[0].key,
    partnerKeys: { partner_api_key, client_secret: keys[0].key },
  };
}

async function useWorld(client, world, turn) {
  const { index, partnerKeys, restKey, requestIds } = world;
  const wanted = membersOf(index);
  const others = users.map((its) => its.external_id).filter((id) => !wanted.includes(id));
  const cohort_changes = [
    { user_ids: wanted },
    { user_ids: [...others, `of ${index} alone`], should_remove: true },
  ];
  const body = { ...partnerKeys, cohort_id: 'vip', cohort_changes };
  const answers = await Promise.all([
    client.json('POST', '/partners/hightouch/cohorts/users', body),
    client.json(
      'POST',
      '/users/track',
      { attributes: users.map((user) => ({ ...user, [`mark_${index}`]: turn, mark: index })) },
      { authorization: `Bearer ${restKey}` },
    ),
  ]);
  for (const answer of answers) requestIds.add(accepted(answer).headers['x-request-id']);
}

async function problemsOf(client, { index, id, restKey, requestIds }) {
  const path = `/workspaces/${id}`;
  const problems = [];
  const expect = (what, found, wanted) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      problems.push(`${what} of ${index}: ${JSON.stringify(found)}`);
  };
  const ids = (list) => list.map((its) => its.external_id).sort();
  expect(
    'members',
    ids(await readAll(client, `${path}/cohorts/hightouch/vip/members`, 'members')),
    membersOf(index),
  );
  expect(
    'segment',
    ids(await readAll(client, `${path}/segments/${segmentId}/members`, 'members')),
    membersOf(index),
  );
  expect(
    'users',
    ids(await readAll(client, `${path}/users`, 'users')),
    users.map((its) => its.external_id),
  );
  const journal = (await readAll(client, `${path}/requests`, 'requests')).map((its) => its.id);
  expect(
    'journal',
    [journal.length, journal.filter((its) => !requestIds.has(its)).length],
    [requestIds.size, 0],
  );
  const body = { external_ids: ['cust-0'], fields_to_export: ['custom_attributes'] };
  const exported = await client.json('POST', '/users/export/ids', body, {
    authorization: `Bearer ${restKey}`,
  });
  const attributes = exported.json.users?.[0]?.custom_attributes ?? {};
  expect('attributes', Object.keys(attributes).sort(), ['mark', `mark_${index}`].sort());
  expect('mark', attributes.mark, index);
  return problems;
}

/** Half of them go while the others are asked. */
async function checkRemoval(report, client, worlds) {
  const [going, staying] = [worlds.slice(0, workspaceCount / 2), worlds.slice(workspaceCount / 2)];
  const [problems] = await Promise.all([
    Promise.all(staying.map((world) => problemsOf(client, world))),
    ...going.map(async ({ id }) => accepted(await client.control('DELETE', `/workspaces/${id}`))),
  ]);
  // The export that was made to look stands in the journal since, so of the journals the look before told.
  const found = problems.flat().filter((its) => !its.startsWith('journal'));
  report.check(
    'those that stay lose nothing to those that go',
    found.length === 0,
    found.slice(0, 5).join('; '),
  );
}
