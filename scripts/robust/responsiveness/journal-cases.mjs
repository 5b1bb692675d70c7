// Questions to a journal that is full, and state that every later request has to pass.
import { list } from './shapes.mjs';

const post = (path, body) => (world) => ({ path: `${world.base}${path}`, body });

const mebibyte = 1024 * 1024;
const ids = (count) => list(count, (index) => `id-${index}`);
const patterns = (count) => list(count, (index) => `id-${count - index}`);
const change = (world, fields) => ({
  path: `/partners/${world.partner}/cohorts/users`,
  body: { ...world.partnerKeys, cohort_id: 'probe', ...fields },
});
const one = (world) => change(world, { cohort_changes: [{ user_ids: [world.externalIdOf(1)] }] });

const questions = [
  ['any', {}],
  ['1,000 elements', { match: { body: { cohort_changes: [{ user_ids: patterns(1_000) }] } } }],
  [
    '1,000 elements that are objects',
    {
      match: { body: { cohort_changes: [{ aliases: patterns(1_000).map((its) => ({ alias_name: its })) }] } },
    },
  ],
  [
    '1,000 elements that fit nothing',
    { match: { body: { cohort_changes: [{ user_ids: ids(1_000).map((its) => `${its}?`) }] } } },
  ],
  [
    'nested elements',
    { match: { body: { cohort_changes: list(30, () => ({ user_ids: list(30, () => 'id-1') })) } } },
  ],
  ['100,000 elements', { match: { body: ids(100_000) } }],
  ['200,000 fields', { match: { body: Object.fromEntries(ids(200_000).map((its) => [its, 1])) } }],
  ['an exact value of 200,000 elements', { match: { body: { $equals: ids(200_000) } } }],
  ['100,000 headers', { match: { headers: Object.fromEntries(ids(100_000).map((its) => [its, 'x'])) } }],
  ['100,000 in order', { in_order: list(100_000, () => ({ method: 'POST' })) }],
  ['1,000 in order', { in_order: list(1_000, () => ({ method: 'POST' })) }],
  ['a route of 3 MiB', { match: { route: `/${'*/'.repeat(1.5 * mebibyte)}**` } }],
  ['a route of 400 stars', { match: { route: `/${'*/'.repeat(200)}**` } }],
];

const journalGroup = (title, setUp, isLong = false) => ({
  title,
  isLong,
  setUp,
  cases: [
    ...questions.flatMap(([what, question]) => [
      { title: `verify ${what}`, make: post('/requests/verify', question) },
      {
        title: `wait for ${what}`,
        isLong: true,
        make: post('/requests/wait', { ...question, timeout_ms: 0 }),
      },
    ]),
    ...[
      '',
      '&route=/partners/**',
      '&decision=unknown_user_id',
      '&decision=nothing',
      '&status=4xx',
      '&since=2020-01-01',
      '&partner=hightouch',
    ].map((filter) => ({
      title: `a list of 1,000${filter}`,
      make: (world) => ({ method: 'GET', path: `${world.base}/requests?limit=1000${filter}` }),
    })),
    { title: 'deleting it', make: (world) => ({ method: 'DELETE', path: `${world.base}/requests` }) },
  ],
});

/** Groups whose world takes long to make, or is refused by now, are for the long form. */
export const journalGroups = [
  journalGroup(
    'a journal of 10,000 entries',
    async (world) => {
      for (let index = 0; index < 10_000; index++) await world.send(one(world));
    },
    true,
  ),
  journalGroup('a journal of 64 MiB', async (world) => {
    const body = change(world, { cohort_changes: [{ user_ids: ids(1_000), aliases: [] }] });
    for (let index = 0; index < 20; index++) await world.send(body);
    const long = change(world, {
      cohort_changes: [{ user_ids: ids(990).map((its) => its.padEnd(900, 'x')) }],
    });
    for (let index = 0; index < 80; index++) await world.send(long);
  }),
  journalGroup(
    'a journal of many small values',
    async (world) => {
      const long = change(world, { cohort_changes: [{ user_ids: ids(300_000) }] });
      for (let index = 0; index < 20; index++) await world.send(long);
    },
    true,
  ),
  {
    title: '1,000 faults of 1,000 steps',
    async setUp(world) {
      const step = { status: 500, body: { text: 'a' } };
      for (let index = 0; index < 1_000; index++) {
        const body = { match: { cohort_id: `other-${index}` }, sequence: list(1_000, () => step) };
        const made = await world.send(post('/faults', body)(world));
        if (made.status !== 201) {
          const fewer = await world.send(
            post('/faults', { ...body, sequence: list(100, () => step) })(world),
          );
          if (fewer.status !== 201) break;
        }
      }
    },
    cases: [
      { title: 'one cohort request', make: one },
      {
        title: 'a list of them',
        make: (world) => ({ method: 'GET', path: `${world.base}/faults?limit=1000` }),
      },
      {
        title: 'one fault more',
        make: post('/faults', {
          sequence: list(1_000, () => ({ status: 500, body: { text: 'a' } })),
          probability: 0,
        }),
      },
      {
        title: 'a step of many headers and a large body',
        make: post('/faults', {
          sequence: list(60, () => ({ status: 500, body: { text: 'x'.repeat(64_000) } })),
        }),
      },
    ],
  },
  {
    title: '3,000 waits',
    isLong: true,
    async setUp(world) {
      world.waits = list(3_000, (index) =>
        world
          .send(
            post('/requests/wait', { match: { cohort_id: `never-${index}` }, timeout_ms: 250_000 })(world),
          )
          .catch(() => {}),
      );
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    },
    cases: [
      { title: 'one cohort request', make: one },
      {
        title: 'one wait more',
        make: post('/requests/wait', { match: { cohort_id: 'never' }, timeout_ms: 0 }),
      },
      { title: 'a fault', make: post('/faults', { match: { cohort_id: 'a' }, effect: { status: 500 } }) },
    ],
  },
  {
    title: '3,000 waits for a cohort',
    isLong: true,
    async setUp(world) {
      world.waits = list(3_000, (index) =>
        world
          .send(
            post('/cohorts/wait', {
              partner: 'hightouch',
              cohort_id: 'cohort-1',
              size: index + 20_000,
              timeout_ms: 250_000,
            })(world),
          )
          .catch(() => {}),
      );
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    },
    cases: [{ title: 'one cohort request', make: one }],
  },
  {
    title: '2,000 workspaces more',
    async setUp(world) {
      for (let index = 0; index < 2_000; index++)
        await world.send({ path: '/_emulator/v1/workspaces', body: {} });
    },
    cases: [
      {
        title: 'a list of 1,000',
        make: () => ({ method: 'GET', path: '/_emulator/v1/workspaces?limit=1000' }),
      },
      { title: 'one cohort request', make: one },
      { title: 'metrics', make: () => ({ method: 'GET', path: '/_emulator/v1/metrics' }) },
      { title: 'a reset', make: () => ({ path: '/_emulator/v1/reset' }), endsProbes: true },
    ],
  },
];
