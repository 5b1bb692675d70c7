import fc from 'fast-check';

/**
 * Any one code point but half surrogates, as the unit of a string. The same as fast-check's 'binary', which makes a table
 * of the million and more of them as soon as it is to shrink: a second, in every worker.
 */
export const anyCodePoint: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10f7ff })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));
