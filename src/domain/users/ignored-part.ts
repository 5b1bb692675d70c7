import type { Step } from '../json-path.js';

/** What Braze passes over in the attributes of a profile, and what to do about it. */
export const attributeHints = {
  attribute_not_set: undefined,
  attribute_unchanged: undefined,
  attribute_blocklisted: 'custom_attributes of the workspace blocklists it',
  attribute_type: 'custom_attributes of the workspace forces the type; send a value of it',
  canvas_subscription_groups: 'Send it to /users/track',
  country_unknown: 'Send a code of ISO 3166-1 alpha-2, as NL',
  language_unknown: 'Send a code of ISO 639-1 without a region, as en',
  nested_null: 'Leave the key out; null can only remove a whole attribute',
  nested_key: 'Braze takes nested keys of 1 to 255 characters without spaces, dots and dollar signs',
  nested_value: 'Braze takes texts, numbers, booleans, objects, {"$time": …} and arrays of these',
  nested_time: 'Write the time in ISO 8601, as 2026-02-03T09:00:00Z',
  year_out_of_range: 'Braze keeps years from 0 to 3000',
  text_too_long: 'Braze takes attribute names and texts of at most 255 characters',
  array_mixed: 'An array has plain values, or objects, and no arrays',
  array_duplicate: undefined,
  array_full: 'An array keeps its last 500 values',
  attribute_too_large: 'An attribute has at most 100 KB; $remove makes room in an array of objects',
  operator_mixed: '$add, $remove and $update stand alone',
  operator_unconverted: 'Objects in an array change by $add, $remove and $update',
  operator_stored: 'An operator stands alone, or it is a key like any other',
  operator_invalid: undefined,
  not_incremented: 'inc takes a whole number, for an attribute that is one or absent',
  no_array: 'Set the attribute to null or to an array first',
  removed_again: '$add, $remove and $update happen in this order; send the removal in a request before',
  no_object_matches: 'Objects match by a key and a value of the same type',
  nothing_to_remove: undefined,
  nothing_to_merge: undefined,
  group_repeated: 'Send each group once',
} as const satisfies Record<string, string | undefined>;
export type AttributeRule = keyof typeof attributeHints;

/** A part of an attributes object that has no effect. It is JSON: a processing delay may hold it back. */
export interface IgnoredPart {
  /** Where it stands, from the object on. */
  steps: Step[];
  rule: AttributeRule;
  /** The rest of a sentence that begins with the path. */
  reason: string;
  /** The way out, when it is another than that of the rule. */
  hint?: string;
  /** It asks for what is so already. */
  isTolerated?: boolean;
  /** How many of the steps lead to what is not set because of it: it alone, or more. Left out where that goes without saying. */
  fallenSteps?: number;
}

/** Takes a part that has no effect. */
export type Report = (part: IgnoredPart) => void;

/** A part that is so already. */
export function leftAsItWas(steps: Step[]): IgnoredPart {
  return { steps, rule: 'attribute_unchanged', reason: 'leaves the attribute as it was', isTolerated: true };
}

/** A part of one attribute, as a part of the attributes object. */
export function partUnder(name: string, part: IgnoredPart): IgnoredPart {
  const { steps, fallenSteps } = part;
  return {
    ...part,
    steps: [name, ...steps],
    ...(fallenSteps !== undefined && { fallenSteps: fallenSteps + 1 }),
  };
}
