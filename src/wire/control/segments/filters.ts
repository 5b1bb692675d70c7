import { z } from 'zod';
import { countWithinDaysMax, segmentFilterBytesMax, withinDaysMax } from '../../../domain/limits.js';
import type { SegmentFilter } from '../../../domain/segments/definition.js';
import { parseIsoTime } from '../../../domain/time/time.js';
import { camelFields, snakeFields } from '../../field-names.js';
import {
  anyCondition,
  daysAgo,
  daysAway,
  existence,
  listOf,
  moment,
  textChoice,
  textList,
  textRegex,
  wholeNumber,
} from './value-condition.js';

// Every filter of contract segments-and-messaging 6.4. Which form is meant follows from `type`, then from the field that
// tells its forms apart, so that a refusal names the one thing that is wrong.

const name = z.string().min(1);
const inclusion = z.enum(['includes', 'does_not_include']);
const assertion = z.enum(['is', 'is_not']);
const counted = z.enum(['more_than', 'less_than', 'exactly']);

const cohort = z.strictObject({
  type: z.literal('cohort'),
  partner: name.toLowerCase().describe('Path name, e.g. hightouch; enabled for the workspace.'),
  comparison: inclusion,
  cohort_ids: listOf(name),
});

const segment = z.strictObject({
  type: z.literal('segment'),
  comparison: inclusion,
  segment_ids: listOf(name),
});

const customAttribute = anyCondition({
  type: z.literal('custom_attribute'),
  name,
  path: name
    .optional()
    .describe(
      'Leads into an object attribute, names joined by dots; [] stands for every element of an array.',
    ),
});

const choice = {
  type: z.literal('attribute'),
  field: z.enum(['country', 'language', 'gender']),
};
const text = {
  type: z.literal('attribute'),
  field: z.enum(['home_city', 'first_name', 'last_name', 'email', 'phone', 'external_id', 'time_zone']),
};
const creation = { type: z.literal('attribute'), field: z.literal('created_at') };
const birth = { type: z.literal('attribute'), field: z.literal('dob') };

/** What is asked of a profile field has the type that the field has; the domain says it, the wire need not. */
const attribute = z.discriminatedUnion('field', [
  z
    .discriminatedUnion('comparison', [
      z.strictObject({ ...choice, ...textChoice }),
      z.strictObject({ ...choice, ...existence }),
    ])
    .transform((its) => ({ ...its, value_type: 'string' as const })),
  z
    .discriminatedUnion('comparison', [
      z.strictObject({ ...text, ...textList }),
      z.strictObject({ ...text, ...textRegex }),
      z.strictObject({ ...text, ...existence }),
    ])
    .transform((its) => ({ ...its, value_type: 'string' as const })),
  z
    .discriminatedUnion('comparison', [
      z.strictObject({ ...creation, ...moment }),
      z.strictObject({ ...creation, ...daysAway }),
      z.strictObject({ ...creation, ...existence }),
    ])
    .transform((its) => ({ ...its, value_type: 'time' as const })),
  z.discriminatedUnion('comparison', [
    z.strictObject({
      ...birth,
      comparison: z.enum(['age_more_than', 'age_less_than', 'age_exactly']),
      value: wholeNumber(0),
    }),
    z.strictObject({
      ...birth,
      comparison: z.literal('birthday_on'),
      value: z.string().refine(isDayOfYear, 'expected a day as MM-DD, such as 02-29'),
    }),
    z.strictObject({ ...birth, ...existence }),
  ]),
]);

function isDayOfYear(text: string): boolean {
  // 2024 has all days of a year.
  return /^\d{2}-\d{2}$/.test(text) && parseIsoTime(`2024-${text}`) !== undefined;
}

const within = { within_days: wholeNumber(1, withinDaysMax).optional() };

/** How often something was done can be told up to 50 where days are counted. */
function assertCountable(its: { value: number; within_days?: number }, context: z.core.$RefinementCtx): void {
  if (its.within_days === undefined || its.value <= countWithinDaysMax) return;
  context.addIssue({
    code: 'custom',
    path: ['value'],
    message: `expected a whole number from 0 to ${countWithinDaysMax} beside within_days, received ${its.value}`,
  });
}

const event = { type: z.literal('custom_event'), name };
const property = anyCondition({ name })
  .transform(camelFields)
  .meta({ id: 'property_condition', description: 'A condition on a property of an event or purchase.' });

/** First times are told in whole days, last times in any. [doc] segmentation_filters */
const customEvent = z.discriminatedUnion('metric', [
  z
    .strictObject({
      ...event,
      metric: z.literal('count'),
      comparison: counted,
      value: wholeNumber(0),
      ...within,
      property: property.optional(),
    })
    .superRefine(assertCountable),
  z.discriminatedUnion('comparison', [
    z.strictObject({ ...event, metric: z.literal('first'), ...moment }),
    z.strictObject({ ...event, metric: z.literal('first'), ...daysAgo(wholeNumber(0)) }),
  ]),
  z.discriminatedUnion('comparison', [
    z.strictObject({ ...event, metric: z.literal('last'), ...moment }),
    z.strictObject({ ...event, metric: z.literal('last'), ...daysAgo() }),
  ]),
]);

