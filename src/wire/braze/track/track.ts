import { z } from 'zod';
import { EmulatorError, type TrackProblem } from '../../../domain/errors.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { formatPath } from '../../../domain/json-path.js';
import { trackObjectsPerRequestMax } from '../../../domain/limits.js';
import type { AttributeUpdate } from '../../../domain/users/attribute-change.js';
import type { IgnoredPart } from '../../../domain/users/ignored-part.js';
import type {
  TrackedAttributes,
  TrackedEvent,
  TrackedObject,
  TrackedPurchase,
  TrackRequest,
} from '../../../domain/users/track.js';
import { isStandardAttributeName } from '../../../domain/users/user-profile.js';
import type { Behaviour } from '../../../domain/workspaces/workspace.js';

import { lazySchema, type Wire } from '../../endpoint.js';
import { fieldOf, refuseField } from '../fields.js';
import { type Reading, readCustomAttribute } from './custom-attribute.js';
import { readEvent, readPurchase } from './occurrences.js';
import { readPushTokens } from './push-tokens.js';
import { isGiven, readFlag, readMayCreate, readRecipient } from './recipient.js';
import { refuseObject, TrackRefusal } from './refusal.js';
import { readStandardAttribute } from './standard-attributes.js';

type InputArray = TrackProblem['inputArray'];

/**
 * Reads the body of `/users/track`. An object with a problem is left out and the others stand; of several problems of
 * one object the first is told. [doc] user_data/post_user_track; one problem an object [inferred]
 *
 * @throws EmulatorError `invalid_field` for an array that is none, in our own words [inferred]; `no_valid_track_data` when
 * no object is left, with the problems [client: Segment, RudderStack], or there was none to begin with [inferred];
 * `too_many_track_objects` over 75, in all or in one array.
 */
export function readTrack(
  body: JsonValue,
  { trackLimit }: Pick<Behaviour, 'trackLimit'>,
): { request: TrackRequest; problems: TrackProblem[] } {
  const sent = {
    attributes: readArray(body, 'attributes'),
    events: readArray(body, 'events'),
    purchases: readArray(body, 'purchases'),
  };
  assertObjectCount(
    Object.values(sent).map((objects) => objects.length),
    trackLimit,
  );
  const problems: TrackProblem[] = [];
  const request: TrackRequest = {
    attributes: readObjects(sent.attributes, 'attributes', readAttributesObject, problems),
    events: readObjects(sent.events, 'events', readEventObject, problems),
    purchases: readObjects(sent.purchases, 'purchases', readPurchaseObject, problems),
  };
  if (Object.values(request).every((objects) => objects.length === 0)) {
    throw new EmulatorError('no_valid_track_data', 'Every object has a problem', { problems });
  }
  return { request, problems };
}

export const trackAnswer = lazySchema(() =>
  z.object({
    attributes_processed: z.int().optional(),
    events_processed: z.int().optional(),
    purchases_processed: z.int().optional(),
    message: z.literal('success'),
    errors: z
      .array(
        z.object({
          type: z.string(),
          input_array: z.enum(['attributes', 'events', 'purchases']),
          index: z.int(),
        }),
      )
      .optional()
      .describe('Objects that were left out, each with its problem.'),
  }),
);

/** The answer: a count for each array with a good object, in the order of recorded answers. [client: braze_ruby recording] */
export function trackJson(
  request: TrackRequest,
  problems: readonly TrackProblem[],
): Wire<typeof trackAnswer> {
  const { attributes, events, purchases } = request;
  return {
    ...(attributes.length > 0 && { attributes_processed: attributes.length }),
    ...(events.length > 0 && { events_processed: events.length }),
    ...(purchases.length > 0 && { purchases_processed: purchases.length }),
    message: 'success',
    ...(problems.length > 0 && { errors: trackProblemsJson(problems) }),
  };
}

export function trackProblemsJson(
  problems: readonly TrackProblem[],
): { type: string; input_array: InputArray; index: number }[] {
  return problems.map(({ type, inputArray, index }) => ({ type, input_array: inputArray, index }));
}

function readArray(body: JsonValue, field: InputArray): JsonValue[] {
  const value = fieldOf(body, field) ?? [];
  return Array.isArray(value) ? value : refuseField(`'${field}' must be an array of objects`, field);
}

/** @param counts  Of each array. Legacy accounts may have 75 in each. [doc] api/api_limits */
function assertObjectCount(counts: readonly number[], trackLimit: Behaviour['trackLimit']): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    throw new EmulatorError(
      'no_valid_track_data',
      "'attributes', 'events' and 'purchases' are missing or empty",
      { path: 'attributes' },
    );
  }
  const isPerArray = trackLimit === 'per_array_75';
  const count = isPerArray ? Math.max(...counts) : total;
  if (count > trackObjectsPerRequestMax) {
    throw new EmulatorError(
      'too_many_track_objects',
      `${count} objects in one ${isPerArray ? 'array' : 'request'}; at most ${trackObjectsPerRequestMax} are allowed`,
    );
  }
}

