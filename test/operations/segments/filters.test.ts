import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.js';
import type { SegmentFilter } from '../../../src/domain/segments/definition.js';
import { day } from '../../support/clock.js';
import { passes, SegmentWorld, segmentOf } from '../../support/segments/segment-world.js';

// Filters on what a profile is, at their edges and by both evaluators.

const now = Date.UTC(2026, 3, 17, 1, 0, 0);

describe('contact and subscriptions', () => {
  test.each(['opted_in', 'subscribed', 'unsubscribed'] as const)(
    'the state %s is none of the others',
    (state) => {
      const states = ['opted_in', 'subscribed', 'unsubscribed'] as const;
      for (const channel of ['email', 'push'] as const) {
        const attributes = { [`${channel}_subscribe`]: state };
        const passing = (comparison: 'is' | 'is_not') =>
          states.filter((value) =>
            passes({ attributes }, { type: 'subscription', channel, comparison, value }),
          );
        expect(passing('is')).toEqual([state]);
        expect(passing('is_not')).toEqual(states.filter((other) => other !== state));
      }
    },
  );

  test.each(['subscribed', 'unsubscribed'] as const)('the state %s in a subscription group', (state) => {
    const attributes = {
      subscription_groups: [
        { subscription_group_id: 'other', subscription_state: 'subscribed' },
        { subscription_group_id: 'group', subscription_state: state },
      ],
    };
    const inGroup = { type: 'subscription_group', groupId: 'group' } as const;
    for (const value of ['subscribed', 'unsubscribed'] as const) {
      expect(passes({ attributes }, { ...inGroup, comparison: 'is', value })).toBe(state === value);
      expect(passes({ attributes }, { ...inGroup, comparison: 'is_not', value })).toBe(state !== value);
    }
  });

  test('an address is available unless unsubscribed or marked as spam', () => {
    const isAvailable = (attributes: Record<string, string>) => {
      const yes = passes({ attributes }, { type: 'email_available', value: true });
      expect(passes({ attributes }, { type: 'email_available', value: false })).toBe(!yes);
      return yes;
    };
    const email = 'a@example.com';
    expect(isAvailable({ email })).toBe(true);
    expect(isAvailable({ email, email_subscribe: 'opted_in' })).toBe(true);
    expect(isAvailable({ email, email_subscribe: 'unsubscribed' })).toBe(false);
    expect(isAvailable({ email, push_subscribe: 'unsubscribed' })).toBe(true);
    expect(isAvailable({ email, marked_email_as_spam_at: '2026-01-01T00:00:00.000Z' })).toBe(false);
    expect(isAvailable({ email_subscribe: 'opted_in' })).toBe(false);
  });
});

test.each([
  ['identified', [true, false, false, false]],
  ['anonymous', [false, true, true, true]],
  ['alias_only', [false, true, false, false]],
] as const)('identity %s', (is, expected) => {
  const kinds = [
    { externalId: 'e', aliases: ['crm:a'] },
    { aliases: ['crm:a'], attributes: { email: 'a@example.com' } },
    { attributes: { email: 'a@example.com' } },
    { deviceIds: ['d'] },
  ];
  expect(kinds.map((profile) => passes(profile, { type: 'identity', is }))).toEqual(expected);
});

test.each([
  ['less_than', [0, 2_499]],
  ['at_most', [0, 2_499, 2_500]],
  ['more_than', [2_501, 9_999]],
  ['at_least', [2_500, 2_501, 9_999]],
  ['exactly', [2_500]],
] as const)('random_bucket %s 2500', (comparison, matching) => {
  const buckets = [0, 2_499, 2_500, 2_501, 9_999].filter((randomBucket) =>
    passes({ randomBucket }, { type: 'random_bucket', comparison, value: 2_500 }),
  );
  expect(buckets).toEqual(matching);
});

test('random_bucket between includes both bounds', () => {
  const buckets = [99, 100, 200, 201].filter((randomBucket) =>
    passes({ randomBucket }, { type: 'random_bucket', comparison: 'between', value: [100, 200] }),
  );
  expect(buckets).toEqual([100, 200]);
});

