import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { attributeArrayElementsMax, attributeObjectArrayBytesMax } from '../limits.js';
import { changeObjectArray, type ObjectArrayChange } from './object-array.js';
import { splitAttributes, type UserProfileContent } from './user-profile.js';

export type AttributeScalar = string | number | boolean;

/** State of one subscription group, by Braze's names, as the profile keeps it. */
export type SubscriptionGroup = {
  subscription_group_id: string;
  subscription_state: 'subscribed' | 'unsubscribed';
};

/** What happens to one attribute of a profile. [doc] objects_filters/user_attributes_object */
export type AttributeChange =
  | { kind: 'set'; value: JsonValue }
  | { kind: 'remove' }
  /** `by` is an integer; an attribute that is absent counts from 0. [inferred] */
  | { kind: 'increment'; by: number }
  /** Adds come before removes. [inferred] */
  | { kind: 'change_array'; add: AttributeScalar[]; remove: AttributeScalar[] }
  | ({ kind: 'change_object_array' } & ObjectArrayChange)
  /** Groups that are not named keep their state. [inferred] */
  | { kind: 'change_subscription_groups'; groups: SubscriptionGroup[] };

/** A change of the attribute with this name: a standard one by Braze's name, or any other, which is a custom one. */
export interface AttributeUpdate {
  name: string;
  change: AttributeChange;
}

type ProfileAttributes = Pick<UserProfileContent, 'email' | 'phone' | 'attributes' | 'customAttributes'>;

/**
 * The profile after its attributes were changed, in order. A change that does not fit what is there (an increment of a
 * text, an add to a number) leaves the attribute as it is. [inferred]
 */
export function applyAttributeUpdates<Profile extends ProfileAttributes>(
  profile: Profile,
  updates: readonly AttributeUpdate[],
): Profile {
  const values = new Map<string, JsonValue>([
    ['email', profile.email],
    ['phone', profile.phone],
    ...Object.entries(profile.attributes),
    ...Object.entries(profile.customAttributes),
  ]);
  for (const { name, change } of updates) {
    const value = applyChange(values.get(name) ?? undefined, change);
    if (value === undefined) values.delete(name);
    else values.set(name, value);
  }
  return { ...profile, ...splitAttributes(Object.fromEntries(values)) };
}

/** The value of an attribute after a change; `undefined` stands for absent. */
function applyChange(value: JsonValue | undefined, change: AttributeChange): JsonValue | undefined {
  switch (change.kind) {
    case 'set':
      return withinLimits(change.value) ?? value;
    case 'remove':
      return undefined;
    case 'increment':
      return increment(value, change.by);
    case 'change_array':
      return changeArray(value, change.add, change.remove);
    case 'change_object_array':
      return withinLimits(changeObjectArray(value, change)) ?? value;
    case 'change_subscription_groups':
      return changeSubscriptionGroups(value, change.groups);
    default:
      return change satisfies never;
  }
}

/** Integers only; beyond what a number holds exactly nothing happens. [doc] integers, the rest [inferred] */
function increment(value: JsonValue | undefined, by: number): JsonValue | undefined {
  const current = value ?? 0;
  if (typeof current !== 'number' || !Number.isSafeInteger(current)) return value;
  const sum = current + by;
  return Number.isSafeInteger(sum) ? sum : value;
}

/** Adding a value that is there moves it to the end. [doc] user_attributes_object */
function changeArray(
  value: JsonValue | undefined,
  add: readonly AttributeScalar[],
  remove: readonly AttributeScalar[],
): JsonValue | undefined {
  if (value === undefined && add.length === 0) return undefined;
  const current = value ?? [];
  if (!isScalarArray(current)) return value;
  const elements = new Set(current);
  for (const element of add) {
    elements.delete(element);
    elements.add(element);
  }
  for (const element of remove) elements.delete(element);
  return withinLimits([...elements]);
}

/**
 * A value as it may be kept. Values of an array are unique, the first place of each counting. [doc] the place [inferred]
 *
 * Of more than 500 the last ones are kept. [doc] the limit, which end [inferred]
 *
 * @returns `undefined` for objects of more than 100 KB: such an update is dropped. [doc] for arrays of objects and
 * user_guide nested_custom_attribute_support for the limit of objects; dropping those too [inferred]
 */
function withinLimits(value: JsonValue | undefined): JsonValue | undefined {
  if (isScalarArray(value)) return [...new Set(value)].slice(-attributeArrayElementsMax);
  if (typeof value !== 'object' || value === null) return value;
  const bytes = new TextEncoder().encode(JSON.stringify(value)).byteLength;
  return bytes <= attributeObjectArrayBytesMax ? value : undefined;
}

function isScalarArray(value: JsonValue | undefined): value is AttributeScalar[] {
  return Array.isArray(value) && value.every((element) => typeof element !== 'object');
}

function changeSubscriptionGroups(
  value: JsonValue | undefined,
  groups: readonly SubscriptionGroup[],
): JsonObject[] {
  const current = Array.isArray(value) ? value.filter(isJsonObject) : [];
  const byId = new Map<JsonValue | undefined, JsonObject>(
    current.map((group) => [group.subscription_group_id, group]),
  );
  for (const group of groups) byId.set(group.subscription_group_id, group);
  return [...byId.values()];
}