function readObjects<Item>(
  elements: readonly JsonValue[],
  inputArray: InputArray,
  read: (object: JsonObject) => Item,
  problems: TrackProblem[],
): (Item & { path: string })[] {
  const items: (Item & { path: string })[] = [];
  for (const [index, element] of elements.entries()) {
    try {
      if (!isJsonObject(element)) refuseObject(`'${inputArray}' must be an array of objects`);
      items.push({ ...read(element), path: formatPath([inputArray, index]) });
    } catch (error) {
      if (!(error instanceof TrackRefusal)) throw error;
      const path = formatPath([inputArray, index, ...error.steps]);
      problems.push({ type: error.type, inputArray, index, path });
    }
  }
  return items;
}

function readAttributesObject(object: JsonObject): Omit<TrackedAttributes, 'path'> {
  const { pushTokens, isPushTokenImport } = readPushTokens(object);
  // An import is not looked up by e-mail address or phone number: each token gets a profile. [doc]
  const isAboutNobody = isPushTokenImport && !isGiven(object, 'user_alias');
  const recipient = isAboutNobody ? null : readRecipient(object);
  const mayCreate = readMayCreate(object, recipient);
  const attributes = readAttributeUpdates(object, isAboutNobody);
  return { recipient, mayCreate, ...attributes, pushTokens, isPushTokenImport };
}

/**
 * What the attributes in an object do to the profile, and what of them has no effect; its identifiers and push tokens are
 * none. @throws TrackRefusal
 *
 * @param isOfNewUsers  Whether nobody has attributes to merge into.
 */
export function readAttributeUpdates(
  object: JsonObject,
  isOfNewUsers = false,
): {
  updates: AttributeUpdate[];
  ignored: IgnoredPart[];
} {
  const reading: Reading = { isMerging: readFlag(object, '_merge_objects') ?? false, ignored: [] };
  const updates = Object.entries(object).flatMap(([name, value]) => readUpdate(name, value, reading));
  if (reading.isMerging && (isOfNewUsers || !updates.some(mergesObjects))) {
    const reason = isOfNewUsers
      ? 'has nothing to merge into: each push token makes a new user'
      : 'has no object to merge beside it';
    reading.ignored.push({ steps: ['_merge_objects'], rule: 'nothing_to_merge', reason, isTolerated: true });
  }
  return { updates, ignored: reading.ignored };
}

function mergesObjects({ change }: AttributeUpdate): boolean {
  return change.kind === 'merge' || (change.kind === 'change_object_array' && change.update.length > 0);
}

/** Fields of an attributes object that are no attributes. */
export const trackOnlyFields = new Set([
  'external_id',
  'user_alias',
  'braze_id',
  '_update_existing_only',
  '_merge_objects',
  'push_token_import',
  'push_tokens',
]);

function readUpdate(name: string, value: JsonValue, reading: Reading): AttributeUpdate[] {
  if (trackOnlyFields.has(name)) return [];
  if (name === 'email_subscription_info') refuseObject('INVALID_ATTRIBUTE_EMAIL_SUBSCRIPTION_INFO', name);
  try {
    const change = isStandardAttributeName(name)
      ? readStandardAttribute(name, value, reading)
      : readCustomAttribute(name, value, reading);
    return change === undefined ? [] : [{ name, change }];
  } catch (error) {
    throw error instanceof TrackRefusal ? new TrackRefusal(error.type, [name, ...error.steps]) : error;
  }
}

function readEventObject(object: JsonObject): Omit<TrackedEvent, 'path'> {
  return { ...readTracked(object), event: readEvent(object) };
}

function readPurchaseObject(object: JsonObject): Omit<TrackedPurchase, 'path'> {
  return { ...readTracked(object), purchase: readPurchase(object) };
}

/** An e-mail address or phone number that is not the identifier is an attribute here too. [doc] post_user_track */
function readTracked(object: JsonObject): Omit<TrackedObject, 'path'> {
  const recipient = readRecipient(object);
  const mayCreate = readMayCreate(object, recipient);
  const given = ['email', 'phone'].filter((name) => isGiven(object, name));
  const reading: Reading = { isMerging: false, ignored: [] };
  const updates = given.flatMap((name) => readUpdate(name, object[name] ?? null, reading));
  return { recipient, mayCreate, updates, ignored: reading.ignored };
}
