import { expect, test } from 'vitest';
import { minute, second } from '../support/clock.js';
import { controlBase } from '../support/control.js';
import { checkedFetch } from '../support/documents/checked-fetch.js';
import { freshEmulator } from '../support/emulator.js';
import { isLongRun } from '../support/properties/property-runs.js';

// Many tests at once against one server, each in a workspace of its own, with the same ids in all of them. What one does
// must be seen by no other. A part more of what a workspace has is one entry more in `parts`.

const worldCount = isLongRun() ? 200 : 50;
const userIds = ['cust-0', 'cust-1', 'cust-2', 'cust-3', 'cust-4', 'cust-5', 'cust-6', 'cust-7'];

/** One test's workspace, reached as a connector and a test around it reach it. */
interface World {
  /** Tells the worlds apart: what each expects follows from it. */
  index: number;
  /** Where its clock stands at first. */
  startedAt: number;
  control(verb: string, path: string, body?: unknown): Promise<Reply>;
  partner(path: string, fields: object): Promise<Reply>;
  rest(path: string, body: object): Promise<Reply>;
}

interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  json: any;
}

async function request(url: string, method: string, body?: unknown, headers = {}): Promise<Reply> {
  const response = await checkedFetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text === '' ? undefined : JSON.parse(text),
  };
}

async function makeWorld(url: string, index: number): Promise<World> {
  const { json: made } = await request(`${url}${controlBase}/workspaces`, 'POST', {
    name: 'the same name',
    behaviour: { strictness: index % 2 === 0 ? 'lenient' : 'strict' },
    users: userIds.map((external_id) => ({ external_id })),
  });
  const keys = {
    partner_api_key: made.partners[0].partner_api_key,
    client_secret: made.partners[0].data_import_keys[0].key,
  };
  const authorization = `Bearer ${made.rest_api_keys[0].key}`;
  const control: World['control'] = (verb, path, body) =>
    request(`${url}${controlBase}/workspaces/${made.id}${path}`, verb, body);
  // Years apart, so that a clock of another world is never mistaken for the own one.
  const startedAt = Date.UTC(1980 + index, index % 12, 1, 12, 0, 30);
  await control('PUT', '/clock', { now: new Date(startedAt).toISOString(), frozen: true });
  return {
    index,
    startedAt,
    control,
    partner: (path, fields) => request(`${url}/partners/hightouch${path}`, 'POST', { ...keys, ...fields }),
    rest: (path, body) => request(url + path, 'POST', body, { authorization }),
  };
}

const nowIn = async ({ control }: World) => Date.parse((await control('GET', '/clock')).json.now);

/** The members that this world alone has: those whose bit is in its index. */
const membersOf = ({ index }: World) => userIds.filter((_, bit) => (index & (1 << bit)) !== 0);

