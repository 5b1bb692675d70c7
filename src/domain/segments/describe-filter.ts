import type { EventFilter, Inclusion, PurchaseFilter, SegmentFilter, TextField } from './definition.js';
import { countOf, describeCondition, describeMoment, listOf, wordOf } from './describe-condition.js';

/** How what a filter refers to is called, `undefined` when it is gone. A name that several share is no name alone. */
export interface FilterNames {
  /** Filter name of a partner: `Hightouch Cohorts`. */
  partnerFilter(partner: string): string;
  cohort(partner: string, cohortId: string): SharedName | undefined;
  segment(segmentId: string): SharedName | undefined;
}

/** @property isShared  Whether another of its kind has the same name, so that the id must stand beside it. */
export interface SharedName {
  name: string;
  isShared: boolean;
}

/** One filter in words, as `<filter name> <operator> <value>`. Filter names [doc] segmentation_filters; grammar [inferred] */
export function describeFilter(filter: SegmentFilter, names: FilterNames): string {
  switch (filter.type) {
    case 'cohort': {
      const labels = filter.cohortIds.map((id) => labelOf(id, names.cohort(filter.partner, id)));
      return `${names.partnerFilter(filter.partner)} ${inclusions[filter.comparison]} ${labels.join(', ')}`;
    }
    case 'segment': {
      const labels = filter.segmentIds.map((id) => labelOf(id, names.segment(id)));
      return `Segment Membership ${inclusions[filter.comparison]} ${labels.join(', ')}`;
    }
    case 'custom_attribute':
      return `${filter.name}${pathInWords(filter.path)} ${describeCondition(filter)}`;
    case 'attribute':
      return describeAttribute(filter);
    case 'custom_event':
      return describeEvent(filter);
    case 'purchase':
      return describePurchase(filter);
    case 'last_used_app':
      return `Last Used App ${describeMoment(filter)}`;
    case 'first_used_app':
      return `First Used App ${describeMoment(filter)}`;
    case 'session_count':
      return `Session Count ${wordOf(filter.comparison)} ${filter.value}`;
    case 'random_bucket':
      return filter.comparison === 'between'
        ? `Random Bucket # between ${filter.value[0]} and ${filter.value[1]}`
        : `Random Bucket # ${wordOf(filter.comparison)} ${filter.value}`;
    default:
      return describeState(filter);
  }
}

function pathInWords(path: string | undefined): string {
  if (path === undefined) return '';
  return path.startsWith('[') ? path : `.${path}`;
}

const inclusions: Record<Inclusion, string> = { includes: 'includes', does_not_include: 'does not include' };
const is = { is: 'is', is_not: 'is not' } as const;

function labelOf(id: string, name: SharedName | undefined): string {
  if (name === undefined) return JSON.stringify(id);
  return JSON.stringify(name.name) + (name.isShared ? ` (${id})` : '');
}

const fieldNames: Record<TextField, string> = {
  country: 'Country',
  language: 'Language',
  gender: 'Gender',
  home_city: 'City',
  first_name: 'First Name',
  last_name: 'Last Name',
  email: 'Email Address',
  phone: 'Phone Number',
  external_id: 'External User ID',
  time_zone: 'Time Zone',
};

function describeAttribute(filter: Extract<SegmentFilter, { type: 'attribute' }>): string {
  if (filter.field === 'created_at') return `Created At ${describeCondition(filter)}`;
  if (filter.field !== 'dob') return `${fieldNames[filter.field]} ${describeCondition(filter)}`;
  switch (filter.comparison) {
    case 'age_more_than':
      return `Age more than ${filter.value}`;
    case 'age_less_than':
      return `Age less than ${filter.value}`;
    case 'age_exactly':
      return `Age exactly ${filter.value}`;
    case 'birthday_on':
      return `Birthday is ${filter.value}`;
    default:
      return `Birthday ${wordOf(filter.comparison)}`;
  }
}

function describeEvent(filter: EventFilter): string {
  const name = JSON.stringify(filter.name);
  if (filter.metric !== 'count') {
    return `${filter.metric === 'first' ? 'First' : 'Last'} Did Custom Event ${name} ${describeMoment(filter)}`;
  }
  const count = `${wordOf(filter.comparison)} ${countOf(filter.value, 'time')}`;
  const { property } = filter;
  const where = property === undefined ? '' : ` where ${property.name} ${describeCondition(property)}`;
  return `Custom Event ${name} ${count}${windowOf(filter.withinDays)}${where}`;
}

function describePurchase(filter: PurchaseFilter): string {
  const product = filter.productId === undefined ? undefined : JSON.stringify(filter.productId);
  switch (filter.metric) {
    case 'has_purchased':
      return `Purchased Product ${product} is ${filter.value}`;
    case 'count':
    case 'money_spent': {
      const name = filter.metric === 'count' ? 'Total Number of Purchases' : 'Money Spent';
      const which = product === undefined ? '' : ` ${filter.metric === 'count' ? 'of' : 'on'} ${product}`;
      return `${name}${which} ${wordOf(filter.comparison)} ${filter.value}${windowOf(filter.withinDays)}`;
    }
    default: {
      const place = filter.metric === 'first' ? 'First' : 'Last';
      const what = product === undefined ? 'Made Purchase' : `Purchased Product ${product}`;
      return `${place} ${what} ${describeMoment(filter)}`;
    }
  }
}

function windowOf(withinDays: number | undefined): string {
  return withinDays === undefined ? '' : ` in the last ${countOf(withinDays, 'day')}`;
}

/** Filters over a state that a profile is in or not. */
function describeState(
  filter: Extract<
    SegmentFilter,
    { type: 'email_available' | 'identity' | 'subscription' | 'subscription_group' | 'received_campaign' }
  >,
): string {
  switch (filter.type) {
    case 'email_available':
      return `Email Available is ${filter.value}`;
    case 'identity':
      return identities[filter.is];
    case 'subscription': {
      const channel = filter.channel === 'email' ? 'Email' : 'Push';
      return `${channel} Subscription Status ${is[filter.comparison]} ${states[filter.value]}`;
    }
    case 'subscription_group':
      return `Subscription Group ${JSON.stringify(filter.groupId)} ${is[filter.comparison]} ${states[filter.value]}`;
    case 'received_campaign': {
      const has = filter.comparison === 'has' ? 'Has' : 'Has not';
      return `${has} received message from campaign ${listOf([filter.campaignId])}`;
    }
    default:
      return filter satisfies never;
  }
}

const states = { opted_in: 'Opted-In', subscribed: 'Subscribed', unsubscribed: 'Unsubscribed' } as const;

const identities = {
  identified: 'External User ID is not blank',
  anonymous: 'External User ID is blank',
  alias_only: 'External User ID is blank with a user alias',
} as const;
