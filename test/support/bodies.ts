import fc from 'fast-check';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/domain/json.js';
import type { Step } from '../../src/domain/json-path.js';
import { messageChannels } from '../../src/domain/messaging/send.js';
import { namesOf } from '../../src/domain/names.js';

const keys = { partner_api_key: 'p', client_secret: 's' };
const alias = { alias_label: 'crm', alias_name: 'c-1' };
const uuid = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const time = '2026-02-03T09:00:00Z';
const byEmail = { email: 'kim@example.test', prioritization: ['identified', 'most_recently_updated'] };
const audience: JsonObject = {
  AND: [
    { custom_attribute: { custom_attribute_name: 'plan', comparison: 'equals', value: 'gold' } },
    { OR: [{ email_subscription_status: { comparison: 'is', value: 'opted_in' } }] },
    { push_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } },
    { last_used_app: { comparison: 'after', value: '2026-02-01T00:00:00Z' } },
  ],
};

function triggers(id: 'campaign_id' | 'canvas_id', properties: string, others: string[] = []): JsonObject[] {
  const more = Object.fromEntries(others.map((name) => [name, { coupon: 'Y' }]));
  return [
    {
      [id]: uuid,
      recipients: [
        { external_user_id: 'a', [properties]: { coupon: 'X' }, send_to_existing_only: true },
        { user_alias: alias },
        { ...byEmail, attributes: { plan: 'gold' } },
        { braze_id: 'b', ...more },
      ],
      [properties]: { coupon: 'Z' },
      audience,
    },
    { [id]: uuid, broadcast: true, ...(others.length > 0 ? more : { [properties]: { coupon: 'X' } }) },
  ];
}

const purchase = { product_id: 'p', currency: 'EUR', price: 1.5, time };
const everyChannel = Object.fromEntries(
  namesOf(messageChannels).map((channel) => [
    channel,
    {
      message_variation_id: 'v',
      ...(messageChannels[channel].subscription === 'push' && { extra: { a: 1 } }),
    },
  ]),
);
const schedule = { time, in_local_time: false, at_optimal_time: 'false' };
const campaignTriggers = triggers('campaign_id', 'trigger_properties');
const canvasTriggers = triggers('canvas_id', 'context', ['canvas_entry_properties']);

