import type { JsonObject, JsonValue } from '../json.js';
import type { ObjectArrayChange } from './object-array.js';

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
  /** Merges into the object that is there; where there is none, sets. [doc] nested_custom_attribute_support */
  | { kind: 'merge'; value: JsonObject }
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
