import { attributeSteps, isThroughArray } from '../../domain/segments/attribute-path.js';
import type { TextField } from '../../domain/segments/definition.js';
import type { LeafFilter } from '../../domain/segments/expression.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { fails, holds, type Sql, sql } from '../sql.js';
import { someSatisfiesSql } from './any-value-sql.js';
import { birthSql } from './birth-sql.js';
import {
  comparisonSql,
  conditionSql,
  textInColumn,
  type ValueSource,
  valueInAnyDocument,
  valueInDocument,
} from './condition-sql.js';
import { momentSql } from './moment-sql.js';
import type { NumberRange } from './number-range.js';
import { eventSql, purchaseSql } from './occurrence-sql.js';

/** Filters that are answered from sets which are kept, not from rows. */
export type SetFilter = Extract<LeafFilter, { type: 'cohort' | 'received_campaign' }>;
type Filter<Type extends LeafFilter['type']> = Extract<LeafFilter, { type: Type }>;

/**
 * What a filter asks, as a condition on a row `p` of `profiles`.
 *
 * @param asked.range  The only profiles that the condition is asked of.
 * @param asked.hasNuls  Whether `profiles_with_nuls` has any of the workspace.
 */
export function filterSql(
  filter: Exclude<LeafFilter, SetFilter>,
  asked: { workspace: Workspace; now: number; range: NumberRange | undefined; hasNuls: boolean },
): Sql {
  const { workspace, now, range } = asked;
  switch (filter.type) {
    case 'custom_attribute': {
      const steps = attributeSteps(filter.name, filter.path);
      const column = sql`p.custom_attributes`;
      if (isThroughArray(steps)) return someSatisfiesSql(filter, column, steps, now);
      const names = steps.filter((step) => step !== null);
      const hasNul = asked.hasNuls ? sql`instr(${column}, x'5c7530303030') > 0` : undefined;
      return conditionSql(filter, valueInAnyDocument(column, names, hasNul), now);
    }
    case 'attribute':
      return attributeSql(filter, now);
    case 'email_available':
      return filter.value ? holds(isEmailAvailable) : fails(isEmailAvailable);
    case 'identity':
      return identitySql[filter.is];
    case 'custom_event':
      return eventSql(filter, workspace, now, range);
    case 'purchase':
      return purchaseSql(filter, workspace, now);
    case 'subscription': {
      const isInState = sql`${subscriptionState[filter.channel]} = ${filter.value}`;
      return filter.comparison === 'is' ? holds(isInState) : fails(isInState);
    }
    case 'subscription_group':
      return subscriptionGroupSql(filter);
    case 'random_bucket':
      return filter.comparison === 'between'
        ? sql`p.random_bucket BETWEEN ${filter.value[0]} AND ${filter.value[1]}`
        : comparisonSql(sql`p.random_bucket`, filter.comparison, filter.value);
    case 'session_count':
      return comparisonSql(sql`p.session_count`, filter.comparison, filter.value);
    case 'first_used_app':
      return momentSql(sql`(SELECT min(${timeOf('first_used')}) FROM ${apps})`, filter, now);
    case 'last_used_app':
      return momentSql(sql`(SELECT max(${timeOf('last_used')}) FROM ${apps})`, filter, now);
    case 'apps_used':
      return appsUsedSql(filter);
    default:
      return filter satisfies never;
  }
}

function attributeSql(filter: Filter<'attribute'>, now: number): Sql {
  switch (filter.field) {
    case 'created_at':
      return createdAtSql(filter, now);
    case 'dob':
      return birthSql(filter, valueInDocument(sql`p.attributes`, ['dob']), now);
    default:
      return conditionSql(filter, textSource(filter.field), now);
  }
}

/** Every profile has been created. */
function createdAtSql(filter: Extract<Filter<'attribute'>, { field: 'created_at' }>, now: number): Sql {
  switch (filter.comparison) {
    case 'exists':
      return sql`1`;
    case 'does_not_exist':
      return sql`0`;
    default:
      return momentSql(sql`p.created_at`, filter, now);
  }
}

function textSource(field: TextField): ValueSource {
  switch (field) {
    case 'email':
      return textInColumn(sql`p.email`);
    case 'phone':
      return textInColumn(sql`p.phone`);
    case 'external_id':
      return textInColumn(sql`p.external_id`);
    default:
      return valueInDocument(sql`p.attributes`, [field]);
  }
}

const identitySql: Record<Filter<'identity'>['is'], Sql> = {
  identified: sql`p.external_id IS NOT NULL`,
  anonymous: sql`p.external_id IS NULL`,
  alias_only: sql`p.external_id IS NULL AND EXISTS
    (SELECT 1 FROM aliases a WHERE a.workspace = p.workspace AND a.number = p.number)`,
};

const subscriptionState = {
  email: sql`coalesce(p.attributes ->> '$.email_subscribe', 'subscribed')`,
  push: sql`coalesce(p.attributes ->> '$.push_subscribe', 'subscribed')`,
};

const isEmailAvailable = sql`p.email <> '' AND ${subscriptionState.email} <> 'unsubscribed'
  AND coalesce(p.attributes ->> '$.marked_email_as_spam_at', '') = ''`;

function subscriptionGroupSql({ groupId, comparison, value }: Filter<'subscription_group'>): Sql {
  const isInGroup = sql`EXISTS (SELECT 1 FROM json_each(p.attributes, '$.subscription_groups') g
    WHERE ${memberSql(sql`g`, 'subscription_group_id')} = ${groupId}
      AND ${memberSql(sql`g`, 'subscription_state')} = ${value})`;
  return comparison === 'is' ? holds(isInGroup) : fails(isInGroup);
}

const apps = sql`json_each(p.apps) app`;

function timeOf(field: 'first_used' | 'last_used'): Sql {
  return sql`attribute_time(${memberSql(sql`app`, field)})`;
}

function appsUsedSql(filter: Filter<'apps_used'>): Sql {
  const isUsed = sql`${memberSql(sql`app`, 'sessions')} >= 1`;
  if (filter.scope === 'none') {
    return sql`p.session_count = 0 AND NOT EXISTS (SELECT 1 FROM ${apps} WHERE ${isUsed})`;
  }
  const isAsked = sql`IN (SELECT value FROM json_each(${JSON.stringify(filter.appIds)}))`;
  const hasRowIn = (table: Sql) => sql`EXISTS (SELECT 1 FROM ${table} its
    WHERE its.workspace = p.workspace AND its.number = p.number AND its.app_id ${isAsked})`;
  return sql`(EXISTS (SELECT 1 FROM ${apps} WHERE ${isUsed} AND ${memberSql(sql`app`, 'app_id')} ${isAsked})
    OR ${hasRowIn(sql`push_tokens`)} OR ${hasRowIn(sql`events`)} OR ${hasRowIn(sql`purchases`)})`;
}

/** A member of a row of `json_each` that is an object; NULL of another. */
function memberSql(row: Sql, name: string): Sql {
  return sql`CASE WHEN ${row}.type = 'object' THEN ${row}.value ->> ${name} END`;
}
