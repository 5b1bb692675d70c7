import type { Asking, NumberComparison, ValueCondition } from '../../domain/segments/condition.js';
import { fails, holds, type Sql, sql } from '../sql.js';
import { momentSql } from './moment-sql.js';

/** Where SQL finds a JSON value. */
export interface ValueSource {
  /** Its type, named as `json_type` does; NULL when the value is absent. */
  type: Sql;
  /** The value as `->>` reads it: a text without quotes, a number, an array as JSON. */
  value: Sql;
  /** A table of its elements with `type` and `value`. */
  elements: Sql;
}

/** A value in a JSON object, as text or JSONB, found by the names that lead to it. */
export function valueInDocument(document: Sql, names: readonly string[]): ValueSource {
  const path = `$${names.map((name) => `.${JSON.stringify(name)}`).join('')}`;
  return {
    type: sql`json_type(${document}, ${path})`,
    value: sql`(${document} ->> ${path})`,
    elements: sql`json_each(${document}, ${path})`,
  };
}

/**
 * The same where names may have a NUL, up to which alone SQLite compares them. So where one may occur, the path meets no
 * names but its own.
 *
 * @param hasNul  Whether a document has one; left out where none has.
 */
export function valueInAnyDocument(document: Sql, names: readonly string[], hasNul?: Sql): ValueSource {
  const branch = sql`json_branch(json(${document}), ${JSON.stringify(names)})`;
  if (names.some((name) => name.includes('\0'))) return valueInDocument(branch, names);
  if (hasNul === undefined) return valueInDocument(document, names);
  return valueInDocument(sql`iif(${hasNul}, ${branch}, ${document})`, names);
}

/** A text that has a column of its own. */
export function textInColumn(column: Sql): ValueSource {
  return {
    type: sql`iif(${column} IS NULL, NULL, 'text')`,
    value: column,
    elements: sql`json_each('[]')`,
  };
}

/** Whether a value is as a condition says: 0 or 1, never NULL. */
export function conditionSql(condition: ValueCondition, source: ValueSource, now: number): Sql {
  const { type, value } = source;
  switch (condition.comparison) {
    case 'exists':
    case 'has_a_value':
      return fails(isBlank(source));
    case 'does_not_exist':
    case 'is_empty':
      return holds(isBlank(source));
  }
  switch (condition.valueType) {
    case 'string':
      return textSql(condition, source);
    case 'number':
      return numberSql(condition, source);
    case 'boolean':
      return booleanSql(condition.value, source);
    case 'array':
      return arraySql(condition, source);
    case 'time':
      return holds(sql`${type} = 'text' AND ${momentSql(sql`attribute_time(${value})`, condition, now)}`);
    default:
      return condition satisfies never;
  }
}

/** Two numbers by one of SQL's operators. */
export function comparisonSql(
  left: Sql,
  comparison: Exclude<NumberComparison, 'does_not_equal'>,
  right: number,
): Sql {
  switch (comparison) {
    case 'exactly':
      return sql`${left} = ${right}`;
    case 'more_than':
      return sql`${left} > ${right}`;
    case 'less_than':
      return sql`${left} < ${right}`;
    case 'at_least':
      return sql`${left} >= ${right}`;
    case 'at_most':
      return sql`${left} <= ${right}`;
    default:
      return comparison satisfies never;
  }
}

function isAbsent({ type }: ValueSource): Sql {
  return sql`coalesce(${type}, 'null') = 'null'`;
}

/** As of `satisfies`. */
export function isBlank(source: ValueSource): Sql {
  const { type, value } = source;
  return sql`${isAbsent(source)} OR ${type} = 'text' AND ${value} = '' OR ${type} = 'array' AND ${value} = '[]'`;
}

// Each look into a document takes time, so what most values fail is asked before their type.

function textSql(condition: Asking<'string'>, source: ValueSource): Sql {
  const { type, value } = source;
  switch (condition.comparison) {
    case 'is_any_of':
      return holds(sql`${value} IN ${rowsOf(condition.value)} AND ${type} = 'text'`);
    case 'is_none_of':
      return fails(sql`${value} IN ${rowsOf(condition.value)} AND ${type} = 'text'`);
    case 'contains_any_of':
      return holds(sql`${containsAny(value, condition.value)} AND ${type} = 'text'`);
    case 'does_not_contain_any_of':
      return fails(sql`${containsAny(value, condition.value)} AND ${type} = 'text'`);
    case 'matches_regex':
      return holds(sql`${type} = 'text' AND matches_regex(${condition.value}, ${value})`);
    case 'does_not_match_regex': {
      const isMatch = sql`${type} = 'text' AND matches_regex(${condition.value}, ${value})`;
      return sql`(${fails(isBlank(source))} AND ${fails(isMatch)})`;
    }
    default:
      return condition satisfies never;
  }
}

