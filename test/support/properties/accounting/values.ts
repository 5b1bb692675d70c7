import type { JsonObject, JsonValue } from '../../../../src/domain/json.js';
import { follow, type Step } from '../../../../src/domain/json-path.js';

/** Ids of what every world of the accounting property has. */
export const known = {
  campaign: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  otherCampaign: '1f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  pausedCampaign: '2f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  apiCampaign: '3f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  otherApiCampaign: '4f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  canvas: '5f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  otherCanvas: '6f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  segment: '7f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  goldSegment: '8f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  /** Of the campaign, then of the Canvas; the second of each at a local time. */
  schedules: [
    '9f1c2d3e-4b5a-4c6d-8e7f-000000000000',
    '9f1c2d3e-4b5a-4c6d-8e7f-000000000001',
    '9f1c2d3e-4b5a-4c6d-8e7f-000000000002',
    '9f1c2d3e-4b5a-4c6d-8e7f-000000000003',
  ],
  brazeIds: ['0000000000000000000000a0', '0000000000000000000000a1'],
  /** Only where everybody is there. */
  otherBrazeId: '0000000000000000000000a2',
} as const;

const externalIds = ['a', 'b', 'c', 'new', 'spare', 'shared', 'nobody', 'A', ' a', 'null', 1, 'n2'];
const emails = ['kim@example.test', 'two@example.test', 'b@example.test', 'x@example.test'];
const phones = ['+4930123456', '+4930222222', '+4930111111', '+4930999999'];
const aliasNames = ['c-1', 'c-3', 'o', 'n-1', 'n-2', 'C-1'];
const times = [
  '2026-02-03T08:00:00Z',
  '2026-02-01T09:00:00Z',
  '2026-02-05T09:00:00Z',
  '2036-01-01T09:00:00Z',
  '2037-01-01T09:00:00Z',
];

/** What the fields of a name may be, of every endpoint: values that mean something, and such that mean nothing. */
const values: Record<string, readonly JsonValue[]> = {
  cohort_id: ['c', 'c-2', 'never named'],
  name: ['login', 'logout', 'blocked', 'c'],
  created_at: times,
  user_ids: externalIds.map(String),
  device_ids: ['d', 'device-a', 'device-o', 'no device'],
  device_id: ['d', 'device-a', 'device-o', 'no device'],
  external_id: externalIds,
  external_ids: [...externalIds, 'old'],
  external_user_id: externalIds,
  external_user_ids: externalIds,
  current_external_id: ['a', 'b', 'spare', 'nobody', 'old'],
  new_external_id: ['n-1', 'n-2', 'a', 'old'],
  alias_label: ['crm', 'web'],
  alias_name: aliasNames,
  old_alias_name: aliasNames,
  new_alias_name: aliasNames,
  braze_id: [...known.brazeIds, known.otherBrazeId],
  braze_ids: [...known.brazeIds, known.otherBrazeId],
  email: emails,
  email_address: emails,
  email_addresses: emails,
  phone: phones,
  phone_numbers: phones,
  prioritization: ['identified', 'unidentified', 'most_recently_updated', 'least_recently_updated'],
  time: times,
  app_id: ['app', 'other'],
  token: ['t', 't-2'],
  product_id: ['p', 'p-2', 7],
  currency: ['EUR', 'usd', 'JPY'],
  price: [1.5, -2, 0],
  quantity: [1, 2, 100],
  plan: ['gold', 'silver', null],
  merge_behavior: ['merge', 'none'],
  fields_to_export: ['email', 'custom_attributes', 'apps', 'external_id', 'devices', 'cards_clicked', 'dob'],
  custom_attributes_to_export: ['plan', 'tags', 'nothing has it'],
  callback_endpoint: ['http://127.0.0.1:1/done', 'http://127.0.0.1:1/other'],
  output_format: ['zip', 'gzip'],
  send_id: ['spring', 'summer', 'autumn'],
  campaign_id: [known.campaign, known.otherCampaign],
  canvas_id: [known.canvas, known.otherCanvas],
  segment_id: [known.segment, known.goldSegment],
  recipient_subscription_state: ['all', 'opted_in', 'subscribed'],
  message_variation_id: ['v', 'v-2'],
  subject: ['Hi', 'Ho'],
  custom_attribute_name: ['plan', 'visits', 'tags', 'joined'],
  comparison: [
    ...['equals', 'does_not_equal', 'exists', 'does_not_exist', 'is', 'is_not', 'after', 'before'],
    ...['includes_value', 'greater_than', 'less_than', 'matches_regex', 'less_than_x_days_ago'],
  ],
  value: ['gold', 'silver', 'opted_in', 'unsubscribed', 'subscribed', 3, 0, '2026-02-03T00:00:00Z', 'x'],
  subscription_group_id: [known.campaign, known.segment],
  subscription_state: ['subscribed', 'unsubscribed'],
  longitude: [10, 20],
  latitude: [59, 20],
};

