import { Conduct } from '../../../support/contract/conduct.js';
import { testRule } from '../../../support/contract/test-rule.js';

const implicit = { notes: ['implicit_cohort'] };

testRule('names_before_filling', {
  right: {
    'a name before the members': () => new Conduct().name().fill({ add: ['a'] }),
    'a cohort that a seed made': () => new Conduct().fill({ add: ['a'] }).fill({ add: ['b'] }),
    'a name sent again after it failed': () =>
      new Conduct()
        .name('vip', {}, { status: 503 })
        .name()
        .fill({ add: ['a'] }),
    'a name that was taken though its answer was lost': () =>
      new Conduct().name('vip', {}, { status: null }).fill({ add: ['a'] }),
    'members of a seeded cohort whose first request failed': () =>
      new Conduct().fill({ add: ['a'] }, { status: 503 }).fill({ add: ['a'] }),
  },
  wrong: {
    'members before the name': [
      () =>
        new Conduct()
          .fill({ add: ['a'] }, implicit)
          .fill({ add: ['b'] })
          .name()
          .fill({ add: ['c'] }),
      [
        ['r1', 'Its cohort was not named before'],
        ['r2', 'Its cohort was not named before'],
      ],
    ],
    'members that failed before the name': [
      () =>
        new Conduct()
          .fill({ add: ['a'] }, { status: 503 })
          .name()
          .fill({ add: ['a'] }),
      [['r1', 'not named']],
    ],
    'members after a name that was refused': [
      () => new Conduct().name('vip', {}, { status: 400 }).fill({ add: ['a'] }, implicit),
      [['r2', 'not named']],
    ],
    'the name of another cohort': [
      () => new Conduct().name('other').fill({ add: ['a'] }, implicit),
      [['r2', 'not named']],
    ],
    'members for a cohort that is refused for having no name': [
      () => new Conduct().fill({ add: ['a'] }, { status: 400, notes: ['unknown_cohort'] }),
      [['r1', 'not named']],
    ],
  },
  nothing: {
    'a test of the connection': () => new Conduct().change([]),
    'names alone': () => new Conduct().name(),
  },
});

testRule('names_after_rename', {
  right: {
    'a new name': () =>
      new Conduct()
        .name()
        .name('vip', { name: 'B' })
        .fill({ add: ['a'] }),
    'a new name that arrives at the second attempt': () =>
      new Conduct()
        .name()
        .name('vip', { name: 'B' }, { status: 503 })
        .name('vip', { name: 'B' })
        .fill({ add: ['a'] }),
  },
  wrong: {
    'members after a new name that did not arrive': [
      () =>
        new Conduct()
          .name()
          .name('vip', { name: 'B' }, { status: 503 })
          .fill({ add: ['a'] }),
      [['r3', 'Members are sent, though the new name "B" of the cohort has not arrived']],
    ],
  },
  nothing: {
    'the same name again': () =>
      new Conduct()
        .name()
        .fill({ add: ['a'] })
        .name(),
    'a first name that did not arrive': () =>
      new Conduct().name('vip', {}, { status: 503 }).fill({ add: ['a'] }),
  },
});

testRule('created_at_valid', {
  right: {
    'a time with a zone': () => new Conduct().name('vip', { created_at: '2021-01-21T19:20:30+05:00' }),
    'a time with milliseconds': () => new Conduct().name('vip', { created_at: '2022-12-01T17:40:04.055Z' }),
  },
  wrong: {
    'an epoch number': [
      () => new Conduct().name('vip', { created_at: 1_770_109_200 }),
      [['r1', /1770109200, which is no/]],
    ],
    'another form': [
      () => new Conduct().name('vip', { created_at: '02/03/2026' }),
      [['r1', /no ISO 8601 time/]],
    ],
    nothing: [
      () => new Conduct().name('vip', {}, { body: { cohort_id: 'vip', name: 'x' }, status: 400 }),
      [['r1', 'Its created_at is missing']],
    ],
  },
  nothing: { members: () => new Conduct().fill({ add: ['a'] }) },
});

testRule('created_at_stable', {
  right: {
    'the same moment in another zone': () =>
      new Conduct().name().name('vip', { created_at: '2026-02-03T10:00:00+01:00' }),
    'a rename': () => new Conduct().name().name('vip', { name: 'B' }),
  },
  wrong: {
    'the time of each sync': [
      () => new Conduct().name().name('vip', { created_at: '2026-02-04T09:00:00Z' }),
      [
        [
          'r2',
          'Its created_at is 2026-02-04T09:00:00Z; the cohort was named with 2026-02-03T09:00:00.000Z before',
        ],
      ],
    ],
  },
  nothing: {
    'a name for each cohort': () =>
      new Conduct().name().name('other', { created_at: '2026-02-04T09:00:00Z' }),
  },
});
