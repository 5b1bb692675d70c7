import { Conduct } from '../../../support/contract/conduct.js';
import { testRule } from '../../../support/contract/test-rule.js';

const batch = { add: ['a', 'b'] };
const other = { add: ['c', 'd'] };
/** Of a window that ends 30 seconds after the first request. */
const reset = String(Date.UTC(2026, 1, 3, 9, 0, 30) / 1_000);
const limited = { status: 429, answerHeaders: { 'x-ratelimit-reset': reset } };
const retryAfter = { status: 429, answerHeaders: { 'x-ratelimit-retry-after': '30' } };

testRule('waits_for_reset', {
  right: {
    'a wait on both clocks': () => new Conduct().fill(batch, limited).wait(30_000).fill(batch),
    "a wait on the workspace's clock alone": () =>
      new Conduct().fill(batch, limited).sleep(30_000).fill(batch),
    'a wait by the seconds to wait': () => new Conduct().fill(batch, retryAfter).wait(30_000).fill(batch),
    'seconds left in X-RateLimit-Reset': () =>
      new Conduct()
        .fill(batch, { status: 429, answerHeaders: { 'x-ratelimit-reset': '30' } })
        .wait(30_000)
        .fill(batch),
    'a request that was under way': () =>
      new Conduct()
        .fill(batch, { ...limited, durationMs: 50, nextAfterMs: 10 })
        .fill(other)
        .wait(30_000)
        .fill(batch),
    'another batch of a client with parallel requests': () =>
      new Conduct()
        .fill(other, { durationMs: 50, nextAfterMs: 1 })
        .fill(batch, { ...limited, durationMs: 10, nextAfterMs: 20 })
        .fill({ add: ['e'] })
        .wait(30_000)
        .fill(batch),
    'a timer that was a bit early': () => new Conduct().fill(batch, limited).wait(29_950).fill(batch),
  },
  wrong: {
    'the same batch at once': [
      () => new Conduct().fill(batch, limited).fill(batch),
      [['r2', 'It came 30.0 s before the reset that the 429 of r1 named']],
    ],
    'the same batch in the millisecond of the answer': [
      () => new Conduct().fill(batch, { ...limited, durationMs: 0.4, nextAfterMs: 0 }).fill(batch),
      [['r2', '30.0 s before']],
    ],
    'another batch at once': [
      () => new Conduct().fill(batch, limited).fill(other),
      [['r2', '30.0 s before']],
    ],
    'a name at once': [() => new Conduct().fill(batch, limited).name(), [['r2', '30.0 s before']]],
    'a wait that is too short': [
      () => new Conduct().fill(batch, retryAfter).wait(10_000).fill(batch).wait(20_000).fill(other),
      [['r2', '20.0 s before']],
    ],
  },
  nothing: {
    'no 429': () => new Conduct().fill(batch).fill(other),
    'a 429 that nothing follows': () => new Conduct().fill(batch, limited),
    'a 429 without headers': () => new Conduct().fill(batch, { status: 429 }).fill(batch),
    'requests of another limit': () =>
      new Conduct().fill(batch, limited).rest('/users/track', { attributes: [] }),
  },
});

testRule('sends_failed_again', {
  right: {
    'the same batch after 503': () => new Conduct().fill(batch, { status: 503 }).fill(batch),
    'the same batch after 423': () => new Conduct().fill(batch, { status: 423 }).fill(batch),
    'the same batch after 429': () => new Conduct().fill(batch, limited).fill(batch),
    'the same batch after a lost answer': () => new Conduct().fill(batch, { status: null }).fill(batch),
    'the same batch after another': () => new Conduct().fill(batch, { status: 503 }).fill(other).fill(batch),
    'the same people in other batches': () =>
      new Conduct()
        .fill(batch, { status: 503 })
        .fill({ add: ['b'] })
        .fill({ add: ['a', 'c'] }),
    'people who have left since': () =>
      new Conduct().fill(batch, { status: 503 }).fill({ remove: batch.add }),
    'a later name': () =>
      new Conduct().name('vip', { name: 'B' }, { status: 503 }).name('vip', { name: 'C' }),
    'a batch that was given up after three attempts': () =>
      new Conduct().fill(batch, { status: 500 }).fill(batch, { status: 500 }).fill(batch, { status: 500 }),
    'a repeat that was refused': () =>
      new Conduct().fill(batch, { status: 500 }).fill(batch, { status: 401 }),
  },
  wrong: {
    'a batch that is left out': [
      () => new Conduct().fill(batch, { status: 503 }).fill(other),
      [['r1', 'It was answered 503, and was not sent again']],
    ],
    'half of a batch': [
      () => new Conduct().fill(batch, { status: 503 }).fill({ add: ['a'] }),
      [['r1', '503']],
    ],
    'a lost answer': [
      () => new Conduct().fill(batch, { status: null }),
      [['r1', 'It got no whole answer, and']],
    ],
    'a name that is left out': [
      () => new Conduct().name('vip', {}, { status: 502 }).fill(batch),
      [['r1', '502']],
    ],
    'users that are left out': [
      () => new Conduct().rest('/users/track', { attributes: [{ external_id: 'a' }] }, { status: 503 }),
      [['r1', '503']],
    ],
  },
  nothing: {
    'success and refusal': () => new Conduct().fill(batch).fill(other, { status: 400 }),
    'a test of the connection': () => new Conduct().change([], { status: 503 }),
    'an export': () => new Conduct().rest('/users/export/ids', { external_ids: ['a'] }, { status: 503 }),
  },
});

