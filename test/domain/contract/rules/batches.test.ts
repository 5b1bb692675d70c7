import { Conduct, manyIds } from '../../../support/contract/conduct.js';
import { testRule } from '../../../support/contract/test-rule.js';

const oneByOne = (count: number, gapMs = 0) => {
  const conduct = new Conduct();
  for (const id of manyIds(count)) conduct.fill({ add: [id] }).wait(gapMs);
  return conduct;
};

testRule('batches_not_singles', {
  right: {
    'a few single changes': () => oneByOne(9),
    'single changes as they happen': () => oneByOne(20, 61_000),
    'full batches': () => {
      const conduct = new Conduct();
      for (let count = 0; count < 12; count++) conduct.fill({ add: manyIds(100, `b${count}`) });
      return conduct;
    },
    'one batch that fails again and again': () => {
      const conduct = new Conduct();
      for (let count = 0; count < 12; count++) conduct.fill({ add: ['a'] }, { status: 503 });
      return conduct;
    },
  },
  wrong: {
    'a request for each person': [
      () => oneByOne(11),
      [
        ['r10', 'It is request 10 of a sync that has sent 10 identifiers so far'],
        ['r11', 'It is request 11 of a sync that has sent 11 identifiers so far'],
      ],
    ],
  },
  nothing: { 'names and a test of the connection': () => new Conduct().name().change([]) },
});

const track = { attributes: [{ external_id: 'a' }] };

testRule('settles_before_filling', {
  right: {
    'a moment in between': () =>
      new Conduct()
        .rest('/users/track', track)
        .wait(100)
        .fill({ add: ['a'] }),
    "a moment on the workspace's clock": () =>
      new Conduct()
        .rest('/users/track', track)
        .sleep(100)
        .fill({ add: ['a'] }),
    'a user who was there before': () =>
      new Conduct()
        .rest('/users/track', track)
        .wait(5_000)
        .rest('/users/track', track)
        .fill({ add: ['a'] }),
  },
  wrong: {
    'the cohort at once': [
      () => new Conduct().rest('/users/track', track).fill({ add: ['a', 'b'] }),
      [['r2', 'It adds a user 3 ms after the creation']],
    ],
  },
  nothing: {
    'a name and members at once': () => new Conduct().name().fill({ add: ['a'] }),
    'other users': () => new Conduct().rest('/users/track', track).fill({ add: ['b'] }),
    'users whose creation failed': () =>
      new Conduct().rest('/users/track', track, { status: 503 }).fill({ add: ['a'] }),
  },
});