const ofMessages: typeof values = { campaign_id: [known.apiCampaign, known.otherApiCampaign] };

/** What a cohort has already is likely to be sent again. */
const ofCohorts: typeof values = { name: ['c', 'Lapsed'], created_at: times.slice(1, 3) };

/** So that address and external id are often of one user, or of several. */
const ofIdentifications: typeof values = {
  external_id: ['a', 'c', 'new', 'shared', 'nobody'],
  email: emails.slice(0, 2),
  phone: phones.slice(0, 2),
};

/** A schedule is one of its campaign or Canvas alone. */
const ofSchedules = (path: string): typeof values => ({
  campaign_id: [known.campaign],
  canvas_id: [known.canvas],
  schedule_id: path.startsWith('/canvas') ? known.schedules.slice(2) : known.schedules.slice(0, 2),
});

/** @param path  Of the endpoint; some have ids of their own. */
export function valuesOf(field: string, path = ''): readonly JsonValue[] {
  if (path.endsWith('/cohorts')) return { ...values, ...ofCohorts }[field] ?? [];
  if (path === '/users/identify') return { ...values, ...ofIdentifications }[field] ?? [];
  if (path === '/messages/send') return { ...values, ...ofMessages }[field] ?? [];
  if (/schedule.(update|delete)$/.test(path)) return { ...values, ...ofSchedules(path) }[field] ?? [];
  return values[field] ?? [];
}

/** What else may stand at a place. */
export function alternativesTo(path: string, body: JsonValue, place: readonly Step[]): JsonValue[] {
  const value = follow(body, place);
  if (typeof value === 'boolean') return [!value];
  const field = place.findLast((step) => typeof step === 'string') ?? '';
  const others = valuesOf(String(field), path).filter((its) => its !== value);
  if (others.length > 0) return others;
  return typeof value === 'number' ? [value + 1, -value] : ['other', '2026-02-05T09:00:00Z'];
}

const gold = { custom_attribute: { custom_attribute_name: 'plan', comparison: 'equals', value: 'gold' } };
const reachable = { email_subscription_status: { comparison: 'is', value: 'opted_in' } };

/** Fields whose parts go together: what they may be as a whole. */
export const wholeValues: Record<string, readonly JsonValue[]> = {
  // Some criteria twice, or behind one that leaves one user at most.
  prioritization: [
    ['identified'],
    ['unidentified'],
    ['unidentified', 'most_recently_updated'],
    ['most_recently_updated'],
    ['identified', 'most_recently_updated'],
    ['most_recently_updated', 'identified'],
    ['unidentified', 'unidentified'],
    ['most_recently_updated', 'unidentified', 'most_recently_updated'],
    [],
  ],
  audience: [
    gold,
    { AND: [gold, { OR: [reachable, gold] }] },
    { OR: [reachable, { push_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } }] },
    { last_used_app: { comparison: 'after', value: '2026-02-01T00:00:00Z' } },
    { custom_attribute: { custom_attribute_name: 'plan', comparison: 'exists' } },
    { AND: [{ custom_attribute: { custom_attribute_name: 'plan', comparison: 'exists', value: 'x' } }] },
    { custom_attribute: { custom_attribute_name: 'visits', comparison: 'greater_than', value: 0 } },
    { AND: [{ ...gold, surplus: 1 }] },
    { custom_attribute: { ...gold.custom_attribute, surplus: 1 } },
  ],
  schedule: [
    { time: '2026-02-05T09:00:00Z' },
    { time: '2026-02-01T09:00:00Z', in_local_time: false },
    { time: '2026-02-04T09:00:00', in_local_time: true },
    { time: '2026-02-06T09:00:00', in_local_time: 'true', at_optimal_time: '' },
    { time: '2026-02-05T09:00:00', at_optimal_time: true },
    { time: '2026-02-04T09:00:00Z', surplus: { a: 1 } },
  ],
};

