// The control API: bodies up to what it takes, and questions about a workspace with 10,000 profiles.
import { isForLongForm, list, shapes } from './shapes.mjs';

const mebibyte = 1024 * 1024;

const post = (path, body) => (world) => ({
  path: `${world.base}${path}`,
  body: typeof body === 'function' ? body(world) : body,
});
const get = (path) => (world) => ({ method: 'GET', path: `${world.base}${path}` });

const attribute = (index) => ({
  type: 'custom_attribute',
  name: 'note',
  value_type: 'string',
  comparison: 'is_any_of',
  value: [`text ${index}`],
});
const regex = (index) => ({
  type: 'custom_attribute',
  name: 'note',
  value_type: 'string',
  comparison: 'matches_regex',
  value: `(a+)+${index}$`,
});
const contains = (index) => ({
  type: 'custom_attribute',
  name: 'note',
  value_type: 'string',
  comparison: 'contains_any_of',
  value: list(256, (its) => `${index}-${its}`),
});
const cohortFilter = () => ({
  type: 'cohort',
  partner: 'hightouch',
  comparison: 'includes',
  cohort_ids: list(256, (its) => `cohort-${its % 10}`),
});
const eventFilter = (index) => ({
  type: 'custom_event',
  name: `event ${index}`,
  metric: 'count',
  comparison: 'more_than',
  value: 2,
  within_days: 30,
});
const group = (filters, op = 'or') => ({ groups: [{ op, filters }] });
const segmentsOf = (count, filters) =>
  list(count, (its) => ({ name: `s${its}`, definition: group(list(filters, attribute)) }));

const definitions = [
  ...[10_000, 100, 20, 3].flatMap((count) => [
    [`${count} attribute filters`, group(list(count, attribute))],
    [`${count} regular expressions`, group(list(count, regex))],
    [`${count} filters of 256 parts`, group(list(count, contains))],
    [`${count} cohort filters`, group(list(count, cohortFilter))],
    [`${count} event filters`, group(list(count, eventFilter))],
  ]),
  ['10,000 groups', { groups: list(10_000, (its) => ({ filters: [attribute(its)] })) }],
  ['100 groups', { groups: list(100, (its) => ({ filters: [attribute(its)] })) }],
  ['10,000 exclusion groups', { exclusion_groups: list(10_000, (its) => ({ filters: [attribute(its)] })) }],
];

const big = (bytes) =>
  Object.entries(shapes).map(([shape, textOf]) => [
    `${bytes / mebibyte} MiB, ${shape}`,
    () => textOf(bytes),
    isForLongForm(shape),
  ]);

/** Places that take any JSON. */
const bodies = [
  ['POST', '/segments'],
  ['POST', '/segments/evaluate'],
  ['POST', '/requests/verify'],
  ['POST', '/requests/wait'],
  ['POST', '/faults'],
  ['POST', '/campaigns'],
  ['POST', '/cohorts/wait'],
  ['PATCH', ''],
];

