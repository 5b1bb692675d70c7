import { expect, test } from 'vitest';
import { readAs } from '../../../src/wire/control/read.js';
import { parseSeed } from '../../../src/wire/control/seed.js';
import { workspaceInput } from '../../../src/wire/control/workspaces.js';

const vip = { partner: 'hightouch', cohort_id: 'vip', members: [] };

test.each([
  [{ user: [] }, 'user', 'users'],
  [{ users: [{ externalId: 'a' }] }, 'users[0].externalId', 'external_id'],
  [{ users: [{ id: 'a' }] }, 'users[0].id', 'external_id'],
  [{ users: [{ external_id: 'a', brazeid: 'b' }] }, 'users[0].brazeid', 'braze_id'],
  [{ cohorts: [{ ...vip, nam: 'VIP' }] }, 'cohorts[0].nam', 'name'],
  [
    { partners: [{ partner: 'segment', data_import_key: [] }] },
    'partners[0].data_import_key',
    'data_import_keys',
  ],
  [{ faults: [{ efect: { hold: true } }] }, 'faults[0].efect', 'effect'],
  [{ faults: [{ effect: { delay: 5 } }] }, 'faults[0].effect.delay', undefined],
  [{ users: [{ external_id: 'a', externalid: 'b' }] }, 'users[0].externalid', undefined],
  [{ colour: 'red' }, 'colour', undefined],
])('an unknown field of %j is told with the one that may be meant', (input, path, meant) => {
  const suggestion = meant === undefined ? '' : `; did you mean "${meant}"?`;
  expect(() => readAs(workspaceInput, input)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      message: `${path} is not a known field${suggestion}`,
      details: { path },
    }),
  );
});

test('of a seed each unknown field is told with the one that may be meant', () => {
  expect(parseSeed({ workspaces: [{ user: [] }, { users: [{ device_id: 'd' }] }] })).toEqual({
    problems: [
      { path: 'workspaces[0].user', message: 'is not a known field; did you mean "users"?' },
      {
        path: 'workspaces[1].users[0].device_id',
        message: 'is not a known field; did you mean "device_ids"?',
      },
    ],
  });
});
