import type { ValueCondition } from '../../../domain/segments/condition.js';
import {
  type AppsUsed,
  type BirthCondition,
  type FilterGroup,
  type FilterGroups,
  type MomentCondition,
  type SegmentContent,
  type SegmentDefinition,
  type SegmentFilter,
  type Target,
  textFields,
} from '../../../domain/segments/definition.js';
import type { Expression, LeafFilter } from '../../../domain/segments/expression.js';
import {
  anyOf,
  both,
  byTag,
  finite,
  flag,
  listOf,
  object,
  oneOf,
  optional,
  recursive,
  type Shape,
  text,
  wholeWithin,
} from '../shape.js';

const texts = listOf(text);
/** How often, how old, how many days: what it is compared with may be any number. */
const amount = finite;
const existence = object<{ comparison: string }>({ comparison: oneOf('exists', 'does_not_exist') });

const moment = anyOf<MomentCondition>(
  object<Extract<MomentCondition, { value: string }>>({ comparison: oneOf('after', 'before'), value: text }),
  object<Extract<MomentCondition, { value: number }>>({
    comparison: oneOf('more_than_days_ago', 'less_than_days_ago'),
    value: amount,
  }),
);

/** The comparisons of a type, each with what it compares with. */
function asks(comparisons: string[], value: Shape<unknown>): Shape<object> {
  return object<{ comparison: string; value: unknown }>({ comparison: oneOf(...comparisons), value });
}

const textCondition = anyOf<object>(
  asks(['is_any_of', 'is_none_of', 'contains_any_of', 'does_not_contain_any_of'], texts),
  asks(['matches_regex', 'does_not_match_regex'], text),
  existence,
);
const timeCondition = anyOf<object>(
  asks(['before', 'after'], text),
  asks(['more_than_days_ago', 'less_than_days_ago', 'in_more_than_days', 'in_less_than_days'], amount),
  existence,
);

const conditions: Record<ValueCondition['valueType'], Shape<object>> = {
  string: textCondition,
  number: anyOf<object>(
    asks(['exactly', 'does_not_equal', 'more_than', 'less_than', 'at_least', 'at_most'], finite),
    existence,
  ),
  boolean: anyOf<object>(
    asks(['is'], oneOf('true', 'false', 'true_or_not_set', 'false_or_not_set')),
    existence,
  ),
  array: anyOf<object>(
    asks(
      ['includes_any_of', 'includes_none_of', 'is_all_of', 'is_not_all_of'],
      listOf(anyOf<string | number | boolean>(text, finite, flag)),
    ),
    asks(['values_contain_any_of', 'values_do_not_contain_any_of'], texts),
    asks(['matches_regex'], text),
    object<{ comparison: string }>({ comparison: oneOf('has_a_value', 'is_empty') }),
  ),
  time: timeCondition,
};

const valueCondition = byTag('valueType', conditions as Record<string, Shape<ValueCondition>>);
const propertyCondition = both(object<{ name: string }>({ name: text }), valueCondition);

const birth = anyOf<BirthCondition>(
  object<Extract<BirthCondition, { value: number }>>({
    comparison: oneOf('age_more_than', 'age_less_than', 'age_exactly'),
    value: amount,
  }),
  object<Extract<BirthCondition, { value: string }>>({ comparison: oneOf('birthday_on'), value: text }),
  object<{ comparison: 'exists' | 'does_not_exist' }>({ comparison: oneOf('exists', 'does_not_exist') }),
);

const counted = oneOf('more_than', 'less_than', 'exactly');
const inclusion = oneOf('includes', 'does_not_include');
const assertion = oneOf('is', 'is_not');
const bucket = wholeWithin(0, 9_999);

function fields(its: Record<string, Shape<unknown>>): Shape<object> {
  return object(its) as Shape<object>;
}

const attribute = byTag<{ field: string }>('field', {
  ...Object.fromEntries(
    textFields.map((field) => [field, both(fields({ valueType: oneOf('string') }), textCondition)]),
  ),
  created_at: both(fields({ valueType: oneOf('time') }), timeCondition),
  dob: birth,
} as Record<string, Shape<{ field: string }>>);

