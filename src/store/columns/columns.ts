import { clockTimeMax, clockTimeMin, purchaseQuantityMax } from '../../domain/limits.js';
import { clusterRegions } from '../../domain/workspaces/partner.js';
import {
  also,
  blob,
  type Column,
  flag,
  jsonb as jsonbColumn,
  json as jsonColumn,
  nullable,
  number,
  oneOf,
  text,
  whole,
} from './column.js';
import { offsetWithin, profileNumberMax, rowNumberMax, timeWithin } from './ranges.js';
import { jsonObject, listOf, type Shape, text as textShape } from './shape.js';
import { dueWork } from './shapes/due-work-shapes.js';
import { faultMatch, faultSteps } from './shapes/fault-shapes.js';
import { journalContent, membershipTally } from './shapes/journal-shapes.js';
import { campaignDetails, droppedRecipients, sendRequest } from './shapes/messaging-shapes.js';
import { definition, target } from './shapes/segment-shapes.js';
import { apps, attributes } from './shapes/user-shapes.js';
import { blueprint, permissions, settings } from './shapes/workspace-shapes.js';

/** By name, the JSON shapes of columns: what `has_shape` looks a name up in. */
export const shapes = new Map<string, Shape<unknown>>();

function json(name: string, shape: Shape<unknown>): Column {
  shapes.set(name, shape);
  return jsonColumn(name, shape);
}

function jsonb(name: string, shape: Shape<unknown>): Column {
  shapes.set(name, shape);
  return jsonbColumn(name, shape);
}

const rowNumber = whole(1, rowNumberMax);
const count = whole(0, Number.MAX_SAFE_INTEGER);
const time = whole(...timeWithin);
const profileNumber = whole(0, profileNumberMax - 1);
const object = json('object', jsonObject);
const texts = json('texts', listOf(textShape));

/** The set that a column names is of the kind, and of the workspace of the row. */
const setOf = (kind: string) =>
  also(
    rowNumber,
    `of a set of the kind ${kind} of the same workspace`,
    (name) =>
      `EXISTS (SELECT 1 FROM profile_sets s WHERE s.profile_set = ${name} AND s.workspace = t.workspace AND s.kind = '${kind}')`,
  );

/**
 * What each column of each table may hold, beside what its foreign keys say, so that whatever reads it works. `t` is the
 * table. The order matters: a condition may rely on those before it.
 */