/** An operation on the objects of an array that have this id. */
function byId(id: JsonValue, $new_object?: JsonObject): JsonObject {
  const match = { $identifier_key: 'id', $identifier_value: id };
  return $new_object === undefined ? match : { ...match, $new_object };
}

/** Attributes as people send them, some to no effect. */
export const attributes: [string, JsonValue][] = [
  ['plan', 'gold'],
  ['plan', 'silver'],
  ['plan', null],
  ['no such attribute', null],
  ['visits', { inc: 1 }],
  ['visits', { inc: 1.5 }],
  ['plan', { inc: 1 }],
  ['visits', { inc: 1, other: 2 }],
  ['tags', ['x', 'z', 'x']],
  ['tags', []],
  ['tags', { add: ['z', 'x'] }],
  ['tags', { remove: ['x', 'nothing'] }],
  ['tags', { add: ['z'], remove: ['z', 'y'] }],
  ['tags', { add: ['z', 'v', 'z'], remove: ['x', 'x'] }],
  ['tags', { add: ['y', 'y'], remove: [] }],
  ['tags', { add: [], remove: ['x'] }],
  ['tags', { add: [], remove: [] }],
  ['visits', { add: ['z'], remove: ['q'] }],
  ['tags', { add: [{ id: 1 }], update: [] }],
  ['tags', ['x', { id: 1 }]],
  ['tags', ['x', null]],
  ['pets', { $add: [{ id: 3, name: 'Max' }] }],
  ['pets', { $remove: [byId(1)] }],
  ['pets', { $remove: [byId('1')] }],
  ['pets', { $remove: [byId(1), { $identifier_key: 'name', $identifier_value: 'Rex' }, byId(1)] }],
  ['pets', { $update: [byId(2, { id: 2, name: 'Tim' })] }],
  ['pets', { $update: [byId(2, { id: 2, name: 'Tim' }), byId(2, { id: 2, name: 'Tom' })] }],
  ['pets', { $update: [byId(2, { name: 'Tim' }), byId(2, { name: 'Tom' })], $remove: [byId(7)] }],
  ['pets', { $update: [byId(2, {}), byId(1, { id: 1, name: 'Rex' })], $remove: [byId(7)] }],
  ['pets', { $update: [byId(2, { name: 'Tom', age: 3 })], $add: [] }],
  ['pets', { $update: [byId(9, { name: 'Nix' })] }],
  ['pets', { $add: [{ id: 5 }], $remove: [byId(5)] }],
  ['pets', { $add: [{ id: 6, age: 1 }], $update: [byId(6, { id: 6, age: 2 })] }],
  ['pets', { $add: [{ id: 4 }], other: 1 }],
  ['tags', { $add: [{ id: 4 }] }],
  ['address', { city: 'Rome' }],
  ['address', { city: 'Oslo' }],
  ['address', { city: 'Oslo', since: 2021 }],
  ['address', { city: null, street: 'S' }],
  ['address', { 'odd key': 1, street: 'S' }],
  ['address', { at: { $time: '2026-02-03T09:00:00Z', other: 1 } }],
  ['address', { at: { $time: 'yesterday' } }],
  ['address', { at: { $time: '9999-02-03T09:00:00Z' }, city: 'Bonn' }],
  ['long', 'x'.repeat(300)],
  ['odd name', 'x'],
  ['secret', 'blocklisted'],
  ['score', 'no number'],
  ['score', '7'],
  ['first_name', 'Ada'],
  ['first_name', 7],
  ['gender', 'X'],
  ['country', 'NL'],
  ['country', 'Nowhere'],
  ['language', 'en'],
  ['language', 'xx'],
  ['dob', '2000-13-01'],
  ['time_zone', 'Europe/Rome'],
  ['time_zone', 'Mars'],
  ['email', 'x@example.test'],
  ['email_subscribe', 'unsubscribed'],
  ['current_location', { longitude: 1, latitude: 2, altitude: 3 }],
  [
    'subscription_groups',
    [
      { subscription_group_id: known.campaign, subscription_state: 'unsubscribed', other: 1 },
      { subscription_group_id: known.segment, subscription_state: 'subscribed' },
    ],
  ],
  [
    'subscription_groups',
    [
      { subscription_group_id: known.segment, subscription_state: 'unsubscribed' },
      { subscription_group_id: known.segment, subscription_state: 'subscribed' },
    ],
  ],
];