const failing = (...waits: number[]) => {
  const conduct = new Conduct().fill(batch, { status: 503 });
  for (const wait of waits) conduct.wait(wait).fill(batch, { status: 503 });
  return conduct;
};

testRule('backs_off', {
  right: {
    'waits that double': () => failing(1_000, 2_000, 4_000, 8_000),
    'waits with chance in them': () => failing(800, 300, 2_100),
    'two waits of the same length': () => failing(1_000, 1_000),
    'waits that have grown as long as they may': () => failing(1_000, 2_000, 2_000, 2_000),
    'repeats at each sync': () => failing(3_600_000, 3_600_000, 3_600_000),
    "waits on the workspace's clock": () =>
      new Conduct().fill(batch, { status: 503 }).sleep(1_000).fill(batch),
    'a client that gave up waiting for an answer': () =>
      new Conduct().fill(batch, { status: null, durationMs: 30_000 }).fill(batch),
  },
  wrong: {
    'a repeat at once': [
      () => new Conduct().fill(batch, { status: 503 }).fill(batch),
      [['r2', 'It was sent again 3 ms after it was answered 503']],
    ],
    // Of one that was answered half-way through a millisecond the rest of it is not known.
    'a repeat in the millisecond of the answer': [
      () => new Conduct().fill(batch, { status: 503, durationMs: 1.4, nextAfterMs: 1 }).fill(batch),
      [['r2', 'It was sent again 1 ms after']],
    ],
    'a repeat at once of a lost answer': [
      () => new Conduct().fill(batch, { status: null }).fill(batch),
      [['r2', /sent again 3 ms after it got no whole answer/]],
    ],
    'waits that do not grow': [
      () => failing(1_000, 1_000, 1_000),
      [['r4', /the waits do not grow: 1003, 1003, 1003 ms/]],
    ],
  },
  nothing: {
    'no failure': () => new Conduct().fill(batch),
    'no repeat': () => new Conduct().fill(batch, { status: 503 }).fill(other),
    'a repeat after 429': () => new Conduct().fill(batch, limited).fill(batch),
    'a double that was under way': () =>
      new Conduct().fill(batch, { status: 503, durationMs: 50, nextAfterMs: 10 }).fill(batch),
  },
});

testRule('no_repeated_refusals', {
  right: {
    'another payload': () => new Conduct().fill(batch, { status: 400 }).fill(other),
    'another key, which Braze took': () => new Conduct().fill(batch, { status: 401 }).fill(batch),
    'the same at the next sync': () =>
      new Conduct().fill(batch, { status: 401 }).wait(3_600_000).fill(batch, { status: 401 }),
    'a double that was under way': () =>
      new Conduct()
        .fill(batch, { status: 401, durationMs: 50, nextAfterMs: 10 })
        .fill(batch, { status: 401 }),
  },
  wrong: {
    'the same after 400': [
      () => new Conduct().fill(batch, { status: 400 }).wait(1_000).fill(batch, { status: 400 }),
      [['r2', 'It has the payload of r1, which was refused, and was answered 400 again']],
    ],
    'the same in the millisecond of the answer': [
      () =>
        new Conduct()
          .fill(batch, { status: 400, durationMs: 0.4, nextAfterMs: 0 })
          .fill(batch, { status: 400 }),
      [['r2', '400 again']],
    ],
    'the same after 401, people in another order': [
      () =>
        new Conduct().fill(batch, { status: 401 }).fill({ add: [...batch.add].reverse() }, { status: 401 }),
      [['r2', '401']],
    ],
  },
  nothing: {
    'no refusal': () => new Conduct().fill(batch).fill(batch),
    'tests of the connection': () => new Conduct().change([], { status: 401 }).change([], { status: 401 }),
  },
});