const occurrenceMoment = both(fields({ metric: oneOf('first', 'last') }), moment);

/** By type; `segment` is among them, though an expression has none. */
const filterForms: Record<SegmentFilter['type'] | 'apps_used', Shape<object>> = {
  cohort: fields({ partner: text, comparison: inclusion, cohortIds: texts }),
  segment: fields({ comparison: inclusion, segmentIds: texts }),
  custom_attribute: both(fields({ name: text, path: optional(text) }), valueCondition),
  attribute,
  email_available: fields({ value: flag }),
  identity: fields({ is: oneOf('identified', 'anonymous', 'alias_only') }),
  custom_event: both(
    fields({ name: text }),
    anyOf<object>(
      fields({
        metric: oneOf('count'),
        comparison: counted,
        value: amount,
        withinDays: optional(amount),
        property: optional(propertyCondition),
      }),
      occurrenceMoment,
    ),
  ),
  purchase: anyOf<object>(
    fields({
      metric: oneOf('count', 'money_spent'),
      productId: optional(text),
      comparison: counted,
      value: amount,
      withinDays: optional(amount),
    }),
    fields({ metric: oneOf('has_purchased'), productId: text, comparison: oneOf('is'), value: flag }),
    both(fields({ productId: optional(text) }), occurrenceMoment),
  ),
  subscription: fields({
    channel: oneOf('email', 'push'),
    comparison: assertion,
    value: oneOf('opted_in', 'subscribed', 'unsubscribed'),
  }),
  subscription_group: fields({
    groupId: text,
    comparison: assertion,
    value: oneOf('subscribed', 'unsubscribed'),
  }),
  random_bucket: anyOf<object>(
    asks(['less_than', 'at_most', 'more_than', 'at_least', 'exactly'], bucket),
    asks(['between'], listOf(bucket, { min: 2 })),
  ),
  session_count: fields({ comparison: counted, value: amount }),
  last_used_app: moment,
  first_used_app: moment,
  received_campaign: fields({ campaignId: text, comparison: oneOf('has', 'has_not') }),
  apps_used: anyOf<object>(
    fields({ scope: oneOf('none') }),
    fields({ scope: oneOf('specific'), appIds: texts }),
  ),
};

const { apps_used: appsUsedFilter, ...savedForms } = filterForms;
const { segment: _nested, ...leafForms } = filterForms;
const filter = byTag('type', savedForms as Record<string, Shape<SegmentFilter>>);
const leafFilter = byTag('type', leafForms as Record<string, Shape<LeafFilter>>);

const joiner = oneOf('and', 'or');
const group = object<FilterGroup>({ name: optional(text), op: joiner, filters: listOf(filter, { min: 1 }) });

const filterGroups = object<FilterGroups>({
  groupsOp: joiner,
  groups: listOf(group),
  exclusionGroups: listOf(group),
});

const appsUsed = anyOf<AppsUsed>(
  object<{ scope: 'all' }>({ scope: oneOf('all') }),
  appsUsedFilter as Shape<AppsUsed>,
);

export const definition: Shape<SegmentDefinition> = both(
  filterGroups,
  object<{ appsUsed: AppsUsed }>({ appsUsed }),
);

export const target = object<Target>({ segmentIds: texts, additionalFilters: filterGroups });

export const segmentContent = object<SegmentContent>({
  name: text,
  textDescription: text,
  tags: texts,
  teams: texts,
  isAnalyticsTracked: flag,
  definition,
});

const terms = listOf(recursive<Expression>(() => expression));
export const expression: Shape<Expression> = byTag<Expression>('kind', {
  and: object<Extract<Expression, { terms: Expression[]; kind: 'and' }>>({ kind: oneOf('and'), terms }),
  or: object<Extract<Expression, { terms: Expression[]; kind: 'or' }>>({ kind: oneOf('or'), terms }),
  not: object<Extract<Expression, { term: Expression }>>({
    kind: oneOf('not'),
    term: recursive<Expression>(() => expression),
  }),
  filter: object<Extract<Expression, { filter: LeafFilter }>>({ kind: oneOf('filter'), filter: leafFilter }),
});
