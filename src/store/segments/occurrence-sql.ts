import type { EventFilter, MomentCondition, PurchaseFilter } from '../../domain/segments/definition.js';
import { dayMs } from '../../domain/time/time.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { fails, holds, type Sql, sql } from '../sql.js';
import { comparisonSql, conditionSql, valueInAnyDocument } from './condition-sql.js';
import { momentSql } from './moment-sql.js';
import { inRange, type NumberRange } from './number-range.js';

type CountFilter = Extract<EventFilter | PurchaseFilter, { value: number; metric: 'count' | 'money_spent' }>;

/** Whether the events of a profile `p` are as a filter says. */
export function eventSql(filter: EventFilter, workspace: Workspace, now: number, range?: NumberRange): Sql {
  // Of a range the index by profile is used, and `+` keeps SQLite from the one by name.
  const name = range === undefined ? sql`name` : sql`+name`;
  const named = sql`events WHERE workspace = ${workspace.number} AND ${name} = ${filter.name} ${inRange(sql`number`, range)}`;
  if (filter.metric !== 'count') return momentOf(named, filter, now);
  const { property } = filter;
  if (property === undefined) {
    return amountSql(sql`count(*)`, sql`${named} ${inDays(filter.withinDays, now)}`, filter);
  }
  const value = valueInAnyDocument(sql`properties`, [property.name], sql`properties LIKE '%\\u0000%'`);
  const counted = sql`${named} ${inDays(filter.withinDays ?? 30, now)} AND ${conditionSql(property, value, now)}`;
  return amountSql(sql`count(*)`, counted, filter);
}

/** Whether the purchases of a profile `p` are as a filter says. */
export function purchaseSql(filter: PurchaseFilter, workspace: Workspace, now: number): Sql {
  const { productId } = filter;
  const ofProduct = sql`purchases WHERE workspace = ${workspace.number}
    ${productId === undefined ? sql`` : sql`AND product_id = ${productId}`}`;
  switch (filter.metric) {
    case 'has_purchased': {
      const isBuyer = sql`p.number IN (SELECT number FROM ${ofProduct})`;
      return filter.value ? holds(isBuyer) : fails(isBuyer);
    }
    case 'first':
    case 'last':
      return momentOf(ofProduct, filter, now);
    case 'count':
      return amountSql(sql`sum(quantity)`, sql`${ofProduct} ${inDays(filter.withinDays, now)}`, filter);
    case 'money_spent':
      return amountSql(
        sql`round(sum(price * quantity) * 100) / 100`,
        summed(ofProduct, filter.withinDays, now),
        filter,
      );
    default:
      return filter satisfies never;
  }
}

/** From 00:00 of the day so many days before today, in UTC. [doc] x-in-y-behavior */
function inDays(days: number | undefined, now: number): Sql {
  if (days === undefined) return sql``;
  return sql`AND at BETWEEN ${(Math.floor(now / dayMs) - days) * dayMs} AND ${now}`;
}

/** The purchases whose money counts: with days the last 50 of each profile. [doc] segmentation_filters */
function summed(purchases: Sql, days: number | undefined, now: number): Sql {
  if (days === undefined) return purchases;
  return sql`(SELECT number, price, quantity,
      row_number() OVER (PARTITION BY number ORDER BY at DESC, purchase DESC) AS place
    FROM ${purchases} ${inDays(days, now)}) WHERE place <= 50`;
}

/** @param rows  What follows FROM, up to a condition. */
function momentOf(rows: Sql, filter: { metric: 'first' | 'last' } & MomentCondition, now: number): Sql {
  const at = filter.metric === 'first' ? sql`min(at)` : sql`max(at)`;
  return sql`p.number IN (SELECT number FROM ${rows} GROUP BY number HAVING ${momentSql(at, filter, now)})`;
}

/** Compares an amount over a profile's rows; of none it is 0. [inferred] from "exactly 0 times" in segmentation_filters */
function amountSql(amount: Sql, rows: Sql, { comparison, value }: CountFilter): Sql {
  const isAsked = comparisonSql(amount, comparison, value);
  const isZeroAsked = { exactly: value === 0, less_than: 0 < value, more_than: 0 > value }[comparison];
  return isZeroAsked
    ? sql`p.number NOT IN (SELECT number FROM ${rows} GROUP BY number HAVING ${fails(isAsked)})`
    : sql`p.number IN (SELECT number FROM ${rows} GROUP BY number HAVING ${holds(isAsked)})`;
}
