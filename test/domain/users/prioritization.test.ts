import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isPrioritizationConsistent,
  type Prioritization,
  prioritizationCriteria,
  prioritize,
} from '../../../src/domain/users/prioritization.js';

const identified = (number: number, revision: number) => ({ number, revision, isIdentified: true });
const anonymous = (number: number, revision: number) => ({ number, revision, isIdentified: false });
const everybody = [identified(1, 10), anonymous(2, 40), identified(3, 30), anonymous(4, 20)];

test.each<[Prioritization, number | undefined]>([
  [[], undefined],
  [['identified'], undefined],
  [['unidentified'], undefined],
  [['most_recently_updated'], 2],
  [['least_recently_updated'], 1],
  [['identified', 'most_recently_updated'], 3],
  [['identified', 'least_recently_updated'], 1],
  [['unidentified', 'most_recently_updated'], 2],
  [['unidentified', 'least_recently_updated'], 4],
  [['most_recently_updated', 'identified'], undefined],
  [['most_recently_updated', 'unidentified'], 2],
])('%j chooses %s', (criteria, chosen) => {
  expect(prioritize(everybody, criteria)?.number).toBe(chosen);
});

test('a kind that nobody is of leaves nobody, and a single candidate needs no criteria', () => {
  expect(prioritize([identified(1, 1)], ['unidentified', 'most_recently_updated'])).toBeUndefined();
  expect(prioritize([identified(1, 1)], [])?.number).toBe(1);
  expect(prioritize([], ['most_recently_updated'])).toBeUndefined();
});

test('only identified and unidentified together are inconsistent', () => {
  expect(isPrioritizationConsistent(['identified', 'most_recently_updated', 'unidentified'])).toBe(false);
  expect(isPrioritizationConsistent(['identified', 'most_recently_updated', 'least_recently_updated'])).toBe(
    true,
  );
});

const aCandidate = fc.record({ number: fc.nat(), revision: fc.nat(), isIdentified: fc.boolean() });
const byRevision = { selector: (candidate: { revision: number }) => candidate.revision };

test('by the time of the update alone one of any candidates is chosen', () => {
  const candidates = fc.uniqueArray(aCandidate, { ...byRevision, minLength: 1 });
  const criteria = prioritizationCriteria.filter((criterion) => criterion.endsWith('_updated'));
  fc.assert(
    fc.property(candidates, fc.constantFrom(...criteria), (its, criterion) => {
      expect(its).toContain(prioritize(its, [criterion]));
    }),
  );
});

test('the order of the candidates never matters, and who is chosen is one of them', () => {
  const candidates = fc.uniqueArray(aCandidate, byRevision);
  const criteria = fc.array(fc.constantFrom(...prioritizationCriteria), { maxLength: 3 });
  fc.assert(
    fc.property(candidates, criteria, (its, how) => {
      const chosen = prioritize(its, how);
      expect(prioritize(its.toReversed(), how)).toBe(chosen);
      expect([undefined, ...its]).toContain(chosen);
    }),
  );
});