export const columnsByTable: Record<string, Record<string, Column>> = {
  workspaces: {
    workspace: rowNumber,
    position: rowNumber,
    id: text,
    name: text,
    behaviour: json('settings', settings),
    blueprint: json('blueprint', blueprint),
    created_at: time,
    everyone_set: setOf('everyone'),
    next_profile: also(
      whole(0, profileNumberMax),
      'above that of every profile',
      (name) =>
        `${name} > coalesce((SELECT max(p.number) FROM profiles p WHERE p.workspace = t.workspace), -1)`,
    ),
    next_revision: rowNumber,
    clock_offset_ms: whole(...offsetWithin),
    clock_frozen_at: nullable(whole(clockTimeMin, clockTimeMax)),
  },
  leftovers: {
    former_workspace: also(
      rowNumber,
      'that no workspace has any more',
      (name) => `NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.workspace = ${name})`,
    ),
  },
  partners: {
    partner: also(
      text,
      'of a partner with a key',
      (name) => `EXISTS (SELECT 1 FROM partner_api_keys k WHERE k.partner = ${name})`,
    ),
    display_name: text,
    filter_name: text,
  },
  partner_api_keys: { key: text, partner: text, region: nullable(oneOf(...clusterRegions)) },
  workspace_partners: { workspace: rowNumber, partner: text, is_enabled: flag },
  data_import_keys: {
    key: text,
    workspace: rowNumber,
    partner: text,
    state: oneOf('active', 'invalidated'),
    created_at: time,
  },
  rest_api_keys: {
    key: text,
    workspace: rowNumber,
    permissions: json('permissions', permissions),
    created_at: time,
  },
  profile_sets: {
    profile_set: rowNumber,
    workspace: rowNumber,
    kind: oneOf('everyone', 'cohort', 'receivers', 'export'),
  },
  profile_set_blocks: {
    profile_set: rowNumber,
    block: whole(0, profileNumberMax / 65_536 - 1),
    size: whole(1, 65_536),
    bits: also(
      blob,
      'whole words of 32 bits, as many of them set as size says, of profiles that are there',
      (name) =>
        `length(${name}) BETWEEN 4 AND 8192 AND length(${name}) % 4 = 0 AND bit_count(${name}) = t.size AND EXISTS
         (SELECT 1 FROM profile_sets s JOIN workspaces w USING (workspace) JOIN profile_set_blocks e
          ON e.profile_set = w.everyone_set AND e.block = t.block
          WHERE s.profile_set = t.profile_set AND are_bits_within(${name}, e.bits))`,
    ),
  },
  profiles: {
    workspace: rowNumber,
    number: profileNumber,
    braze_id: text,
    external_id: nullable(text),
    email: nullable(text),
    phone: nullable(text),
    created_at: time,
    revision: whole(0, rowNumberMax),
    random_bucket: whole(0, 9_999),
    attributes: jsonb('attributes', attributes),
    custom_attributes: jsonb('object', jsonObject),
    apps: json('apps', apps),
    session_count: count,
  },
  deprecated_external_ids: { workspace: rowNumber, external_id: text, number: profileNumber },
  aliases: { workspace: rowNumber, label: text, name: text, number: profileNumber },
  devices: { workspace: rowNumber, device_id: text, number: profileNumber },
  push_tokens: { workspace: rowNumber, app_id: text, token: text, device_id: text, number: profileNumber },
  events: {
    event: rowNumber,
    workspace: rowNumber,
    number: profileNumber,
    name: text,
    at: time,
    app_id: nullable(text),
    properties: object,
  },
  purchases: {
    purchase: rowNumber,
    workspace: rowNumber,
    number: profileNumber,
    product_id: text,
    currency: text,
    price: number(-Number.MAX_VALUE, Number.MAX_VALUE),
    quantity: whole(1, purchaseQuantityMax),
    at: time,
    app_id: nullable(text),
    properties: object,
  },
  cohorts: {
    workspace: rowNumber,
    partner: text,
    cohort_id: text,
    name: text,
    created_at: text,
    latest_created_at: text,
    is_implicit: flag,
    updated_at: time,
    change_count: count,
    members_set: setOf('cohort'),
  },
  segments: {
    segment: rowNumber,
    workspace: rowNumber,
    id: text,
    name: text,
    text_description: text,
    tags: texts,
    teams: texts,
    is_analytics_tracked: flag,
    definition: json('definition', definition),
    is_archived: flag,
    created_at: time,
    updated_at: time,
  },
  segment_sizes: { segment: rowNumber, day: text, size: count },
  segment_exports: {
    segment_export: rowNumber,
    workspace: rowNumber,
    segment_id: text,
    object_prefix: text,
    object_key: text,
    url: text,
    state: oneOf('running', 'ready', 'expired', 'failed'),
    fields: texts,
    custom_attributes: texts,
    callback_endpoint: nullable(text),
    requested_at: time,
    ready_at: nullable(time),
    members_set: also(
      nullable(setOf('export')),
      'and not NULL while it runs',
      (name) => `${name} IS NOT NULL OR t.state <> 'running'`,
    ),
  },
  segment_export_parts: { segment_export: rowNumber, part: whole(0, rowNumberMax), bytes: blob },
  campaigns: {
    campaign: rowNumber,
    workspace: rowNumber,
    kind: oneOf('campaign', 'canvas'),
    id: text,
    name: text,
    description: text,
    target: json('target', target),
    is_enabled: flag,
    is_archived: flag,
    is_draft: flag,
    is_api_campaign: flag,
    tags: texts,
    teams: texts,
    details: json('details', campaignDetails),
    created_at: time,
    updated_at: time,
    first_sent_at: nullable(time),
    last_sent_at: nullable(time),
    received_set: setOf('receivers'),
  },
  send_ids: { campaign: rowNumber, send_id: text },
  schedules: {
    workspace: rowNumber,
    id: text,
    campaign: also(
      rowNumber,
      'of a campaign of the same workspace',
      (name) => `EXISTS (SELECT 1 FROM campaigns c WHERE c.campaign = ${name} AND c.workspace = t.workspace)`,
    ),
    dispatch_id: text,
    time,
    is_local: flag,
    request: json('request', sendRequest),
    handled_until: nullable(time),
    due_work: also(
      rowNumber,
      'of work that fires a schedule',
      (name) =>
        `EXISTS (SELECT 1 FROM due_work d WHERE d.due_work = ${name} AND d.workspace = t.workspace AND d.kind = 'fire_schedule')`,
    ),
  },
  sends: {
    send: rowNumber,
    workspace: rowNumber,
    dispatch_id: text,
    send_id: nullable(text),
    campaign_id: nullable(text),
    canvas_id: nullable(text),
    segment_id: nullable(text),
    at: time,
    is_broadcast: flag,
    inactivity: nullable(oneOf('archived', 'paused')),
    properties: object,
    content: object,
    dropped: json('dropped', droppedRecipients),
    receivers_set: setOf('receivers'),
  },
  receiver_properties: { send: rowNumber, workspace: rowNumber, number: profileNumber, properties: object },
  due_work: {
    due_work: rowNumber,
    workspace: rowNumber,
    due_at: time,
    kind: oneOf('apply', 'apply_rest', 'measure_segments', 'expire_export', 'fire_schedule'),
    work: also(
      json('work', dueWork),
      'of the kind that the row has, for a schedule that is there',
      (
        name,
      ) => `${name} ->> '$.kind' = t.kind AND (t.kind <> 'fire_schedule' OR EXISTS (SELECT 1 FROM schedules s
        WHERE s.workspace = t.workspace AND s.id = ${name} ->> '$.scheduleId' AND s.due_work = t.due_work))`,
    ),
  },
  faults: {
    fault: rowNumber,
    workspace: rowNumber,
    id: text,
    match: json('match', faultMatch),
    steps: json('steps', faultSteps),
    is_sequence: flag,
    skip: count,
    times: nullable(whole(1, Number.MAX_SAFE_INTEGER)),
    probability: number(0, 1),
    matched: count,
    struck: count,
  },
  random_positions: { seed: text, position: count },
  journal_entries: {
    entry: rowNumber,
    workspace: whole(0, rowNumberMax),
    is_let_in: flag,
    id: text,
    at: time,
    received_at: time,
    method: text,
    route: text,
    status: nullable(whole(100, 599)),
    partner: nullable(text),
    cohort_id: nullable(text),
    rule: nullable(text),
    bytes: count,
    tally: nullable(json('tally', membershipTally)),
    content: also(
      json('content', journalContent),
      'that fits status and rule',
      (name) => `(t.status IS NOT NULL OR ${name} ->> '$.response' IS NULL)
        AND ((t.rule IS NULL) = (${name} ->> '$.decision.kind' = 'accepted'))`,
    ),
  },
  journals: {
    workspace: whole(0, rowNumberMax),
    entry_count: whole(-rowNumberMax, rowNumberMax),
    bytes: whole(-rowNumberMax, rowNumberMax),
    evicted_count: count,
    evicted_entry: nullable(whole(0, rowNumberMax)),
    evicted_until: nullable(time),
  },
  journal_total: { bytes: whole(-rowNumberMax, rowNumberMax) },
  known_keys: { number: rowNumber, key: text },
};
