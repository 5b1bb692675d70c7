import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDefinition } from '../../src/domain/segments/describe.js';
import { definitionInput, definitionJson } from '../../src/wire/control/segments/definition.js';
import { anyCodePoint } from '../support/properties/any-code-point.js';
import { runs } from '../support/properties/property-runs.js';
import { around, refusalOf } from '../support/segments/definition-refusal.js';
import { filtersInWords } from '../support/segments/segment-filters.js';

const names = {
  partnerFilter: (partner: string) => partner,
  cohort: () => undefined,
  segment: () => undefined,
};

const fieldNames = [...new Set(filtersInWords.flatMap(([filter]) => Object.keys(filter)))];
/** JSON has no negative zero. */
const anyNumber = fc.double().map((number) => number + 0);
const fieldValues = filtersInWords.flatMap(([filter]) => Object.values(filter));

/** A good filter of which some fields are lost, or have values that are no good or belong elsewhere. */
const anySpoiltFilter = fc
  .tuple(
    fc.constantFrom(...filtersInWords.map(([filter]) => filter)),
    fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...fieldNames), fc.string(), fc.constant('__proto__')),
        fc.oneof(
          fc.constantFrom(...fieldValues),
          fc.jsonValue(),
          fc.string({ unit: anyCodePoint }),
          anyNumber,
        ),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([filter, changes]) => Object.fromEntries([...Object.entries(filter), ...changes]));

test('whatever is sent as a filter is refused with its place, or saved and shown the same', () => {
  let saved = 0;
  fc.assert(
    fc.property(anySpoiltFilter, (filter) => {
      const definition = around(filter);
      const refusal = refusalOf(definition);
      if (refusal !== undefined) {
        expect(refusal).toMatch(/^definition\.groups\[1\]\.filters\[1\].* is /s);
        return;
      }
      saved++;
      const read = definitionInput.parse(definition);
      expect(definitionInput.parse(definitionJson(read))).toEqual(read);
      expect(JSON.parse(JSON.stringify(read))).toEqual(read);
      expect(describeDefinition(read, names)).not.toBe('');
    }),
    runs(600),
  );
  expect(saved).toBeGreaterThan(100);
});
