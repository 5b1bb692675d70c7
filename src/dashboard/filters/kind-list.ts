import { type ConditionType, type Field, type FilterKind, optionsOf } from './kinds.js';

const inclusion = choice('comparison', 'Includes or not', ['includes', 'does_not_include']);
const assertion = choice('comparison', 'Is or is not', ['is', 'is_not']);
const within: Field = {
  is: 'value',
  name: 'within_days',
  label: 'In the last … days',
  input: 'number',
  isOptional: true,
  hint: '1 to 30; empty for any time',
};
const product: Field = {
  is: 'value',
  name: 'product_id',
  label: 'Product ID',
  input: 'text',
  isOptional: true,
  hint: 'Empty for any product',
};

function choice(name: string, label: string, values: readonly string[], isBoolean = false): Field {
  return { is: 'value', name, label, input: 'choice', options: optionsOf(values), isBoolean };
}

function condition(of: ConditionType | 'chosen'): Field {
  return { is: 'condition', of };
}

function kind(
  category: string,
  id: string,
  label: string,
  fixed: Record<string, string>,
  ...fields: Field[]
): FilterKind {
  return { id, label, category, fixed, fields };
}

const userAttributes = 'User attributes';
const behaviour = 'Custom events';
const purchases = 'Purchase behavior';
const sessions = 'App usage';
const channels = 'Channel subscriptions';

/** A field of a profile. */
function attribute(field: string, label: string, of: ConditionType): FilterKind {
  return kind(userAttributes, `attribute:${field}`, label, { type: 'attribute', field }, condition(of));
}

function event(metric: string, label: string, ...fields: Field[]): FilterKind {
  const name: Field = { is: 'value', name: 'name', label: 'Event', input: 'text' };
  return kind(behaviour, `custom_event:${metric}`, label, { type: 'custom_event', metric }, name, ...fields);
}

function purchase(metric: string, label: string, ...fields: Field[]): FilterKind {
  return kind(purchases, `purchase:${metric}`, label, { type: 'purchase', metric }, ...fields);
}

/** The filter over the cohorts of a partner. @param label  `Hightouch Cohorts` */
export function cohortKind(partner: string, label: string): FilterKind {
  const cohorts: Field = { is: 'value', name: 'cohort_ids', label: 'Cohorts', input: 'cohorts' };
  return kind('Partner cohorts', `cohort:${partner}`, label, { type: 'cohort', partner }, inclusion, cohorts);
}

/** All but those over cohorts, whose partners are the workspace's. */
export const filterKinds: readonly FilterKind[] = [
  kind('Segments', 'segment', 'Segment Membership', { type: 'segment' }, inclusion, {
    is: 'value',
    name: 'segment_ids',
    label: 'Segments',
    input: 'segments',
  }),
  kind(
    'Custom attributes',
    'custom_attribute',
    'Custom Attribute',
    { type: 'custom_attribute' },
    { is: 'value', name: 'name', label: 'Attribute', input: 'text' },
    {
      is: 'value',
      name: 'path',
      label: 'Path in an object',
      input: 'text',
      isOptional: true,
      hint: 'Such as geo.city or [].type',
    },
    condition('chosen'),
  ),
  event('count', 'Custom Event', condition('count'), within, { is: 'property' }),
  event('first', 'First Did Custom Event', condition('moment')),
  event('last', 'Last Did Custom Event', condition('moment')),
  purchase('count', 'Total Number of Purchases', product, condition('count'), within),
  purchase('money_spent', 'Money Spent', product, condition('count'), within),
  purchase(
    'has_purchased',
    'Purchased Product',
    { is: 'value', name: 'product_id', label: 'Product ID', input: 'text' },
    choice('comparison', 'Comparison', ['is']),
    choice('value', 'True or false', ['true', 'false'], true),
  ),
  purchase('first', 'First Made Purchase', product, condition('moment')),
  purchase('last', 'Last Made Purchase', product, condition('moment')),
  kind(sessions, 'session_count', 'Session Count', { type: 'session_count' }, condition('count')),
  kind(sessions, 'last_used_app', 'Last Used App', { type: 'last_used_app' }, condition('moment')),
  kind(sessions, 'first_used_app', 'First Used App', { type: 'first_used_app' }, condition('moment')),
  kind(
    channels,
    'email_available',
    'Email Available',
    { type: 'email_available' },
    choice('value', 'True or false', ['true', 'false'], true),
  ),
  ...['email', 'push'].map((channel) =>
    kind(
      channels,
      `subscription:${channel}`,
      channel === 'email' ? 'Email Subscription Status' : 'Push Subscription Status',
      { type: 'subscription', channel },
      assertion,
      choice('value', 'Status', ['opted_in', 'subscribed', 'unsubscribed']),
    ),
  ),
  kind(
    channels,
    'subscription_group',
    'Subscription Group',
    { type: 'subscription_group' },
    { is: 'value', name: 'group_id', label: 'Subscription group ID', input: 'text' },
    assertion,
    choice('value', 'Status', ['subscribed', 'unsubscribed']),
  ),
  kind(
    'Message engagement',
    'received_campaign',
    'Received Message from Campaign or Canvas',
    { type: 'received_campaign' },
    choice('comparison', 'Has or has not', ['has', 'has_not']),
    { is: 'value', name: 'campaign_id', label: 'Campaign or Canvas', input: 'campaign' },
  ),
  kind(
    userAttributes,
    'identity',
    'Identity',
    { type: 'identity' },
    choice('is', 'Is', ['identified', 'anonymous', 'alias_only']),
  ),
  attribute('external_id', 'External User ID', 'string'),
  attribute('email', 'Email Address', 'string'),
  attribute('phone', 'Phone Number', 'string'),
  attribute('first_name', 'First Name', 'string'),
  attribute('last_name', 'Last Name', 'string'),
  attribute('country', 'Country', 'choice'),
  attribute('language', 'Language', 'choice'),
  attribute('gender', 'Gender', 'choice'),
  attribute('home_city', 'City', 'string'),
  attribute('time_zone', 'Time Zone', 'string'),
  attribute('dob', 'Age or Birthday', 'birth'),
  attribute('created_at', 'Created At', 'time'),
  kind(userAttributes, 'random_bucket', 'Random Bucket #', { type: 'random_bucket' }, condition('bucket')),
];

/** A filter as JSON: the kind of those that nothing above draws. */
export const jsonKind = 'json';

/** @returns `undefined` when nothing is chosen, or what is chosen is not known. */
export function findKind(id: string): FilterKind | undefined {
  const [type, partner] = id.split(/:(.*)/s);
  if (type === 'cohort' && partner !== undefined && partner !== '') return cohortKind(partner, partner);
  return filterKinds.find((its) => its.id === id);
}