test.each([
  ['less_than', [0]],
  ['exactly', [1]],
  ['more_than', [2]],
] as const)('session_count %s 1', (comparison, matching) => {
  const counts = [0, 1, 2].filter((sessionCount) =>
    passes({ sessionCount }, { type: 'session_count', comparison, value: 1 }),
  );
  expect(counts).toEqual(matching);
});

describe('apps', () => {
  const appsUsed = (
    appsUsed: { scope: 'none' } | { scope: 'specific'; appIds: string[] },
    profile: object,
  ) => {
    const world = new SegmentWorld();
    world.add(profile);
    const definition = { ...segmentOf('and'), groups: [], appsUsed };
    const selected = world.selected(definition);
    expect(world.matching(definition)).toEqual(selected);
    return selected.length === 1;
  };

  test('specific apps are those with at least one session', () => {
    const apps = [
      { app_id: 'a', sessions: 1 },
      { app_id: 'b', sessions: 0 },
      { app_id: 'c' },
      { sessions: 5 },
    ];
    const passing = ['a', 'b', 'c', 'd'].filter((id) =>
      appsUsed({ scope: 'specific', appIds: [id] }, { apps }),
    );
    expect(passing).toEqual(['a']);
    expect(appsUsed({ scope: 'specific', appIds: ['d', 'a'] }, { apps })).toBe(true);
  });

  test('no apps means no session, in an app or in all', () => {
    expect(appsUsed({ scope: 'none' }, {})).toBe(true);
    expect(appsUsed({ scope: 'none' }, { apps: [{ app_id: 'a', sessions: 0 }] })).toBe(true);
    expect(appsUsed({ scope: 'none' }, { apps: [{ app_id: 'a', sessions: 1 }] })).toBe(false);
    expect(appsUsed({ scope: 'none' }, { sessionCount: 1 })).toBe(false);
  });

  test('first and last use are those of all apps together', () => {
    const apps = [
      { first_used: '2026-01-05T00:00:00Z', last_used: '2026-01-10T00:00:00Z' },
      { first_used: '2026-01-01T00:00:00Z', last_used: '2026-01-07T00:00:00Z' },
      { first_used: 'unknown' },
    ];
    const wasBefore = (type: 'first_used_app' | 'last_used_app', value: string) =>
      passes({ apps }, { type, comparison: 'before', value });
    expect([wasBefore('first_used_app', '2026-01-02'), wasBefore('first_used_app', '2026-01-01')]).toEqual([
      true,
      false,
    ]);
    expect([wasBefore('last_used_app', '2026-01-11'), wasBefore('last_used_app', '2026-01-10')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('standard fields', () => {
  test.each([
    'country',
    'language',
    'gender',
    'home_city',
    'first_name',
    'last_name',
    'email',
    'phone',
    'external_id',
    'time_zone',
  ] as const)('%s is compared as a text', (field) => {
    const profile = field === 'external_id' ? { externalId: 'Gold' } : { attributes: { [field]: 'Gold' } };
    const text = { type: 'attribute', field, valueType: 'string' } as const;
    expect(passes(profile, { ...text, comparison: 'is_any_of', value: ['Gold'] })).toBe(true);
    expect(passes(profile, { ...text, comparison: 'is_any_of', value: ['gold'] })).toBe(false);
    expect(passes(profile, { ...text, comparison: 'contains_any_of', value: ['ol'] })).toBe(true);
    expect(passes(profile, { ...text, comparison: 'does_not_match_regex', value: '^g' })).toBe(false);
    expect(passes(profile, { ...text, comparison: 'exists' })).toBe(true);
    expect(passes({}, { ...text, comparison: 'exists' })).toBe(false);
    expect(passes({}, { ...text, comparison: 'is_none_of', value: ['Gold'] })).toBe(true);
    expect(passes({}, { ...text, comparison: 'does_not_match_regex', value: 'x' })).toBe(false);
  });

  test('created_at is the moment the profile was made, and never missing', () => {
    const createdAt = { type: 'attribute', field: 'created_at', valueType: 'time' } as const;
    const profile = { createdAt: now - day };
    expect(passes(profile, { ...createdAt, comparison: 'less_than_days_ago', value: 1 }, now)).toBe(true);
    expect(passes(profile, { ...createdAt, comparison: 'more_than_days_ago', value: 1 }, now)).toBe(false);
    expect(passes(profile, { ...createdAt, comparison: 'after', value: '2026-04-15' }, now)).toBe(true);
    expect(passes(profile, { ...createdAt, comparison: 'exists' }, now)).toBe(true);
    expect(passes(profile, { ...createdAt, comparison: 'does_not_exist' }, now)).toBe(false);
  });
});

describe('date of birth', () => {
  const dob = { type: 'attribute', field: 'dob' } as const;
  const ageOf = (born: string, at: number) =>
    [17, 18, 19].find((value) =>
      passes({ attributes: { dob: born } }, { ...dob, comparison: 'age_exactly', value }, at),
    );

  test('an age is completed on the birthday, in UTC', () => {
    expect(ageOf('2008-04-17', Date.UTC(2026, 3, 17))).toBe(18);
    expect(ageOf('2008-04-17', Date.UTC(2026, 3, 17) - 1)).toBe(17);
  });

  test.each([
    ['age_less_than', [19]],
    ['age_exactly', [18]],
    ['age_more_than', [17]],
  ] as const)('%s', (comparison, matching) => {
    const attributes = { dob: '2008-04-17' };
    const bounds = [17, 18, 19].filter((value) => passes({ attributes }, { ...dob, comparison, value }, now));
    expect(bounds).toEqual(matching);
  });

  test('29 February counts as 1 March', () => {
    expect(ageOf('2008-02-29', Date.UTC(2026, 1, 28))).toBe(17);
    expect(ageOf('2008-02-29', Date.UTC(2026, 2, 1))).toBe(18);
    const birthdayOn = (value: string) =>
      passes({ attributes: { dob: '2008-02-29' } }, { ...dob, comparison: 'birthday_on', value });
    expect(['02-28', '02-29', '03-01', '03-02'].filter(birthdayOn)).toEqual(['02-29', '03-01']);
  });

  test('a profile without a date has neither an age nor a birthday', () => {
    const undated: JsonObject[] = [{}, { dob: 'unknown' }, { dob: '2001-02-29' }];
    for (const attributes of undated) {
      expect(passes({ attributes }, { ...dob, comparison: 'age_less_than', value: 999 })).toBe(false);
      expect(passes({ attributes }, { ...dob, comparison: 'birthday_on', value: '03-01' })).toBe(false);
    }
    expect(passes({}, { ...dob, comparison: 'does_not_exist' })).toBe(true);
    expect(passes({ attributes: { dob: '2008-02-29' } }, { ...dob, comparison: 'exists' })).toBe(true);
  });
});

describe('names of attributes', () => {
  const has = (name: string, path?: string): SegmentFilter => ({
    type: 'custom_attribute',
    name,
    path,
    valueType: 'string',
    comparison: 'exists',
  });
  const names = [
    'a.b',
    'a"b',
    'a\\',
    '\\"',
    "a'",
    '$',
    '[0]',
    '',
    ' ',
    'A',
    'é',
    '😀',
    '\u2028',
    '__proto__',
    'a\0b',
  ];
  const longName = 'n'.repeat(5_000);

  test.each([...names, longName].map((name) => [name]))(
    '%j is found as it is spelled, and only so',
    (name) => {
      const attributes = Object.fromEntries([[name, 'x']]);
      expect(passes({ attributes }, has(name))).toBe(true);
      for (const other of [...names, 'a', 'toString', `${name}x`].filter((its) => its !== name)) {
        expect(passes({ attributes }, has(other))).toBe(false);
      }
    },
  );

  test('a path leads into objects, and is lost where there is none', () => {
    const attributes = { address: { geo: { city: 'Utrecht', '': { x: 1 } } }, list: ['x'], text: 'x' };
    expect(passes({ attributes }, has('address', 'geo.city'))).toBe(true);
    expect(passes({ attributes }, has('address', 'geo..x'))).toBe(true);
    for (const path of ['city', 'geo.city.x', 'geo.country', 'toString']) {
      expect(passes({ attributes }, has('address', path))).toBe(false);
    }
    expect(passes({ attributes }, has('list', '0'))).toBe(false);
    expect(passes({ attributes }, has('text', 'length'))).toBe(false);
  });
});
