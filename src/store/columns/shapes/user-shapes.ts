import type {
  CohortIdentifier,
  MembershipChange,
  MembershipOutcome,
  MembershipTrace,
} from '../../../domain/cohort.js';
import type { JsonObject } from '../../../domain/json.js';
import { purchaseQuantityMax } from '../../../domain/limits.js';
import { isTimeZone } from '../../../domain/time/local-time.js';
import type { AttributeChange, AttributeUpdate } from '../../../domain/users/attribute-change.js';
import { attributeTypes } from '../../../domain/users/attribute-type.js';
import type { DataSettings } from '../../../domain/users/data-settings.js';
import { attributeHints, type IgnoredPart } from '../../../domain/users/ignored-part.js';
import type { ObjectArrayChange, ObjectMatch } from '../../../domain/users/object-array.js';
import { prioritizationCriteria } from '../../../domain/users/prioritization.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import type {
  Alias,
  AppUse,
  NewUserProfile,
  ProfileEvent,
  ProfilePurchase,
} from '../../../domain/users/user-profile.js';
import { timeWithin } from '../ranges.js';
import {
  anyOf,
  byTag,
  finite,
  flag,
  json,
  jsonObject,
  listOf,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  textAs,
  wholeWithin,
} from '../shape.js';

export const time = wholeWithin(...timeWithin);
export const count = wholeWithin(0, Number.MAX_SAFE_INTEGER);
/** ISO 8601, as far as anything reads it. */
const isoText = text;

export const alias = object<Alias>({ label: text, name: text });

const scalar = anyOf<string | number | boolean>(text, finite, flag);

const subscriptionGroup = object<{
  subscription_group_id: string;
  subscription_state: 'subscribed' | 'unsubscribed';
}>({ subscription_group_id: text, subscription_state: oneOf('subscribed', 'unsubscribed') });

/** Standard attributes that more is done with than showing them. */
const standard = object<{ time_zone?: string; subscription_groups?: object[] }>({
  time_zone: optional(textAs((zone) => isTimeZone(zone), 'a time zone')),
  subscription_groups: optional(listOf(subscriptionGroup)),
});

export const attributes: Shape<JsonObject> = (value, path) =>
  jsonObject(value, path) ?? standard(value, path);

export const apps = listOf(
  object<AppUse>({
    app_id: optional(text),
    name: optional(text),
    platform: optional(text),
    version: optional(text),
    sessions: optional(count),
    first_used: optional(isoText),
    last_used: optional(isoText),
  }),
);

export const newUser = object<NewUserProfile>({
  brazeId: optional(text),
  externalId: nullable(text),
  aliases: listOf(alias),
  deviceIds: listOf(text),
  attributes,
  randomBucket: optional(wholeWithin(0, 9_999)),
  apps: optional(apps),
  sessionCount: optional(count),
});

const prioritization = listOf(oneOf(...prioritizationCriteria));

export const reference = anyOf<ProfileReference>(
  object<{ externalId: string }>({ externalId: text }),
  object<{ alias: Alias }>({ alias }),
  object<{ brazeId: string }>({ brazeId: text }),
  object<Extract<ProfileReference, { email: string }>>({ email: text, prioritization }),
  object<Extract<ProfileReference, { phone: string }>>({ phone: text, prioritization }),
);

const objectMatch = object<ObjectMatch>({ key: text, value: scalar });
type Change<Kind> = Extract<AttributeChange, { kind: Kind }>;

const attributeChange = byTag<AttributeChange>('kind', {
  set: object<Change<'set'>>({ kind: oneOf('set'), value: json }),
  remove: object<Change<'remove'>>({ kind: oneOf('remove') }),
  merge: object<Change<'merge'>>({ kind: oneOf('merge'), value: jsonObject }),
  increment: object<Change<'increment'>>({ kind: oneOf('increment'), by: finite }),
  change_array: object<Change<'change_array'>>({
    kind: oneOf('change_array'),
    add: listOf(scalar),
    remove: listOf(scalar),
  }),
  change_object_array: object<{ kind: 'change_object_array' } & ObjectArrayChange>({
    kind: oneOf('change_object_array'),
    add: listOf(jsonObject),
    remove: listOf(objectMatch),
    update: listOf(
      object<ObjectArrayChange['update'][number]>({ match: objectMatch, newObject: jsonObject }),
    ),
    isMerging: flag,
  }),
  change_subscription_groups: object<Change<'change_subscription_groups'>>({
    kind: oneOf('change_subscription_groups'),
    groups: listOf(subscriptionGroup),
  }),
});

export const attributeUpdates = listOf(object<AttributeUpdate>({ name: text, change: attributeChange }));

export const ignoredParts = listOf(
  object<IgnoredPart>({
    steps: listOf(anyOf<string | number>(text, count)),
    rule: oneOf(...(Object.keys(attributeHints) as (keyof typeof attributeHints)[])),
    reason: text,
    hint: optional(text),
    isTolerated: optional(flag),
    fallenSteps: optional(count),
  }),
);

export const event = object<ProfileEvent>({
  name: text,
  at: time,
  appId: nullable(text),
  properties: jsonObject,
});
export const purchase = object<ProfilePurchase>({
  productId: text,
  currency: text,
  price: finite,
  quantity: wholeWithin(1, purchaseQuantityMax),
  at: time,
  appId: nullable(text),
  properties: jsonObject,
});

export const dataSettings = object<DataSettings>({
  customAttributes: listOf(
    object<DataSettings['customAttributes'][number]>({
      name: text,
      type: optional(oneOf(...attributeTypes)),
      isBlocklisted: flag,
    }),
  ),
  blocklistedEvents: listOf(text),
});

export const membershipChanges = listOf(
  object<MembershipChange>({
    shouldRemove: flag,
    externalIds: listOf(text),
    deviceIds: listOf(text),
    aliases: listOf(alias),
  }),
);

export const cohortIdentifier = anyOf<CohortIdentifier>(
  object<{ externalId: string }>({ externalId: text }),
  object<{ deviceId: string }>({ deviceId: text }),
  object<{ alias: Alias }>({ alias }),
);

export const membershipOutcome = object<MembershipOutcome>({
  added: count,
  alreadyMember: count,
  removed: count,
  notMember: count,
  unknown: object<MembershipOutcome['unknown']>({
    externalIds: listOf(text),
    deviceIds: listOf(text),
    aliases: listOf(alias),
  }),
  skippedIdentified: object<MembershipOutcome['skippedIdentified']>({ deviceIds: listOf(text) }),
  conflicts: listOf(
    object<MembershipOutcome['conflicts'][number]>({
      identifier: cohortIdentifier,
      applied: oneOf('add', 'remove'),
    }),
  ),
  trace: optional(object<MembershipTrace>({ size: count, entered: text, left: text })),
});
