import { expect, test } from 'vitest';
import { ArrivalOrder } from '../../../src/domain/contract/arrival-order.js';
import { contractRules } from '../../../src/domain/contract/rules.js';
import { Conduct, manyIds } from '../../support/contract/conduct.js';

test('conduct as it should be breaks no rule', () => {
  const conduct = new Conduct()
    .change([])
    .name()
    .fill({ add: manyIds(1_000) })
    .fill({ add: manyIds(500, 'v') }, { status: 503 })
    .wait(1_000)
    .fill({ add: manyIds(500, 'v') }, { status: null })
    .wait(2_000)
    .fill({ add: manyIds(500, 'v') })
    .wait(3_600_000)
    .name('vip', { name: 'VIPs' })
    .fill({ add: ['new'], remove: ['u-1', 'u-2'] });
  expect(conduct.broken()).toEqual([]);
});

test('every rule says what it is about', () => {
  for (const rule of contractRules) {
    expect(rule.id).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(rule.why.match(/[.] |[.]$/g)?.length, rule.id).toBe(2);
    expect(rule.fix).toMatch(/^[A-Z].*[.]$/s);
    expect(rule.title).not.toMatch(/[.]$/);
    expect(Object.keys(rule.thresholds).every((its) => its !== 'severity')).toBe(true);
  }
  expect(new Set(contractRules.map(({ id }) => id)).size).toBe(contractRules.length);
});

test('at most 20 breaches of a rule are told, and all are counted', () => {
  const conduct = new Conduct();
  for (let count = 0; count < 25; count++) conduct.fill({ add: ['a', 'a'] });
  const { brokenCount, breaches } = conduct.judge('no_repeated_identifiers');
  expect([brokenCount, breaches.length]).toEqual([25, 20]);
});

test('requests are judged in the order of their arrival, not of their answers', () => {
  const conduct = new Conduct().name('vip', {}, { durationMs: 50, nextAfterMs: 10 }).fill({ add: ['a'] });
  conduct.requests.reverse();
  expect(conduct.judge('names_before_filling').verdict).toBe('passed');
});

test('a request waits for others until so many have come, and the first answered of one moment goes first', () => {
  const order = new ArrivalOrder(2);
  const at = (id: string, receivedAt: number) => ({ id, receivedAt }) as never;
  const given = [at('b', 20), at('a', 10), at('c', 20), at('d', 30)].flatMap((its) => order.add(its) ?? []);
  expect([...given, ...order.rest()].map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});