function numberSql({ comparison, value: bound }: Asking<'number'>, source: ValueSource): Sql {
  const { type, value } = source;
  // SQLite keeps integers of 64 bits; as REAL they are the numbers that JavaScript has.
  const isNumberAs = (operator: Exclude<NumberComparison, 'does_not_equal'>) =>
    sql`${comparisonSql(sql`CAST(${value} AS REAL)`, operator, bound)} AND ${type} IN ('integer', 'real')`;
  switch (comparison) {
    case 'exactly':
      return holds(
        bound === 0 ? sql`${isAbsent(source)} OR ${isNumberAs('exactly')}` : isNumberAs('exactly'),
      );
    case 'does_not_equal':
      return sql`NOT ${numberSql({ valueType: 'number', comparison: 'exactly', value: bound }, source)}`;
    case 'less_than':
    case 'at_most':
      return holds(sql`${isAbsent(source)} OR ${isNumberAs(comparison)}`);
    case 'more_than':
    case 'at_least':
      return holds(isNumberAs(comparison));
    default:
      return comparison satisfies never;
  }
}

function booleanSql(wanted: Asking<'boolean'>['value'], source: ValueSource): Sql {
  const { type } = source;
  switch (wanted) {
    case 'true':
    case 'false':
      return holds(sql`${type} = ${wanted}`);
    case 'true_or_not_set':
      return sql`coalesce(${type}, 'null') IN ('true', 'null')`;
    case 'false_or_not_set':
      return sql`coalesce(${type}, 'null') IN ('false', 'null')`;
    default:
      return wanted satisfies never;
  }
}

function arraySql(condition: Asking<'array'>, source: ValueSource): Sql {
  const { type, elements } = source;
  const someText = (isWanted: Sql) =>
    sql`${type} = 'array' AND EXISTS (SELECT 1 FROM ${elements} e WHERE e.type = 'text' AND ${isWanted})`;
  switch (condition.comparison) {
    case 'includes_any_of':
      return holds(includesAny(source, condition.value));
    case 'includes_none_of':
      return fails(includesAny(source, condition.value));
    case 'is_all_of':
      return holds(includesAll(source, condition.value));
    case 'is_not_all_of':
      return fails(includesAll(source, condition.value));
    case 'values_contain_any_of':
      return holds(someText(containsAny(sql`e.value`, condition.value)));
    case 'values_do_not_contain_any_of':
      return fails(someText(containsAny(sql`e.value`, condition.value)));
    case 'matches_regex':
      return holds(someText(sql`matches_regex(${condition.value}, e.value)`));
    default:
      return condition satisfies never;
  }
}

type Scalars = readonly (string | number | boolean)[];

function includesAny({ type, elements }: ValueSource, wanted: Scalars): Sql {
  return sql`${type} = 'array' AND EXISTS (SELECT 1 FROM ${elements} e, ${tableOf(wanted)} w WHERE ${isSame})`;
}

function includesAll({ type, elements }: ValueSource, wanted: Scalars): Sql {
  return sql`${type} = 'array' AND NOT EXISTS (SELECT 1 FROM ${tableOf(wanted)} w
    WHERE NOT EXISTS (SELECT 1 FROM ${elements} e WHERE ${isSame}))`;
}

/** Element `e` and wanted value `w` are of one JSON type, numbers being one, and equal. */
const isSame = sql`CASE WHEN w.type IN ('integer', 'real')
  THEN e.type IN ('integer', 'real') AND CAST(e.value AS REAL) = CAST(w.value AS REAL)
  ELSE e.type = w.type AND e.value = w.value END`;

function containsAny(text: Sql, parts: readonly string[]): Sql {
  return sql`EXISTS (SELECT 1 FROM ${tableOf(parts)} part WHERE instr(${text}, part.value) > 0)`;
}

/** A table of values with `type` and `value`, made once for a query and not for each of its rows. */
function tableOf(values: Scalars): Sql {
  return sql`(WITH listed AS MATERIALIZED (SELECT type, value FROM json_each(${JSON.stringify(values)}))
    SELECT type, value FROM listed)`;
}

/** The right side of an IN. As JSON the list is one parameter, and its texts are decoded as the stored ones are. */
function rowsOf(texts: readonly string[]): Sql {
  return sql`(SELECT value FROM json_each(${JSON.stringify(texts)}))`;
}