/** Bodies that are as an endpoint wants them, by its name. */
export const goodBodies: Record<string, JsonValue[]> = {
  nameCohort: [{ ...keys, cohort_id: 'c', name: 'VIP', created_at: time }],
  changeCohortMembers: [
    {
      ...keys,
      cohort_id: 'c',
      cohort_changes: [
        { user_ids: ['a', 'b'], device_ids: ['d'], aliases: [alias] },
        { user_ids: ['c'], should_remove: true },
      ],
    },
  ],
  trackUsers: [
    {
      attributes: [
        { external_id: 'a', plan: 'gold', email: 'kim@example.test' },
        { user_alias: alias, _update_existing_only: false, push_tokens: [{ app_id: 'app', token: 't' }] },
      ],
      events: [{ braze_id: 'b', name: 'login', time, app_id: 'app', properties: { page: 1 } }],
      purchases: [{ email: 'kim@example.test', product_id: 'p', currency: 'EUR', price: 1.5, time }],
    },
    {
      attributes: [
        { braze_id: 'b', phone: '+4930123456', _merge_objects: true, address: { city: 'Oslo' } },
        {
          push_token_import: true,
          push_tokens: [{ app_id: 'app', token: 't-2', device_id: 'device-a' }],
        },
      ],
      events: [
        { external_id: 'a', name: 'login', time, phone: '+4930123456', _update_existing_only: true },
        { user_alias: alias, name: 'login', time },
        { email: 'kim@example.test', name: 'logout', time, properties: { list: [1] } },
      ],
      purchases: [
        { ...purchase, external_id: 'a', phone: '+4930123456', app_id: 'app', properties: { page: 1 } },
        { ...purchase, user_alias: alias, _update_existing_only: true, quantity: 2 },
        { ...purchase, braze_id: 'b' },
      ],
    },
  ],
  identifyUsers: [
    {
      aliases_to_identify: [{ external_id: 'a', user_alias: alias }],
      emails_to_identify: [{ external_id: 'b', ...byEmail }],
      phone_numbers_to_identify: [{ external_id: 'c', phone: '+4930123456', prioritization: [] }],
      merge_behavior: 'merge',
    },
  ],
  createAliases: [
    {
      user_aliases: [
        { external_id: 'a', ...alias },
        { user_alias: alias, external_id: 'b' },
        { user_alias: { ...alias, external_id: 'a' } },
        alias,
      ],
    },
  ],
  updateAliases: [{ alias_updates: [{ alias_label: 'crm', old_alias_name: 'o', new_alias_name: 'n' }] }],
  mergeUsers: [
    {
      merge_updates: [
        { identifier_to_merge: { external_id: 'a' }, identifier_to_keep: { user_alias: alias } },
        { identifier_to_merge: byEmail, identifier_to_keep: { phone: '+4930123456', prioritization: [] } },
        { identifier_to_merge: { user_alias: alias }, identifier_to_keep: { external_id: 'b' } },
        { identifier_to_merge: { phone: '+4930123456', prioritization: [] }, identifier_to_keep: byEmail },
      ],
    },
  ],
  deleteUsers: [
    {
      external_ids: ['a', 1],
      user_aliases: [alias],
      braze_ids: ['b'],
      email_addresses: ['kim@example.test', byEmail],
      phone_numbers: [{ phone: '+4930123456', prioritization: ['identified'] }],
    },
  ],
  renameExternalIds: [{ external_id_renames: [{ current_external_id: 'a', new_external_id: 'b' }] }],
  removeExternalIds: [{ external_ids: ['a', 'b'] }],
  exportUsers: [
    { external_ids: ['a', 1], user_aliases: [alias], fields_to_export: ['email', 'no such field'] },
    { device_id: 'd', braze_id: 'b' },
    { email_address: 'kim@example.test' },
    { phone: '+4930123456' },
  ],
  startSegmentExport: [
    {
      segment_id: uuid,
      fields_to_export: ['email', 'custom_attributes'],
      custom_attributes_to_export: ['plan'],
      callback_endpoint: 'http://127.0.0.1:1/done',
      output_format: 'zip',
    },
  ],
  triggerCampaign: [
    ...campaignTriggers.map((its) => ({ ...its, send_id: 'spring' })),
    {
      campaign_id: uuid,
      recipients: [{ external_user_id: 'a' }],
      attachments: [{ file_name: 'a.pdf', url: 'https://x.test/a.pdf' }],
    },
  ],
  createCampaignSchedule: campaignTriggers.map((its) => ({ ...its, schedule, send_id: 'spring' })),
  updateCampaignSchedule: [{ campaign_id: uuid, schedule_id: 's', schedule }],
  deleteCampaignSchedule: [{ campaign_id: uuid, schedule_id: 's' }],
  triggerCanvas: canvasTriggers,
  createCanvasSchedule: canvasTriggers.map((its) => ({ ...its, schedule })),
  updateCanvasSchedule: [{ canvas_id: uuid, schedule_id: 's', schedule }],
  deleteCanvasSchedule: [{ canvas_id: uuid, schedule_id: 's' }],
  sendMessage: [
    {
      external_user_ids: ['a', 'b'],
      user_aliases: [alias],
      segment_id: uuid,
      audience,
      campaign_id: uuid,
      send_id: 'spring',
      recipient_subscription_state: 'all',
      messages: {
        email: { subject: 'Hi', message_variation_id: 'v' },
        apple_push: { message_variation_id: 'p', extra: { a: 1 } },
      },
    },
    { broadcast: true, segment_id: uuid, messages: { email: { subject: 'Hi' } } },
    { external_user_ids: ['a'], messages: everyChannel },
  ],
  createSendId: [{ campaign_id: uuid, send_id: 'spring' }],
};

const anyValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, '', 'x', 'true', 'identified', 0, 1, -1, 1.5, true, false),
  fc.constantFrom<JsonValue>([], {}, ['a'], [1], [{}], [null], { a: 1 }, alias, 'a'.repeat(300)),
);

/** A body with some of its values replaced, taken away, or joined by others. */
export function mutated(body: JsonValue): fc.Arbitrary<JsonValue> {
  const places = placesIn(body);
  const change = fc.record({
    place: fc.constantFrom(...places),
    kind: fc.constantFrom('replace', 'remove', 'add'),
    value: anyValue,
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const result = structuredClone(body);
    for (const { place, kind, value } of changes) apply(result, place, kind, structuredClone(value));
    return result;
  });
}

function placesIn(value: JsonValue, at: readonly Step[] = []): Step[][] {
  const inner: [Step, JsonValue][] = Array.isArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return inner.flatMap(([step, its]) => [[...at, step], ...placesIn(its, [...at, step])]);
}

function apply(body: JsonValue, place: readonly Step[], kind: string, value: JsonValue): void {
  let parent: JsonValue | undefined = body;
  for (const step of place.slice(0, -1)) parent = innerOf(parent, step);
  const last = place.at(-1);
  if (Array.isArray(parent)) {
    if (kind === 'add') parent.push(value);
    else if (kind === 'replace' && typeof last === 'number' && last < parent.length) parent[last] = value;
    else parent.pop();
  } else if (isJsonObject(parent) && typeof last === 'string') {
    if (kind === 'add') parent[`${last}_too`] = value;
    else if (kind === 'replace') parent[last] = value;
    else delete parent[last];
  }
}

function innerOf(value: JsonValue | undefined, step: Step): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isJsonObject(value) ? value[step] : undefined;
}
