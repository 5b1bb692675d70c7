import { expect, test } from 'vitest';
import { Conduct, manyIds } from '../../../support/contract/conduct.js';
import { testRule } from '../../../support/contract/test-rule.js';

const alias = (name: string) => ({ alias_label: 'crm', alias_name: name });

testRule('identifiers_per_request', {
  right: { '1,000 identifiers': () => new Conduct().fill({ add: manyIds(600), remove: manyIds(400, 'v') }) },
  wrong: {
    '1,001 identifiers over all lists': [
      () =>
        new Conduct().change([
          { user_ids: manyIds(600), device_ids: manyIds(300) },
          { aliases: manyIds(101).map(alias) },
        ]),
      [['r1', 'It has 1,001 identifiers; at most 1,000 go into one request']],
    ],
  },
  nothing: { 'a test of the connection': () => new Conduct().change([{ user_ids: [], aliases: [] }]) },
});

testRule('no_repeated_identifiers', {
  right: {
    'one text as an external id and a device id': () =>
      new Conduct().change([{ user_ids: ['a'], device_ids: ['a'] }]),
    'one identifier in an add and a remove, which another rule is for': () =>
      new Conduct().fill({ add: ['a'], remove: ['a'] }),
  },
  wrong: {
    'an external id in two changes': [
      () => new Conduct().change([{ user_ids: ['a', 'b'] }, { user_ids: ['b', 'a'] }]),
      [['r1', 'It has user_ids "b" more than once, and 1 more repeats']],
    ],
    'an alias twice': [
      () => new Conduct().change([{ aliases: [alias('1'), { alias_name: '1', alias_label: 'crm' }] }]),
      [['r1', /aliases .*"crm".* more than once/]],
    ],
  },
  nothing: { names: () => new Conduct().name() },
});

testRule('no_add_and_remove', {
  right: { 'different people': () => new Conduct().fill({ add: ['a'], remove: ['b'] }) },
  wrong: {
    'the same person': [
      () => new Conduct().fill({ add: ['a', 'b'], remove: ['b'] }),
      [['r1', 'It adds and removes user_ids "b"']],
    ],
  },
  nothing: { adds: () => new Conduct().fill({ add: ['a'] }) },
});

testRule('no_identified_devices', {
  right: { 'devices of anonymous users': () => new Conduct().change([{ device_ids: ['d'] }]) },
  wrong: {
    'a device of an identified user': [
      () =>
        new Conduct().change([{ device_ids: ['d', 'e'] }], {
          outcome: { skippedIdentified: { deviceIds: ['d'] } },
        }),
      [['r1', 'device_ids "d" belongs to an identified user']],
    ],
  },
  nothing: {
    'external ids': () => new Conduct().fill({ add: ['a'] }),
    'a request of which nobody knows the outcome': () =>
      new Conduct().change([{ device_ids: ['d'] }], { outcome: null }),
  },
});

const audience = manyIds(20);
const unknownTo = (ids: string[]) => ({
  outcome: { unknown: { externalIds: ids, deviceIds: [], aliases: [] } },
});

testRule('deltas_only', {
  right: {
    'who entered since': () => new Conduct().fill({ add: audience }).fill({ add: ['new'], remove: ['u-1'] }),
    'one batch after the other': () => new Conduct().fill({ add: manyIds(9) }).fill({ add: manyIds(9, 'v') }),
    'the same batch after 503': () =>
      new Conduct()
        .fill({ add: ['x'] })
        .fill({ add: audience }, { status: 503 })
        .fill({ add: audience }),
    'the same batch after 429': () =>
      new Conduct()
        .fill({ add: ['x'] })
        .fill({ add: audience }, { status: 429 })
        .fill({ add: audience }),
    'the same batch after an answer that was lost': () =>
      new Conduct()
        .fill({ add: ['x'] })
        .fill({ add: audience }, { status: null })
        .fill({ add: audience }),
    'the same batch after an answer that is no JSON': () =>
      new Conduct()
        .fill({ add: ['x'] })
        .fill({ add: audience }, { answerBody: '<html>' })
        .fill({ add: audience }),
    'people who were unknown': () =>
      new Conduct().fill({ add: audience }, unknownTo(audience.slice(1))).fill({ add: audience.slice(1) }),
    'people who had left': () =>
      new Conduct().fill({ add: audience }).fill({ remove: audience }).fill({ add: audience }),
    'one person again': () => new Conduct().fill({ add: audience }).fill({ add: ['u-1'] }),
    'some again among many new ones': () =>
      new Conduct().fill({ add: audience }).fill({ add: [...audience, ...manyIds(20, 'v')] }),
  },
  wrong: {
    'everybody at the next sync': [
      () =>
        new Conduct()
          .fill({ add: audience })
          .wait(3_600_000)
          .fill({ add: [...audience, 'new'] }),
      [['r2', '20 of its 21 adds were added before']],
    ],
    'everybody in other batches': [
      () =>
        new Conduct()
          .fill({ add: audience })
          .fill({ add: audience.slice(10) })
          .fill({ add: audience.slice(0, 10) }),
      [
        ['r2', '10 of its 10'],
        ['r3', '10 of its 10'],
      ],
    ],
  },
  nothing: {
    'a first sync': () => new Conduct().fill({ add: audience }),
    'the people of another cohort': () => new Conduct().name().fill({ add: audience }).change([]),
  },
});

test('deltas are told from whole audiences when there are too many people to remember', () => {
  const conduct = new Conduct();
  for (let batch = 0; batch < 120; batch++) conduct.fill({ add: manyIds(1_000, `b${batch}`) });
  expect(conduct.judge('deltas_only').verdict).toBe('passed');
  expect(conduct.fill({ add: manyIds(1_000, 'b3') }).judge('deltas_only')).toMatchObject({
    verdict: 'broken',
    brokenCount: 1,
  });
});

test('the worst case is told', () => {
  const conduct = new Conduct().fill({ add: manyIds(980) }).fill({ add: ['a'] });
  expect(conduct.judge('identifiers_per_request').worst).toBe('980 of 1,000 identifiers');
});
