import type { ValueCondition } from './condition.js';

/**
 * A segment as it is saved: filters in groups, each group with one joiner, all groups with one, exclusion groups attached
 * with AND NOT. No groups at all mean everyone. The language is ours; what a filter means is Braze's where the contract
 * (segments-and-messaging 6.4) says so. [inferred] shape
 */
export interface SegmentDefinition extends FilterGroups {
  appsUsed: AppsUsed;
}

/** Groups of filters without the choice of apps: what a campaign may have beside its segments. */
export interface FilterGroups {
  groupsOp: Joiner;
  groups: FilterGroup[];
  exclusionGroups: FilterGroup[];
}

export type Joiner = 'and' | 'or';

export interface FilterGroup {
  name?: string;
  op: Joiner;
  /** At least one. */
  filters: SegmentFilter[];
}

/** From which apps users come: all (sessions or none), those without any session, or those with one in given apps. [doc] creating_a_segment */
export type AppsUsed = { scope: 'all' } | { scope: 'none' } | { scope: 'specific'; appIds: string[] };

export type Inclusion = 'includes' | 'does_not_include';

/** Text fields of a profile that a filter may look at. [doc] segmentation_filters */
export const textFields = [
  'country',
  'language',
  'gender',
  'home_city',
  'first_name',
  'last_name',
  'email',
  'phone',
  'external_id',
  'time_zone',
] as const;
export type TextField = (typeof textFields)[number];

type CountComparison = 'more_than' | 'less_than' | 'exactly';
/** Of the moment something happened: against a date or time, or against so many days of 24 hours before now. */
export type MomentCondition =
  | { comparison: 'after' | 'before'; value: string }
  | { comparison: 'more_than_days_ago' | 'less_than_days_ago'; value: number };

/** One filter: for each profile true or false, never unknown. */
export type SegmentFilter =
  | { type: 'cohort'; partner: string; comparison: Inclusion; cohortIds: string[] }
  | { type: 'segment'; comparison: Inclusion; segmentIds: string[] }
  /** `path` leads into an object attribute, names joined by dots; `[]` stands for every element of an array. */
  | ({ type: 'custom_attribute'; name: string; path?: string } & ValueCondition)
  | ({ type: 'attribute'; field: TextField } & ConditionOn<'string'>)
  | ({ type: 'attribute'; field: 'created_at' } & ConditionOn<'time'>)
  | ({ type: 'attribute'; field: 'dob' } & BirthCondition)
  | { type: 'email_available'; value: boolean }
  | { type: 'identity'; is: 'identified' | 'anonymous' | 'alias_only' }
  | EventFilter
  | PurchaseFilter
  | {
      type: 'subscription';
      channel: 'email' | 'push';
      comparison: 'is' | 'is_not';
      value: 'opted_in' | 'subscribed' | 'unsubscribed';
    }
  | {
      type: 'subscription_group';
      groupId: string;
      comparison: 'is' | 'is_not';
      value: 'subscribed' | 'unsubscribed';
    }
  | {
      type: 'random_bucket';
      comparison: 'less_than' | 'at_most' | 'more_than' | 'at_least' | 'exactly';
      value: number;
    }
  /** Both bounds inclusive. */
  | { type: 'random_bucket'; comparison: 'between'; value: [number, number] }
  | { type: 'session_count'; comparison: CountComparison; value: number }
  | ({ type: 'last_used_app' | 'first_used_app' } & MomentCondition)
  | { type: 'received_campaign'; campaignId: string; comparison: 'has' | 'has_not' };

/** What a field whose values have one type may be asked. */
type ConditionOn<ValueType extends 'string' | 'time'> =
  | Extract<ValueCondition, { valueType: ValueType }>
  | { valueType: ValueType; comparison: 'exists' | 'does_not_exist' };

export type BirthCondition =
  | { comparison: 'age_more_than' | 'age_less_than' | 'age_exactly'; value: number }
  /** `MM-DD`; 29 February counts as 1 March. [doc] segmentation_filters */
  | { comparison: 'birthday_on'; value: string }
  | { comparison: 'exists' | 'does_not_exist' };

export type EventFilter = { type: 'custom_event'; name: string } & (
  | {
      metric: 'count';
      comparison: CountComparison;
      value: number;
      /** 1 to 30 calendar days in UTC beside today. [doc] x-in-y-behavior */
      withinDays?: number;
      /** Counts only occurrences that satisfy it. */
      property?: PropertyCondition;
    }
  | ({ metric: 'first' | 'last' } & MomentCondition)
);

export type PropertyCondition = { name: string } & ValueCondition;

export type PurchaseFilter = { type: 'purchase' } & (
  | {
      metric: 'count' | 'money_spent';
      /** Left out, of any product. */
      productId?: string;
      comparison: CountComparison;
      value: number;
      withinDays?: number;
    }
  | { metric: 'has_purchased'; productId: string; comparison: 'is'; value: boolean }
  | ({ metric: 'first' | 'last'; productId?: string } & MomentCondition)
);

/** Whom a campaign or Canvas is for: members of every segment who also pass the additional filters. [doc] targeting_users */
export interface Target {
  segmentIds: string[];
  additionalFilters: FilterGroups;
}

/** What a person decides about a segment. */
export interface SegmentContent {
  name: string;
  textDescription: string;
  tags: string[];
  teams: string[];
  isAnalyticsTracked: boolean;
  definition: SegmentDefinition;
}

/** A segment to be made. */
export interface SegmentInput extends SegmentContent {
  /** API identifier, a UUID in lower case; made when left out. */
  id?: string;
}

/** A saved segment. */
export interface Segment extends SegmentContent {
  /** Key of its row; orders segments by their creation. */
  number: number;
  id: string;
  isArchived: boolean;
  createdAt: number;
  updatedAt: number;
}
