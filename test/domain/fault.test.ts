import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assertCanMatch,
  type Fault,
  type FaultEffect,
  type FaultMatch,
  meetRequest,
  remainingStrikes,
} from '../../src/domain/fault.js';
import { isMatch } from '../../src/domain/journal/request-match.js';
import { aStoredFault } from '../support/faults.js';

/** What each of `count` requests meets, in turn: the place of its step, `null` for none; until the fault is used up. */
function meetings(fault: Fault, randoms: readonly number[]): (FaultEffect | null | undefined)[] {
  let present = fault;
  const met: (FaultEffect | null | undefined)[] = [];
  for (const random of randoms) {
    if (remainingStrikes(present) === 0) break;
    const { step, ...counts } = meetRequest(present, random);
    present = { ...present, ...counts };
    met.push(step);
  }
  return met;
}

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const status = (code: 429 | 500 | 503): FaultEffect => ({ kind: 'status', status: code, retryAfterS: null });

describe('how often', () => {
  test('the first `skip` requests pass, the next `times` are struck, and then it is used up', () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fraction, { minLength: 40, maxLength: 40 }),
        (skip, times, randoms) => {
          const met = meetings(aStoredFault({ skip, times }), randoms);
          expect(met.length).toBe(skip + times);
          expect(met.map((step) => step !== undefined)).toEqual([
            ...Array(skip).fill(false),
            ...Array(times).fill(true),
          ]);
        },
      ),
    );
  });

  test('without `times` it is never used up', () => {
    expect(remainingStrikes(aStoredFault({ times: null, struck: 1_000_000 }))).toBeNull();
  });

  test('a sequence takes its steps in turn, one that lets pass included, and begins anew after the last', () => {
    const steps = [status(503), null, status(429)];
    const fault = aStoredFault({ steps, isSequence: true, times: 5 });
    expect(meetings(fault, Array(9).fill(0.5))).toEqual([...steps, status(503), null]);
  });

  test('probability 0 never strikes and 1 always does, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.array(fraction, { minLength: 1, maxLength: 50 }), (randoms) => {
        expect(meetings(aStoredFault({ probability: 0 }), randoms)).toEqual(randoms.map(() => undefined));
        expect(meetings(aStoredFault({ probability: 1 }), randoms)).toEqual(randoms.map(() => status(503)));
      }),
    );
  });

  test('between them it strikes what is drawn below the probability, and a miss takes no step', () => {
    const fault = aStoredFault({ probability: 0.5, steps: [status(500), status(503)], isSequence: true });
    expect(meetings(fault, [0.5, 0.499, 0.9, 0, 0.5])).toEqual([
      undefined,
      status(500),
      undefined,
      status(503),
      undefined,
    ]);
  });

  test('a skipped request is skipped before anything is drawn', () => {
    expect(meetings(aStoredFault({ skip: 1, times: 1, probability: 0.5 }), [0, 0.6, 0])).toEqual([
      undefined,
      undefined,
      status(503),
    ]);
  });
});

const cohortUsers = {
  method: 'POST',
  path: '/partners/hightouch/cohorts/users',
  partner: 'hightouch',
  cohortId: 'vip',
};
const track = { method: 'POST', path: '/users/track' };

test.each<[FaultMatch, boolean, boolean]>([
  [{}, true, true],
  [{ route: '/partners/hightouch/cohorts/users' }, true, false],
  [{ route: '/partners/*/cohorts/users' }, true, false],
  [{ route: '/Partners/Hightouch/cohorts/users' }, true, false],
  [{ route: '/partners/*/cohorts' }, false, false],
  [{ route: '/partners/*' }, false, false],
  [{ route: '/partners/**' }, true, false],
  [{ route: '/partners/*/cohorts/users/**' }, false, false],
  [{ route: '/**' }, true, true],
  [{ route: '/*' }, false, false],
  [{ route: '/*/*' }, false, true],
  [{ route: '/users/**' }, false, true],
  [{ route: '/users/track' }, false, true],
  [{ route: '/users/trac' }, false, false],
  [{ method: 'POST' }, true, true],
  [{ method: 'GET' }, false, false],
  [{ partner: 'hightouch' }, true, false],
  [{ partner: 'segment' }, false, false],
  [{ cohortId: 'vip' }, true, false],
  [{ cohortId: 'VIP' }, false, false],
  [{ partner: 'hightouch', cohortId: 'vip', route: '/partners/**', method: 'POST' }, true, false],
  [{ partner: 'hightouch', cohortId: 'other' }, false, false],
])('%j fits a cohort request: %s, and a track request: %s', (match, ofCohort, ofTrack) => {
  expect([isMatch(match, cohortUsers), isMatch(match, track)]).toEqual([ofCohort, ofTrack]);
});

const endpoints = [
  { verb: 'POST', path: '/partners/{partner}/cohorts' },
  { verb: 'POST', path: '/partners/{partner}/cohorts/users' },
  { verb: 'POST', path: '/users/track' },
  { verb: 'GET', path: '/segments/list' },
];

test.each<FaultMatch>([
  {},
  { route: '/**' },
  { route: '/partners/hightouch/cohorts' },
  { route: '/partners/*/cohorts', partner: 'hightouch' },
  { route: '/partners/Hightouch/**', partner: 'hightouch', cohortId: 'vip' },
  { method: 'GET', route: '/segments/*' },
  { cohortId: 'vip' },
])('%j can match', (match) => {
  expect(() => assertCanMatch(match, endpoints)).not.toThrow();
});

test.each<[FaultMatch, string]>([
  [{ route: '/partner/*/cohorts' }, 'match.route'],
  [{ route: '/users/track/**' }, 'match.route'],
  [{ method: 'GET', route: '/users/track' }, 'match.route'],
  [{ method: 'PUT' }, 'match.method'],
  [{ partner: 'hightouch', route: '/users/track' }, 'match.partner'],
  [{ cohortId: 'vip', route: '/users/*' }, 'match.cohort_id'],
  [{ cohortId: 'vip', method: 'GET' }, 'match.cohort_id'],
  [{ partner: 'hightouch', route: '/partners/segment/**' }, 'match.partner'],
])('%j is refused at %s, because it could never match', (match, path) => {
  expect(() => assertCanMatch(match, endpoints)).toThrow(
    expect.objectContaining({ code: 'invalid_request', details: { path } }),
  );
});
