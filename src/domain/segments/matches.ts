import { isJsonObject, type JsonValue } from '../json.js';
import { parseAttributeTime } from '../time/written-time.js';
import type { AppUse, ProfileEvent, ProfilePurchase, UserProfile } from '../users/user-profile.js';
import { someSatisfies } from './any-value.js';
import { attributeSteps, valuesAt } from './attribute-path.js';
import { birthMatches } from './birth.js';
import { compareNumbers, isBlank, satisfies } from './condition.js';
import type { Expression, LeafFilter } from './expression.js';
import { isAsTimed } from './moment.js';
import { eventMatches, purchaseMatches } from './occurrences.js';

/** All that a filter may look at of one profile. */
export interface ProfileFacts {
  profile: UserProfile;
  events: readonly ProfileEvent[];
  purchases: readonly ProfilePurchase[];
  isMemberOf(partner: string, cohortId: string): boolean;
  hasReceived(campaignId: string): boolean;
}

/** Whether an expression is true for one profile: the reference that the computed sets are held to. */
export function matches(expression: Expression, facts: ProfileFacts, now: number): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.terms.every((term) => matches(term, facts, now));
    case 'or':
      return expression.terms.some((term) => matches(term, facts, now));
    case 'not':
      return !matches(expression.term, facts, now);
    case 'filter':
      return filterMatches(expression.filter, facts, now);
    default:
      return expression satisfies never;
  }
}

/** Whether one filter is true for one profile. */
function filterMatches(filter: LeafFilter, facts: ProfileFacts, now: number): boolean {
  const { profile } = facts;
  switch (filter.type) {
    case 'cohort': {
      const isIn = filter.cohortIds.some((id) => facts.isMemberOf(filter.partner, id));
      return isIn === (filter.comparison === 'includes');
    }
    case 'custom_attribute':
      return someSatisfies(
        filter,
        valuesAt(profile.customAttributes, attributeSteps(filter.name, filter.path)),
        now,
      );
    case 'attribute':
      return attributeMatches(filter, profile, now);
    case 'email_available':
      return isEmailAvailable(profile) === filter.value;
    case 'identity':
      return identityMatches(filter.is, profile);
    case 'custom_event':
      return eventMatches(filter, facts.events, now);
    case 'purchase':
      return purchaseMatches(filter, facts.purchases, now);
    case 'subscription':
      return (subscriptionState(profile, filter.channel) === filter.value) === (filter.comparison === 'is');
    case 'subscription_group':
      return isInSubscriptionGroup(profile, filter) === (filter.comparison === 'is');
    case 'random_bucket':
      return bucketMatches(filter, profile.randomBucket);
    case 'session_count':
      return compareNumbers(profile.sessionCount, filter.comparison, filter.value);
    case 'first_used_app':
    case 'last_used_app':
      return appUseMatches(filter, profile.apps, now);
    case 'apps_used':
      return appsUsedMatch(filter, facts);
    case 'received_campaign':
      return facts.hasReceived(filter.campaignId) === (filter.comparison === 'has');
    default:
      return filter satisfies never;
  }
}

type Filter<Type extends LeafFilter['type']> = Extract<LeafFilter, { type: Type }>;

function attributeMatches(filter: Filter<'attribute'>, profile: UserProfile, now: number): boolean {
  switch (filter.field) {
    case 'created_at':
      return createdAtMatches(filter, profile.createdAt, now);
    case 'dob':
      return birthMatches(filter, profile.attributes.dob, now);
    case 'external_id':
      return satisfies(filter, profile.externalId, now);
    case 'email':
    case 'phone':
      return satisfies(filter, profile[filter.field], now);
    default:
      return satisfies(filter, profile.attributes[filter.field], now);
  }
}

/** Every profile has been created at some time, so it always exists. */
function createdAtMatches(
  condition: Extract<Filter<'attribute'>, { field: 'created_at' }>,
  createdAt: number,
  now: number,
): boolean {
  switch (condition.comparison) {
    case 'exists':
      return true;
    case 'does_not_exist':
      return false;
    default:
      return isAsTimed(createdAt, condition, now);
  }
}

/** [doc] segmentation_filters. A hard bounce never happens here: nothing is delivered. */
function isEmailAvailable(profile: UserProfile): boolean {
  const isSpam = !isBlank(profile.attributes.marked_email_as_spam_at);
  return !isBlank(profile.email) && subscriptionState(profile, 'email') !== 'unsubscribed' && !isSpam;
}

function identityMatches(is: Filter<'identity'>['is'], profile: UserProfile): boolean {
  switch (is) {
    case 'identified':
      return profile.externalId !== null;
    case 'anonymous':
      return profile.externalId === null;
    case 'alias_only':
      return profile.externalId === null && profile.aliases.length > 0;
    default:
      return is satisfies never;
  }
}

/** A profile starts as `subscribed` on both channels. [doc] subscription_status, subscription_states */
function subscriptionState(profile: UserProfile, channel: 'email' | 'push'): JsonValue {
  return profile.attributes[`${channel}_subscribe`] ?? 'subscribed';
}

/** A profile without a state in the group is neither `subscribed` nor `unsubscribed`. [inferred] */
function isInSubscriptionGroup(profile: UserProfile, filter: Filter<'subscription_group'>): boolean {
  const groups = profile.attributes.subscription_groups;
  if (!Array.isArray(groups)) return false;
  return groups.some(
    (group) =>
      isJsonObject(group) &&
      group.subscription_group_id === filter.groupId &&
      group.subscription_state === filter.value,
  );
}

function bucketMatches(filter: Filter<'random_bucket'>, bucket: number): boolean {
  if (filter.comparison !== 'between') return compareNumbers(bucket, filter.comparison, filter.value);
  const [from, to] = filter.value;
  return from <= bucket && bucket <= to;
}

/** Of all apps the first or last use; a profile that used none does not match. [inferred] */
function appUseMatches(
  filter: Filter<'first_used_app' | 'last_used_app'>,
  apps: readonly AppUse[],
  now: number,
): boolean {
  const isFirst = filter.type === 'first_used_app';
  const times = apps
    .map((app) => (isFirst ? app.first_used : app.last_used))
    .map((text) => (text === undefined ? undefined : parseAttributeTime(text)))
    .filter((time) => time !== undefined);
  if (times.length === 0) return false;
  return isAsTimed(isFirst ? Math.min(...times) : Math.max(...times), filter, now);
}

/**
 * An app is a user's by a session there, or by the `app_id` of an event, a purchase or a push token. [doc]
 * segments/troubleshooting Without any app is who has no session at all. [doc] creating_a_segment
 */
function appsUsedMatch(filter: Filter<'apps_used'>, { profile, events, purchases }: ProfileFacts): boolean {
  const used = profile.apps.filter((app) => (app.sessions ?? 0) >= 1);
  if (filter.scope === 'none') return used.length === 0 && profile.sessionCount === 0;
  const ids = [
    ...used.map((app) => app.app_id ?? null),
    ...[...events, ...purchases, ...profile.pushTokens].map(({ appId }) => appId),
  ];
  return ids.some((id) => id !== null && filter.appIds.includes(id));
}