/** What a test does, one part after the other. */
const parts: Record<string, (world: World) => Promise<void>> = {
  async 'cohorts fill at the time of their own workspace'(world) {
    const { partner, control, startedAt } = world;
    await partner('/cohorts/users', { cohort_id: 'vip', cohort_changes: [{ user_ids: membersOf(world) }] });
    const cohort = (await control('GET', '/cohorts/hightouch/vip')).json;
    expect(cohort).toMatchObject({
      member_count: membersOf(world).length,
      created_at: new Date(startedAt).toISOString(),
    });
  },
  async 'the clock moves by what was asked'({ control, startedAt, index, ...world }) {
    const moved = await control('POST', '/clock/advance', { ms: index });
    expect(Date.parse(moved.json.now)).toBe(startedAt + index);
    expect(await nowIn({ control, startedAt, index, ...world })).toBe(startedAt + index);
  },
  async 'rate limits are of their own workspace, window and clock'(world) {
    const { control, rest, startedAt, index } = world;
    const limit = 1 + (index % 4);
    await control('PATCH', '', { behaviour: { rate_limits: { users_shared: limit } } });
    const repeat = () => rest('/users/delete', { external_ids: ['nobody'] });
    for (let used = 1; used <= limit; used++) {
      const answer = await repeat();
      expect(answer.status).toBe(201);
      expect(answer.headers.get('x-ratelimit-remaining')).toBe(String(limit - used));
    }
    const refused = await repeat();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String((startedAt + 30 * second) / 1000));
    await control('POST', '/clock/advance', { ms: minute });
    expect((await repeat()).status).toBe(201);
  },
  async 'held-back changes wait for their own clock'({ control, rest, index }) {
    const delayMs = second + index;
    await control('PATCH', '', { behaviour: { processing_delay_ms: delayMs } });
    await rest('/users/track', { attributes: [{ external_id: 'cust-0', mark: index }] });
    const mark = async () => {
      const { users } = (await rest('/users/export/ids', { external_ids: ['cust-0'] })).json;
      return users[0].custom_attributes?.mark;
    };
    await control('POST', '/clock/advance', { ms: delayMs - 1 });
    expect(await mark()).toBeUndefined();
    await control('POST', '/clock/advance', { ms: 1 });
    expect(await mark()).toBe(index);
  },
  async 'switches are of their own workspace'({ partner, index }) {
    const answer = await partner('/cohorts/users', {
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: ['x'] }],
    });
    expect(answer.status).toBe(index % 2 === 0 ? 201 : 400);
  },
  async 'faults with the same match strike in their own workspace alone'({ control, partner, index }) {
    const status = [423, 500, 502, 503][index % 4]!;
    const skip = index % 3;
    const match = { route: '/partners/*/cohorts', cohort_id: 'faulty' };
    await control('POST', '/faults', { match, effect: { status }, skip, times: 1 });
    const naming = { cohort_id: 'faulty', name: 'Faulty', created_at: '2026-02-03T09:00:00Z' };
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await partner('/cohorts', naming)).status);
    expect(statuses).toEqual([201, 201, 201, 201].with(skip, status));
  },
  async 'the journal has the requests of its own workspace alone'({ control, index }) {
    const match = { route: '/partners/*/cohorts', cohort_id: 'faulty' };
    const verified = async (question: object) =>
      (await control('POST', '/requests/verify', question)).json.verified;
    expect(await verified({ match, exactly: 4 })).toBe(true);
    const status = [423, 500, 502, 503][index % 4]!;
    expect(await verified({ match: { ...match, status }, exactly: 1 })).toBe(true);
    expect(await verified({ match: { ...match, rule: 'fault_injected' }, exactly: 1 })).toBe(true);
  },
  async 'a wait ends with what happens in its own workspace'(world) {
    const { control, partner } = world;
    const size = membersOf(world).length;
    const waiting = control('POST', '/cohorts/wait', {
      partner: 'hightouch',
      cohort_id: 'vip',
      size: size + 1,
    });
    const newcomer = userIds.find((id) => !membersOf(world).includes(id));
    if (newcomer === undefined) throw new Error('in every world somebody is left out');
    await partner('/cohorts/users', { cohort_id: 'vip', cohort_changes: [{ user_ids: [newcomer] }] });
    await control('POST', '/clock/advance', { ms: minute });
    expect((await waiting).json).toMatchObject({ matched: true, size: size + 1 });
    await partner('/cohorts/users', {
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: [newcomer], should_remove: true }],
    });
    await control('POST', '/clock/advance', { ms: minute });
  },
};

test(`${worldCount} tests at once on one server see nothing of each other`, async () => {
  const { url } = await freshEmulator({ transport: 'over a socket' });
  const worlds = await Promise.all(Array.from({ length: worldCount }, (_, index) => makeWorld(url, index)));

  await Promise.all(
    worlds.map(async (world) => {
      for (const part of Object.values(parts)) await part(world);
    }),
  );

  // Once everybody is done, each finds what it left behind and nothing else.
  for (const world of worlds) {
    const { index, startedAt, control } = world;
    expect(await nowIn(world)).toBe(startedAt + index + minute + second + index + 2 * minute);
    const { cohorts } = (await control('GET', '/cohorts')).json;
    expect(cohorts.map((its: { cohort_id: string }) => its.cohort_id)).toEqual(['faulty', 'vip']);
    const { members } = (await control('GET', '/cohorts/hightouch/vip/members')).json;
    expect(members.map((its: { external_id: string }) => its.external_id)).toEqual(membersOf(world));
    expect((await control('GET', '/users')).json.users).toHaveLength(userIds.length);
  }
});
