import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as sets from '../../src/domain/profile-set.js';
import { Database } from '../../src/store/database.js';
import {
  changeProfileSet,
  findProfileSet,
  insertProfileSet,
  isInProfileSet,
} from '../../src/store/profile-sets.js';

/** Numbers near the edges of words and blocks, where bits go wrong. */
const aNumber = fc.oneof(
  fc.constantFrom(0, 1, 31, 32, 63, 64, 65_535, 65_536, 65_537, 131_071, 131_072, 1_000_000),
  fc.nat({ max: 200_000 }),
);
const numbers = fc.array(aNumber, { maxLength: 40 });

const list = (set: sets.ProfileSet) => [...sets.profileNumbers(set)];
const sorted = (values: Iterable<number>) => [...new Set(values)].sort((a, b) => a - b);

/** As lists of cohorts count their members. */
function storedSize(database: Database, profileSet: number): number {
  const sql = 'SELECT coalesce(sum(size), 0) AS size FROM profile_set_blocks WHERE profile_set = ?';
  return database.get<{ size: number }>(sql, profileSet)!.size;
}

test('union, intersection, difference and size agree with JavaScript Sets', () => {
  fc.assert(
    fc.property(numbers, numbers, numbers, (a, b, everyone) => {
      const [setA, setB] = [sets.profileSetOf(a), sets.profileSetOf(b)];
      const all = sets.profileSetOf(everyone);
      expect(list(sets.union([setA, setB]))).toEqual(sorted([...a, ...b]));
      expect(list(sets.intersect([setA, setB], all))).toEqual(sorted(a.filter((n) => b.includes(n))));
      expect(list(sets.without(setA, setB))).toEqual(sorted(a.filter((n) => !b.includes(n))));
      expect(sets.profileSetSize(setA)).toBe(new Set(a).size);
    }),
  );
});

test('the intersection of no sets is everyone and the union of none is nobody', () => {
  const everyone = sets.profileSetOf([1, 70_000]);
  expect(list(sets.intersect([], everyone))).toEqual([1, 70_000]);
  expect(list(sets.union([]))).toEqual([]);
});

test('listing from a position gives exactly the greater numbers, in order', () => {
  fc.assert(
    fc.property(numbers, aNumber, (a, after) => {
      expect([...sets.profileNumbers(sets.profileSetOf(a), after)]).toEqual(
        sorted(a).filter((n) => n > after),
      );
    }),
  );
});

test('a stored set holds what any sequence of changes leaves in it, and its size is the count', () => {
  const database = Database.open();
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(aNumber, fc.boolean()), { maxLength: 20 }), { maxLength: 6 }),
      (batches) => {
        const profileSet = insertProfileSet(database, 1, 'cohort');
        const model = new Set<number>();
        for (const batch of batches) {
          const changes = new Map(batch);
          const entering = [...changes].filter(([n, isIn]) => isIn && !model.has(n)).length;
          const leaving = [...changes].filter(([n, isIn]) => !isIn && model.has(n)).length;
          const unchanged = [...changes].filter(([n, isIn]) => isIn === model.has(n)).map(([n]) => n);
          expect(changeProfileSet(database, profileSet, changes)).toEqual({
            entered: entering,
            left: leaving,
            unchanged,
            isChanged: Uint8Array.from(changes, ([n, isIn]) => (isIn === model.has(n) ? 0 : 1)),
          });
          for (const [n, isIn] of changes) isIn ? model.add(n) : model.delete(n);
        }
        expect(list(findProfileSet(database, profileSet))).toEqual(sorted(model));
        expect(storedSize(database, profileSet)).toBe(model.size);
        for (const [n] of batches.flat()) expect(isInProfileSet(database, profileSet, n)).toBe(model.has(n));
      },
    ),
  );
  database.close();
});
