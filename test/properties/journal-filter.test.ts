import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EmulatorError } from '../../src/domain/errors.js';
import { isMatch, type JournalFilter } from '../../src/domain/journal/request-match.js';
import type { RequestRecord } from '../../src/domain/journal/request-record.js';
import { createEmulator } from '../../src/emulator.js';
import { requestFacts } from '../../src/wire/control/journal/expectations.js';
import { aRecord } from '../support/journal.js';
import { runs } from '../support/properties/property-runs.js';

const paths = [
  '/users/track',
  '/Users/Track',
  '/partners/hightouch/cohorts',
  '/partners/segment/cohorts/users',
];
const routes = [...paths, '/users/*', '/partners/*/cohorts', '/partners/**', '/**', '/nothing'];
const methods = ['GET', 'POST'];
const partners = ['hightouch', 'segment'];
const rules = ['invalid_cohort_id', 'unknown_user'] as const;
const statuses = [201, 400, 404, 500];

const record: fc.Arbitrary<RequestRecord> = fc
  .record({
    method: fc.constantFrom(...methods),
    path: fc.constantFrom(...paths),
    query: fc.constantFrom('', '?a=b'),
    partner: fc.option(fc.constantFrom(...partners), { nil: undefined }),
    cohortId: fc.option(fc.constantFrom('vip', 'VIP'), { nil: undefined }),
    status: fc.option(fc.constantFrom(...statuses), { nil: null }),
    refusedBy: fc.option(fc.constantFrom('invalid_cohort_id' as const), { nil: undefined }),
    notedBy: fc.subarray([...rules]),
  })
  .map(({ partner, cohortId, status, refusedBy, notedBy, ...its }) =>
    aRecord({
      ...its,
      ...(partner !== undefined && { partner }),
      ...(cohortId !== undefined && { cohortId }),
      ...(refusedBy !== undefined && { refusal: new EmulatorError(refusedBy, 'Refused') }),
      notes: notedBy.map((rule) => ({ rule, message: 'Noted' })),
      answer: status === null ? null : { status, headers: {}, body: { kind: 'none' } },
    }),
  );

function maybe<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}

const filter: fc.Arbitrary<JournalFilter> = fc.record({
  route: maybe(fc.constantFrom(...routes)),
  method: maybe(fc.constantFrom('GET', 'post')),
  partner: maybe(fc.constantFrom('hightouch', 'SEGMENT')),
  cohortId: maybe(fc.constantFrom('vip', 'none')),
  status: maybe(fc.constantFrom(...statuses, '2xx' as const, '4xx' as const)),
  decision: maybe(fc.constantFrom('accepted' as const, 'refused' as const)),
  rule: maybe(fc.constantFrom(...rules)),
});

test('a filter of the journal finds what the matcher of verify and wait matches', () => {
  const emulator = createEmulator();
  const filters = fc.array(filter, { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), filters, (records, asked) => {
      emulator.deleteRequests(null);
      for (const its of records) emulator.recordRequest(its, []);
      const all = emulator.listRequests(null, {}, { limit: 100 }).items;
      expect(all).toHaveLength(records.length);
      for (const its of asked) {
        const matching = all.filter(({ entry }) => isMatch(its, requestFacts(entry)));
        expect(emulator.listRequests(null, its, { limit: 100 }).items).toEqual(matching);
      }
    }),
    runs(100),
  );
  emulator.close();
});
