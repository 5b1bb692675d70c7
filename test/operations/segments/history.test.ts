import { describe, expect, test } from 'vitest';
import type { SegmentFilter } from '../../../src/domain/segments/definition.js';
import type { ProfileEvent, ProfilePurchase } from '../../../src/domain/users/user-profile.js';
import { day, hour } from '../../support/clock.js';
import { passes } from '../../support/segments/segment-world.js';

// Filters on what a profile did, at their edges and by both evaluators.

/** The documented example of a day window: 73 hours before it begin the three days. */
const now = Date.UTC(2026, 3, 17, 1, 0, 0);
const threeDaysStart = Date.UTC(2026, 3, 14);

const anEvent = (at: number, properties = {}): ProfileEvent => ({
  name: 'opened',
  at,
  appId: null,
  properties,
});
const aPurchase = (fields: Partial<ProfilePurchase> = {}): ProfilePurchase => ({
  productId: 'socks',
  currency: 'EUR',
  price: 10,
  quantity: 1,
  at: now,
  appId: null,
  properties: {},
  ...fields,
});

describe('custom events', () => {
  const opened = { type: 'custom_event', name: 'opened' } as const;
  const count = { ...opened, metric: 'count' } as const;

  test('a window of 3 days begins at 00:00 UTC three days before today: after 73 hours at 01:00', () => {
    const inWindow: SegmentFilter = { ...count, comparison: 'exactly', value: 1, withinDays: 3 };
    expect(now - threeDaysStart).toBe(73 * hour);
    expect(passes({ events: [anEvent(threeDaysStart)] }, inWindow, now)).toBe(true);
    expect(passes({ events: [anEvent(threeDaysStart - 1)] }, inWindow, now)).toBe(false);
  });

  test('a window ends now, the moment itself included', () => {
    const inWindow: SegmentFilter = { ...count, comparison: 'exactly', value: 1, withinDays: 1 };
    expect(passes({ events: [anEvent(now)] }, inWindow, now)).toBe(true);
    expect(passes({ events: [anEvent(now + 1)] }, inWindow, now)).toBe(false);
  });

  test('at midnight a window of 1 day is the whole day before', () => {
    const midnight = Date.UTC(2026, 3, 17);
    const inWindow: SegmentFilter = { ...count, comparison: 'more_than', value: 0, withinDays: 1 };
    expect(passes({ events: [anEvent(midnight - day)] }, inWindow, midnight)).toBe(true);
    expect(passes({ events: [anEvent(midnight - day - 1)] }, inWindow, midnight)).toBe(false);
  });

  test('without days all time counts', () => {
    const ever: SegmentFilter = { ...count, comparison: 'more_than', value: 1 };
    expect(passes({ events: [anEvent(0), anEvent(now)] }, ever, now)).toBe(true);
    expect(passes({ events: [anEvent(0)] }, ever, now)).toBe(false);
  });

  test('events of another name do not count', () => {
    const events = [{ ...anEvent(now), name: 'Opened' }];
    expect(passes({ events }, { ...count, comparison: 'exactly', value: 0 }, now)).toBe(true);
  });

  test.each([
    ['less_than', 2, [1]],
    ['exactly', 2, [2]],
    ['more_than', 2, [3]],
  ] as const)('%s %i', (comparison, value, matching) => {
    const passing = [1, 2, 3].filter((times) =>
      passes({ events: Array(times).fill(anEvent(now)) }, { ...count, comparison, value }, now),
    );
    expect(passing).toEqual(matching);
  });

  test('with a property only occurrences that satisfy it count', () => {
    const isShoes = { name: 'category', valueType: 'string', comparison: 'is_any_of', value: ['shoes'] };
    const filter = { ...count, comparison: 'exactly', value: 1, property: isShoes } as SegmentFilter;
    const events = [anEvent(now, { category: 'shoes' }), anEvent(now, { category: 'socks' }), anEvent(now)];
    expect(passes({ events }, filter, now)).toBe(true);
    const isNot = { ...isShoes, comparison: 'is_none_of' };
    expect(passes({ events }, { ...filter, value: 2, property: isNot } as SegmentFilter, now)).toBe(true);
  });

  test('with a property and without days a count looks back 30 days', () => {
    const property = { name: 'category', valueType: 'string', comparison: 'exists' } as const;
    const filter: SegmentFilter = { ...count, comparison: 'exactly', value: 1, property };
    const start = Date.UTC(2026, 2, 18);
    expect(passes({ events: [anEvent(start, { category: 'x' })] }, filter, now)).toBe(true);
    expect(passes({ events: [anEvent(start - 1, { category: 'x' })] }, filter, now)).toBe(false);
  });

  test('first and last look at the earliest and the latest occurrence', () => {
    const events = [anEvent(now - 5 * day), anEvent(now - day)];
    const recently = { comparison: 'less_than_days_ago', value: 2 } as const;
    expect(passes({ events }, { ...opened, metric: 'last', ...recently }, now)).toBe(true);
    expect(passes({ events }, { ...opened, metric: 'first', ...recently }, now)).toBe(false);
    const before = { comparison: 'before', value: '2026-04-13' } as const;
    expect(passes({ events }, { ...opened, metric: 'first', ...before }, now)).toBe(true);
    expect(passes({ events }, { ...opened, metric: 'last', ...before }, now)).toBe(false);
  });
});