export const controlGroups = [
  {
    title: 'segments',
    cases: definitions.flatMap(([title, definition]) => [
      {
        title: `evaluate ${title}`,
        // Some take minutes; those of 20 and of 3 are of their kind.
        isLong: title.startsWith('100 ') || /^(20|3) filters of 256 parts$/.test(title),
        make: post('/segments/evaluate', { definition }),
      },
      { title: `save ${title}`, isLong: true, make: post('/segments', { name: 'many', definition }) },
    ]),
  },
  {
    title: 'segments of segments',
    async setUp(world) {
      world.segments = [];
      for (let index = 0; index < 256; index++) {
        // As many as a workspace may have of them.
        const filters = list(70, (its) => attribute(index * 70 + its));
        const made = await world.send(
          post('/segments', { name: `s${index}`, definition: group(filters) })(world),
        );
        if (made.status !== 201) throw new Error(`${made.status}: ${made.text}`);
        world.segments.push(/"id":"([^"]+)"/.exec(made.text)[1]);
      }
    },
    cases: [
      {
        title: 'a filter over 256 segments',
        make: (world) =>
          post('/segments/evaluate', {
            definition: group([{ type: 'segment', comparison: 'includes', segment_ids: world.segments }]),
          })(world),
      },
      {
        title: '200 filters over a segment each',
        make: (world) =>
          post('/segments/evaluate', {
            definition: group(
              world.segments
                .slice(0, 200)
                .map((id) => ({ type: 'segment', comparison: 'includes', segment_ids: [id] })),
            ),
          })(world),
      },
      {
        title: '20 filters over a segment each',
        make: (world) =>
          post('/segments/evaluate', {
            definition: group(
              world.segments
                .slice(0, 20)
                .map((id) => ({ type: 'segment', comparison: 'includes', segment_ids: [id] })),
            ),
          })(world),
      },
      {
        title: 'a campaign for all of 256 segments',
        make: (world) => post('/campaigns', { name: 'c', target: { segment_ids: world.segments } })(world),
      },
      {
        title: 'a list of all',
        make: get('/segments?limit=1000'),
        msMax: 200,
        why: 'a page of 2 MiB is read and put into words in one turn',
      },
    ],
  },
  {
    title: 'the end of a day',
    isLong: true,
    async setUp(world) {
      for (let index = 0; index < 64; index++) {
        const filters = list(20, (its) => attribute(index * 20 + its));
        const made = await world.send(
          post('/segments', { name: `s${index}`, definition: group(filters) })(world),
        );
        if (made.status !== 201) throw new Error(`${made.status}: ${made.text}`);
      }
    },
    cases: [
      {
        title: 'the sizes of 64 segments with 20 filters each',
        make: (world) => post('/clock/advance', { ms: 86_400_000 })(world),
      },
      {
        title: 'the same for three days',
        make: (world) => post('/clock/advance', { ms: 3 * 86_400_000 })(world),
      },
    ],
  },
  {
    title: 'any body',
    cases: bodies.flatMap(([method, path]) =>
      [
        ...big(4 * mebibyte),
        ...big(60 * mebibyte).filter(([title]) => /huge string|numbers|small keys|nested arrays/.test(title)),
      ].map(([title, textOf, isLong]) => ({
        title: `${method} …${path}, ${title}`,
        // Nearly all of the way is the same for all.
        isLong: isLong || (path !== '/segments' && path !== '/requests/verify'),
        make: (world) => ({ method, path: `${world.base}${path}`, body: textOf() }),
      })),
    ),
  },
  {
    title: 'profiles',
    cases: [
      {
        title: 'an array of 1,000 plain ones',
        make: (world, attempt) =>
          post(
            '/users',
            list(1_000, (its) => ({ external_id: `a${attempt}-${its}` })),
          )(world),
      },
      {
        title: 'an array of 10,000 plain ones',
        msMax: 400,
        why: 'it is added in one transaction',
        make: (world, attempt) =>
          post(
            '/users',
            list(10_000, (its) => ({ external_id: `b${attempt}-${its}` })),
          )(world),
      },
      {
        title: 'NDJSON of 10,000 plain ones',
        make: (world, attempt) => ({
          path: `${world.base}/users`,
          headers: { 'content-type': 'application/x-ndjson' },
          body: list(10_000, (its) => JSON.stringify({ external_id: `c${attempt}-${its}` })).join('\n'),
        }),
      },
      ...[
        [
          '10,000 aliases',
          { user_aliases: list(10_000, (its) => ({ alias_label: `l${its}`, alias_name: `n${its}` })) },
        ],
        ['10,000 devices', { device_ids: list(10_000, (its) => `device-${its}`) }],
        ['10,000 apps', { apps: list(10_000, (its) => ({ app_id: `app-${its}` })) }],
        [
          '10,000 attributes',
          { attributes: Object.fromEntries(list(10_000, (its) => [`attribute ${its}`, its])) },
        ],
        [
          '60,000 odd attributes',
          { attributes: Object.fromEntries(list(60_000, (its) => [`$a ${its}`, null])) },
        ],
        ['an array of 500,000', { attributes: { things: list(500_000, () => 1) } }],
      ].map(([title, profile]) => ({ title: `one with ${title}`, make: post('/users', [profile]) })),
      ...[
        [
          '10,000 aliases',
          { user_aliases: list(10_000, (its) => ({ alias_label: `k${its}`, alias_name: `n${its}` })) },
        ],
        ['500,000 bytes', { attributes: { text: 'x'.repeat(500_000) } }],
        ['60,000 attributes', { attributes: Object.fromEntries(list(60_000, (its) => [`b${its}`, its])) }],
      ].map(([title, profile]) => ({
        title: `NDJSON of 4 lines with ${title}`,
        make: (world, attempt) => ({
          path: `${world.base}/users`,
          headers: { 'content-type': 'application/x-ndjson' },
          body: list(4, (its) =>
            JSON.stringify({ ...profile, external_id: `w${title}${attempt}-${its}` }),
          ).join('\n'),
        }),
      })),
      {
        title: 'NDJSON of 500,000 blank lines',
        make: (world) => ({
          path: `${world.base}/users`,
          headers: { 'content-type': 'application/x-ndjson' },
          body: '\n'.repeat(500_000),
        }),
      },
      {
        title: 'NDJSON of 300,000 lines of {}',
        make: (world) => ({
          path: `${world.base}/users`,
          headers: { 'content-type': 'application/x-ndjson' },
          body: '{"x":1}\n'.repeat(300_000),
        }),
      },
      { title: 'a list of 1,000', make: get('/users?limit=1000') },
      { title: 'by a phone number', make: get('/users?phone=%2B15551234567') },
    ],
  },
  {
    title: 'new workspaces',
    cases: [
      ['10,000 users', { users: list(10_000, (its) => ({ external_id: `u${its}` })) }],
      [
        '10,000 users in 10 cohorts',
        {
          partners: ['hightouch'],
          users: list(10_000, (its) => ({ external_id: `u${its}` })),
          cohorts: list(10, (cohort) => ({
            partner: 'hightouch',
            cohort_id: `c${cohort}`,
            members: list(10_000, (its) => ({ external_id: `u${its}` })),
          })),
        },
      ],
      [
        '10,000 cohorts',
        {
          partners: ['hightouch'],
          cohorts: list(10_000, (its) => ({ partner: 'hightouch', cohort_id: `c${its}` })),
        },
      ],
      ['10,000 segments', { segments: list(10_000, (its) => ({ name: `s${its}`, definition: {} })) }],
      ['10,000 campaigns', { campaigns: list(10_000, (its) => ({ name: `s${its}` })) }],
      ['10,000 canvases', { canvases: list(10_000, (its) => ({ name: `s${its}` })) }],
      ['1,000 segments', { segments: list(1_000, (its) => ({ name: `s${its}`, definition: {} })) }],
      ['50 segments of 100 filters', { segments: segmentsOf(50, 100) }],
      ['1,000 segments of 5 filters', { segments: segmentsOf(1_000, 5) }],
      ['1,000 segments of 100 filters', { segments: segmentsOf(1_000, 100) }],
      ['1,000 campaigns', { campaigns: list(1_000, (its) => ({ name: `s${its}` })) }],
      ['1,000 Canvases', { canvases: list(1_000, (its) => ({ name: `s${its}` })) }],
      ['1,000 faults', { faults: list(1_000, () => ({ effect: { status: 500 } })) }],
      [
        '5,000 cohorts',
        {
          partners: ['hightouch'],
          cohorts: list(5_000, (its) => ({ partner: 'hightouch', cohort_id: `c${its}` })),
        },
      ],
      ['1,000 REST API keys', { rest_api_keys: list(1_000, () => ({})) }],
      ['1,000 partners', { partners: list(1_000, (its) => `p${its}`) }],
      ['10,000 REST API keys', { rest_api_keys: list(10_000, () => ({})) }],
      [
        '10,000 data import keys',
        {
          partners: [
            { partner: 'hightouch', data_import_keys: list(10_000, (its) => `some-key-of-mine-${its}`) },
          ],
        },
      ],
      ['100,000 partners', { partners: list(100_000, () => 'hightouch') }],
      [
        '20,000 custom attributes',
        { custom_attributes: list(20_000, (its) => ({ name: `a${its}`, type: 'string' })) },
      ],
      ['20,000 blocklisted events', { blocklisted_events: list(20_000, (its) => `e${its}`) }],
      ['a name of 4 MiB', { name: 'n'.repeat(4 * mebibyte) }],
    ].map(([title, body]) => ({
      title,
      ...(title.startsWith('10,000 users') && { msMax: 600, why: 'it is made in one transaction' }),
      ...(title === '1,000 segments of 100 filters' && {
        msMax: 200,
        why: 'a body of 10 MiB is parsed in one turn',
      }),
      make: () => ({ path: '/_emulator/v1/workspaces', body }),
    })),
  },
  {
    title: 'a workspace full of definitions',
    async setUp(world) {
      world.named = [];
      for (let index = 0; index < 1_000; index++) {
        const definition = group([attribute(index)]);
        const { id } = await world.prepare(post('/segments', { name: `s${index}`, definition })(world));
        world.named.push(id);
      }
      for (let index = 0; index < 48; index++) {
        const target = { segment_ids: world.named };
        // The answer names them all, and is cut.
        const made = await world.send(post('/campaigns', { name: `c${index}`, target })(world));
        if (made.status !== 201) throw new Error(`${made.status}: ${made.text}`);
      }
    },
    cases: [
      {
        title: 'a list of all segments, which 48 campaigns use',
        make: get('/segments?limit=1000'),
        msMax: 200,
        why: 'a page of 2 MiB is read and put into words in one turn',
      },
      { title: 'a list of the campaigns', make: get('/campaigns?limit=1000') },
      { title: 'one of the segments', make: (world) => get(`/segments/${world.named[5]}`)(world) },
      {
        title: 'a segment that 48 campaigns use is saved anew',
        make: (world) => ({
          method: 'PUT',
          path: `${world.base}/segments/${world.named[5]}`,
          body: { name: 'x', definition: group([attribute(1)]) },
        }),
      },
      {
        title: 'it is archived, and the campaigns with it',
        make: (world) => post(`/segments/${world.named[5]}/archive`)(world),
      },
    ],
  },
  {
    title: 'many settings',
    cases: [
      [
        '5,000 custom attributes',
        { custom_attributes: list(5_000, (its) => ({ name: `a${its}`, type: 'string' })) },
      ],
      ['5,000 blocklisted events', { blocklisted_events: list(5_000, (its) => `e${its}`) }],
      [
        '20,000 custom attributes',
        { custom_attributes: list(20_000, (its) => ({ name: `a${its}`, type: 'string' })) },
      ],
      ['20,000 blocklisted events', { blocklisted_events: list(20_000, (its) => `e${its}`) }],
      ['a name of 4 MiB', { name: 'n'.repeat(4 * mebibyte) }],
      ['a time zone of 4 MiB', { behaviour: { time_zone: 'n'.repeat(4 * mebibyte) } }],
    ].map(([title, body]) => ({
      title,
      make: (world) => ({ method: 'PATCH', path: world.base, body }),
    })),
  },
  {
    title: 'messaging objects',
    cases: [
      ['100,000 tags', { name: 'c', tags: list(100_000, (its) => `t${its}`) }],
      ['a name of 4 MiB', { name: 'n'.repeat(4 * mebibyte) }],
      [
        '20,000 messages',
        {
          name: 'c',
          messages: Object.fromEntries(list(20_000, (its) => [`m${its}`, { channel: `c${its}` }])),
        },
      ],
      [
        '10,000 additional filters',
        { name: 'c', target: { additional_filters: group(list(10_000, attribute)) } },
      ],
      ['10,000 unknown segments', { name: 'c', target: { segment_ids: list(10_000, (its) => `s${its}`) } }],
      ['300,000 conversion behaviours', { name: 'c', conversion_behaviors: list(300_000, () => ({})) }],
    ].map(([title, body]) => ({ title, make: post('/campaigns', body) })),
  },
  {
    title: 'cohorts',
    cases: [
      {
        title: 'a wait for 10,000 members',
        make: (world) =>
          post('/cohorts/wait', {
            partner: 'hightouch',
            cohort_id: 'cohort-1',
            members: list(10_000, (its) => ({ external_id: world.externalIdOf(its) })),
            timeout_ms: 0,
          })(world),
      },
      {
        title: 'a wait for 100,000 unknown members',
        make: post('/cohorts/wait', {
          partner: 'hightouch',
          cohort_id: 'cohort-1',
          members: list(100_000, (its) => ({ external_id: `nobody ${its}` })),
          timeout_ms: 0,
        }),
      },
      { title: 'a list of members', make: get('/cohorts/hightouch/cohort-1/members?limit=1000') },
      {
        title: 'deleting one',
        make: (world, attempt) => ({
          method: 'DELETE',
          path: `${world.base}/cohorts/hightouch/cohort-${attempt + 2}`,
        }),
      },
    ],
  },
  {
    title: 'the server',
    cases: [
      {
        title: 'a snapshot of the workspace',
        make: (world, attempt) => ({
          path: '/_emulator/v1/snapshots',
          body: { name: `s${attempt}`, workspace: world.base.split('/').pop() },
        }),
      },
      {
        title: 'a snapshot of everything',
        make: (_, attempt) => ({ path: '/_emulator/v1/snapshots', body: { name: `all${attempt}` } }),
      },
      {
        title: 'a restore',
        msMax: 800,
        why: 'it is one transaction',
        make: () => ({ path: '/_emulator/v1/snapshots/s0/restore' }),
      },
      {
        title: 'an import of 60 MiB of zeros',
        make: () => ({
          method: 'PUT',
          path: '/_emulator/v1/snapshots/x',
          headers: { 'content-type': 'application/octet-stream' },
          body: Buffer.alloc(60 * mebibyte),
        }),
      },
      { title: 'metrics', make: () => ({ method: 'GET', path: '/_emulator/v1/metrics' }) },
      { title: 'the OpenAPI document', make: () => ({ method: 'GET', path: '/_emulator/v1/openapi.json' }) },
      {
        title: 'an export',
        make: (world) => ({ path: '/users/export/segment', headers: world.rest, body: {} }),
      },
      { title: 'a reset of the workspace', make: (world) => ({ path: `${world.base}/reset` }) },
      { title: 'a path of 15,000 characters', make: () => ({ path: `/${'x/'.repeat(7_500)}` }) },
      {
        title: 'a query of 5,000 parameters',
        make: () => ({ method: 'GET', path: `/segments/list?${list(3_000, (its) => `a${its}=`).join('&')}` }),
      },
    ],
  },
];
