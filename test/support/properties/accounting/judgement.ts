import { isJsonObject, type JsonValue } from '../../../../src/domain/json.js';
import { follow, type Step } from '../../../../src/domain/json-path.js';
import type { Judgement } from './account.js';
import { exportPath } from './world.js';

/** They say whom of several, how, or under which condition. */
const choices: [places: RegExp, why: string][] = [
  [/(should_remove|merge_behavior|_merge_objects)$/, 'says how; what it is about has notes of its own'],
  [/(_update_existing_only|send_to_existing_only|push_token_import)$/, 'decides only about the unknown'],
  [/prioritization\.\d+$/, 'decides only among several users'],
  [
    /^(segment_id|recipient_subscription_state|audience\..*)$/,
    'narrows; those who are named may all be within',
  ],
  [/^(fields|custom_attributes)_to_export\.\d+$/, 'asks for what the users at hand may not have'],
  [
    /^(attributes|events|purchases)\.\d+\.(external_id|braze_id|user_alias\..*)$/,
    'names whom; without it, an address beside it names the same user; the rest of the object counts by itself',
  ],
];

/**
 * Whether a user is looked up by this e-mail address: it names whom, as an external id does, and without it a phone number
 * beside it may name the same user. Beside an external id it is an attribute, which counts by itself.
 */
function isEmailThatNames(leaf: readonly Step[], body: JsonValue): boolean {
  if (!/^(attributes|events|purchases)\.\d+\.email$/.test(leaf.join('.'))) return false;
  const object = follow(body, leaf.slice(0, -1));
  if (!isJsonObject(object) || object.push_token_import === true) return false;
  return ['external_id', 'user_alias', 'braze_id'].every((name) => (object[name] ?? '') === '');
}

/** What says what holds without it too. */
const defaults: Record<string, JsonValue> = {
  should_remove: false,
  broadcast: false,
  in_local_time: false,
  at_optimal_time: false,
  _merge_objects: false,
  _update_existing_only: false,
  push_token_import: false,
  send_to_existing_only: true,
  merge_behavior: 'merge',
  output_format: 'zip',
  quantity: 1,
  recipient_subscription_state: 'subscribed',
};

/** Must be sent with each naming of a cohort, and is so already. */
const cohortCreatedAt = '2026-02-01T09:00:00Z';

/** In what is people's own each value counts, an empty one too; elsewhere it stands for one that is left out. */
const peoplesOwn = /^(attributes|properties|trigger_properties|context|canvas_entry_properties|messages)$/;
const empty = new Set(['null', '""', '[]', '{}']);

const nameOf = (leaf: readonly Step[]) => String(leaf.findLast((step) => typeof step === 'string'));

/** Also as a text, as in Braze's samples. */
const isDefault = (leaf: readonly Step[], value: JsonValue) =>
  nameOf(leaf) in defaults && String(defaults[nameOf(leaf)]) === String(value);

/** Objects and lists of an attributes object that are no attributes. */
const notMerged = new Set(['user_alias', 'push_tokens']);

/** Whether this first step of an attribute leads into an array, or is an operator that merges nothing. */
const isUnmerged = (step: Step | undefined) =>
  typeof step === 'number' || /^(inc|add|remove|\$add|\$remove)$/.test(String(step));

export const judgement: Judgement = {
  isChoice: (leaf: readonly Step[], body: JsonValue) =>
    choices.some(([places]) => places.test(leaf.join('.'))) || isEmailThatNames(leaf, body),
  // Users may look alike in an export, and one may have two external ids; each time that is past means at once.
  maySayTheSame: (path, leaf) =>
    path === exportPath || leaf[0] === 'external_ids' || leaf.join('.') === 'schedule.time',
  isWhole: (place) =>
    /^(attributes\.\d+|(attributes\.\d+|recipients\.\d+\.attributes)\.[^.]+)$/.test(place.join('.')) &&
    !notMerged.has(String(place.at(-1))),
  isAbout: (choice, leaf) =>
    choice.at(-1) !== '_merge_objects' ||
    (leaf.length > choice.length &&
      !notMerged.has(String(leaf[choice.length - 1])) &&
      !isUnmerged(leaf[choice.length])),
  saysNothing(leaf: readonly Step[], value: JsonValue) {
    if (isDefault(leaf, value) || (leaf[0] === 'created_at' && value === cohortCreatedAt)) return true;
    const isOwn =
      !leaf.includes('push_tokens') && leaf.slice(0, -1).some((step) => peoplesOwn.test(String(step)));
    return !isOwn && empty.has(JSON.stringify(value));
  },
};