describe('purchases', () => {
  const purchase = { type: 'purchase' } as const;
  const count = { ...purchase, metric: 'count', comparison: 'exactly' } as const;
  const spent = { ...purchase, metric: 'money_spent', comparison: 'exactly' } as const;

  test('a quantity of n counts as n purchases, a refund too', () => {
    const purchases = [aPurchase({ quantity: 3 }), aPurchase({ price: -10 })];
    expect(passes({ purchases }, { ...count, value: 4 }, now)).toBe(true);
  });

  test('a refund lowers the money spent', () => {
    const purchases = [aPurchase({ price: 19.99, quantity: 3 }), aPurchase({ price: -9.97 })];
    expect(passes({ purchases }, { ...spent, value: 50 }, now)).toBe(true);
  });

  test('money spent is compared in cents', () => {
    const purchases = [aPurchase({ price: 0.1 }), aPurchase({ price: 0.2 })];
    expect(passes({ purchases }, { ...spent, value: 0.3 }, now)).toBe(true);
    expect(passes({ purchases }, { ...spent, comparison: 'more_than', value: 0.3 }, now)).toBe(false);
    expect(passes({ purchases: [aPurchase({ price: 0.005 })] }, { ...spent, value: 0.01 }, now)).toBe(true);
    expect(passes({ purchases: [aPurchase({ price: -0.005 })] }, { ...spent, value: -0.01 }, now)).toBe(true);
  });

  test('money spent that no number holds is more than any bound', () => {
    const purchases = [aPurchase({ price: 1e308, quantity: 100 })];
    expect(passes({ purchases }, { ...spent, comparison: 'more_than', value: 1e9 }, now)).toBe(true);
  });

  test('with days only the last 50 purchases count as money spent, but all of them as purchases', () => {
    const early = Array(10).fill(aPurchase({ price: 1_000, at: now - day }));
    const purchases = [...early, ...Array(50).fill(aPurchase({ price: 1 }))];
    expect(passes({ purchases }, { ...spent, value: 50, withinDays: 2 }, now)).toBe(true);
    expect(passes({ purchases }, { ...spent, value: 10_050 }, now)).toBe(true);
    expect(passes({ purchases }, { ...count, value: 60, withinDays: 2 }, now)).toBe(true);
  });

  test('of purchases at one moment the ones sent later are the last', () => {
    const purchases = [
      ...Array(10).fill(aPurchase({ price: 1_000 })),
      ...Array(50).fill(aPurchase({ price: 1 })),
    ];
    expect(passes({ purchases }, { ...spent, value: 50, withinDays: 1 }, now)).toBe(true);
  });

  test('a window begins and ends as for events', () => {
    const atStart = { purchases: [aPurchase({ at: threeDaysStart })] };
    const beforeStart = { purchases: [aPurchase({ at: threeDaysStart - 1 })] };
    for (const filter of [
      { ...count, value: 1, withinDays: 3 },
      { ...spent, value: 10, withinDays: 3 },
    ]) {
      expect(passes(atStart, filter, now)).toBe(true);
      expect(passes(beforeStart, filter, now)).toBe(false);
    }
  });

  test('with a product only its purchases count', () => {
    const purchases = [aPurchase(), aPurchase({ productId: 'shoes', price: 90, at: now - day })];
    expect(passes({ purchases }, { ...count, productId: 'shoes', value: 1 }, now)).toBe(true);
    expect(passes({ purchases }, { ...spent, productId: 'shoes', value: 90 }, now)).toBe(true);
    expect(passes({ purchases }, { ...spent, value: 100 }, now)).toBe(true);
    const lastHour = { metric: 'last', comparison: 'less_than_days_ago', value: 0.1 } as const;
    expect(passes({ purchases }, { ...purchase, ...lastHour }, now)).toBe(true);
    expect(passes({ purchases }, { ...purchase, ...lastHour, productId: 'shoes' }, now)).toBe(false);
  });

  test('has_purchased is true for who bought the product and false for the others', () => {
    const bought = { ...purchase, metric: 'has_purchased', productId: 'socks', comparison: 'is' } as const;
    const buyer = { purchases: [aPurchase()] };
    const other = { purchases: [aPurchase({ productId: 'shoes' })] };
    expect([true, false].map((value) => passes(buyer, { ...bought, value }, now))).toEqual([true, false]);
    expect([true, false].map((value) => passes(other, { ...bought, value }, now))).toEqual([false, true]);
  });
});