const purchase = {
  type: z.literal('purchase'),
  product_id: name
    .nullish()
    .transform((its) => its ?? undefined)
    .describe('Left out or null, of any product.'),
};
const purchases = z.discriminatedUnion('metric', [
  z
    .strictObject({
      ...purchase,
      metric: z.literal('count'),
      comparison: counted,
      value: wholeNumber(0),
      ...within,
    })
    .superRefine(assertCountable),
  z.strictObject({
    ...purchase,
    metric: z.literal('money_spent'),
    comparison: counted,
    value: z.number(),
    ...within,
  }),
  z.strictObject({
    ...purchase,
    metric: z.literal('has_purchased'),
    product_id: name,
    comparison: z.literal('is'),
    value: z.boolean(),
  }),
  z.discriminatedUnion('comparison', [
    z.strictObject({ ...purchase, metric: z.literal('first'), ...moment }),
    z.strictObject({ ...purchase, metric: z.literal('first'), ...daysAgo(wholeNumber(0)) }),
  ]),
  z.discriminatedUnion('comparison', [
    z.strictObject({ ...purchase, metric: z.literal('last'), ...moment }),
    z.strictObject({ ...purchase, metric: z.literal('last'), ...daysAgo() }),
  ]),
]);

const bucket = wholeNumber(0, 9_999);
const randomBucket = z.discriminatedUnion('comparison', [
  z.strictObject({
    type: z.literal('random_bucket'),
    comparison: z.enum(['less_than', 'at_most', 'more_than', 'at_least', 'exactly']),
    value: bucket,
  }),
  z.strictObject({
    type: z.literal('random_bucket'),
    comparison: z.literal('between'),
    value: z
      .tuple([bucket, bucket], 'expected the lowest and the highest bucket')
      .refine(([lowest, highest]) => lowest <= highest, 'expected the lowest bucket before the highest'),
  }),
]);

const appUse = { type: z.enum(['last_used_app', 'first_used_app']) };

const states = [
  z.strictObject({ type: z.literal('email_available'), value: z.boolean() }),
  z.strictObject({
    type: z.literal('identity'),
    is: z.enum(['identified', 'anonymous', 'alias_only']),
  }),
  z.strictObject({
    type: z.literal('subscription'),
    channel: z.enum(['email', 'push']),
    comparison: assertion,
    value: z.enum(['opted_in', 'subscribed', 'unsubscribed']),
  }),
  z.strictObject({
    type: z.literal('subscription_group'),
    group_id: name,
    comparison: assertion,
    value: z.enum(['subscribed', 'unsubscribed']),
  }),
  z.strictObject({ type: z.literal('session_count'), comparison: counted, value: wholeNumber(0) }),
  z.strictObject({
    type: z.literal('received_campaign'),
    campaign_id: name,
    comparison: z.enum(['has', 'has_not']),
  }),
] as const;

const anyFilter = z.discriminatedUnion('type', [
  cohort,
  segment,
  customAttribute,
  attribute,
  customEvent,
  purchases,
  randomBucket,
  z.discriminatedUnion('comparison', [
    z.strictObject({ ...appUse, ...moment }),
    z.strictObject({ ...appUse, ...daysAgo() }),
  ]),
  ...states,
]);

type FilterFields = z.input<typeof anyFilter>;

// Named, as are the schemas that are made of it: spelled out in full, their declarations would take megabytes.
export interface FilterSchema extends z.ZodType<SegmentFilter, FilterFields> {}

/** One filter. */
export const filterInput: FilterSchema = anyFilter
  .transform((its): SegmentFilter => withPathApart(camelFields(its)))
  .superRefine((filter, context) => {
    if (filter.type === 'custom_attribute' && (filter.path ?? '').split('[]').length > 2) {
      const message = 'expected at most one []: Braze looks into one array, not into arrays in arrays';
      context.addIssue({ code: 'custom', path: ['path'], message });
    }
    const bytes = Buffer.byteLength(JSON.stringify(filterJson(filter)));
    if (bytes <= segmentFilterBytesMax) return;
    const message = `expected at most ${segmentFilterBytesMax} bytes as JSON, received ${bytes}`;
    context.addIssue({ code: 'custom', message });
  })
  .meta({ id: 'segment_filter', description: 'One criterion of a segment.' });

/** A name as people write it, `pets[].type`, is the attribute and a path into it. */
function withPathApart(filter: SegmentFilter): SegmentFilter {
  if (filter.type !== 'custom_attribute' || filter.path !== undefined) return filter;
  const [, name, path] = /^(.+?)(\[\](?:\..+)?)$/s.exec(filter.name) ?? [];
  return name === undefined ? filter : { ...filter, name, path };
}

/** A filter as it is sent. */
export function filterJson(filter: SegmentFilter): FilterFields {
  const fields = snakeFields(filter);
  if (filter.type === 'attribute') delete fields.value_type;
  return fields as FilterFields;
}
