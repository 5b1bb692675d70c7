import { z } from 'zod';
import { filterValuesMax, regexLengthMax } from '../../../domain/limits.js';
import { parseIsoTime } from '../../../domain/time/time.js';

// What a filter asks of a value, as the control API has it (contract, segments-and-messaging 6.4). Each form is a shape,
// of which the filters make their own forms.

/** Says what was expected, and what was found when that is short. */
export function expected(what: string) {
  return {
    error: ({ input }: { input?: unknown }) =>
      typeof input === 'number' ? `expected ${what}, received ${input}` : `expected ${what}`,
  };
}

/** A whole number of at least `min`, and at most `max` when that is given. */
export function wholeNumber(min: number, max?: number) {
  const error = expected(
    `a whole number ${max === undefined ? `of at least ${min}` : `from ${min} to ${max}`}`,
  );
  const atLeast = z.int(error).min(min, error);
  return max === undefined ? atLeast : atLeast.max(max, error);
}

/** 1 to 256 of something. */
export function listOf<Item extends z.ZodType>(item: Item) {
  const error = {
    error: ({ input }: { input?: unknown }) =>
      `expected 1 to ${filterValuesMax} values, received ${lengthOf(input)}`,
  };
  return z.array(item).min(1, error).max(filterValuesMax, error);
}

function lengthOf(input: unknown): number {
  return typeof input === 'string' || Array.isArray(input) ? input.length : 0;
}

const someText = z.string().min(1, 'expected a text that is not empty');
/** A date, which stands for all of that day, or a moment. */
const time = z
  .string()
  .refine(
    (text) => parseIsoTime(text) !== undefined,
    'expected an ISO 8601 date or time, such as 2026-02-03 or 2026-02-03T09:00:00Z',
  );
const days = z.number().min(0, expected('a number of days that is not negative'));

/** It is compiled, which takes time, once it is known what those of a definition come to. */
const regex = someText.max(regexLengthMax, {
  error: ({ input }) => `expected at most ${regexLengthMax} characters, received ${lengthOf(input)}`,
  abort: true,
});

/** Shapes of the forms a condition can have, by the type of the value. */
export const existence = { comparison: z.enum(['exists', 'does_not_exist']) };

export const textChoice = {
  comparison: z.enum(['is_any_of', 'is_none_of']),
  value: listOf(z.string()),
};
export const textList = {
  comparison: z.enum(['is_any_of', 'is_none_of', 'contains_any_of', 'does_not_contain_any_of']),
  value: listOf(z.string()),
};
export const textRegex = {
  comparison: z.enum(['matches_regex', 'does_not_match_regex']),
  value: regex,
};

const quantity = {
  comparison: z.enum(['exactly', 'does_not_equal', 'more_than', 'less_than', 'at_least', 'at_most']),
  value: z.number(),
};
const truth = {
  comparison: z.literal('is'),
  value: z.enum(['true', 'false', 'true_or_not_set', 'false_or_not_set']),
};

const elementList = {
  comparison: z.enum(['includes_any_of', 'includes_none_of', 'is_all_of', 'is_not_all_of']),
  value: listOf(z.union([z.string(), z.number(), z.boolean()])),
};
const elementPartList = {
  comparison: z.enum(['values_contain_any_of', 'values_do_not_contain_any_of']),
  value: listOf(z.string()),
};
const elementRegex = { comparison: z.literal('matches_regex'), value: regex };
const elementExistence = { comparison: z.enum(['has_a_value', 'is_empty']) };

export const moment = { comparison: z.enum(['before', 'after']), value: time };
/** @param its  What a number of days may be. */
export const daysAgo = (its: z.ZodNumber = days) => ({
  comparison: z.enum(['more_than_days_ago', 'less_than_days_ago']),
  value: its,
});
export const daysAway = {
  comparison: z.enum(['more_than_days_ago', 'less_than_days_ago', 'in_more_than_days', 'in_less_than_days']),
  value: days,
};

/** Every form of a condition whose value may be of any type, each with the fields of `base` before its own. */
export function anyCondition<Base extends z.ZodRawShape>(base: Base) {
  const text = { ...base, value_type: z.literal('string') };
  const numeric = { ...base, value_type: z.literal('number') };
  const logical = { ...base, value_type: z.literal('boolean') };
  const list = { ...base, value_type: z.literal('array') };
  const temporal = { ...base, value_type: z.literal('time') };
  return z.discriminatedUnion('value_type', [
    z.discriminatedUnion('comparison', [
      z.strictObject({ ...text, ...textList }),
      z.strictObject({ ...text, ...textRegex }),
      z.strictObject({ ...text, ...existence }),
    ]),
    z.discriminatedUnion('comparison', [
      z.strictObject({ ...numeric, ...quantity }),
      z.strictObject({ ...numeric, ...existence }),
    ]),
    z.discriminatedUnion('comparison', [
      z.strictObject({ ...logical, ...truth }),
      z.strictObject({ ...logical, ...existence }),
    ]),
    z.discriminatedUnion('comparison', [
      z.strictObject({ ...list, ...elementList }),
      z.strictObject({ ...list, ...elementPartList }),
      z.strictObject({ ...list, ...elementRegex }),
      z.strictObject({ ...list, ...elementExistence }),
    ]),
    z.discriminatedUnion('comparison', [
      z.strictObject({ ...temporal, ...moment }),
      z.strictObject({ ...temporal, ...daysAway }),
      z.strictObject({ ...temporal, ...existence }),
    ]),
  ]);
}
