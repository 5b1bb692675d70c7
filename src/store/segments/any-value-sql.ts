import { negativeComparisons } from '../../domain/segments/any-value.js';
import type { AttributeStep } from '../../domain/segments/attribute-path.js';
import type { ValueCondition } from '../../domain/segments/condition.js';
import { fails, type Sql, sql } from '../sql.js';
import { conditionSql, isBlank, type ValueSource } from './condition-sql.js';

/** Whether the values that steps lead to in a column of JSONB objects are as a condition says, as `someSatisfies` has it. */
export function someSatisfiesSql(
  condition: ValueCondition,
  column: Sql,
  steps: readonly AttributeStep[],
  now: number,
): Sql {
  // Most profiles have no array at all, and looking for a bracket is quicker than reading the document.
  const values = sql`json_each(iif(instr(json(${column}), '[') > 0,
    json_values_at(json(${column}), ${JSON.stringify(steps)}), '[{}]')) v`;
  const source: ValueSource = {
    type: sql`json_type(v.value, '$.value')`,
    value: sql`(v.value ->> '$.value')`,
    elements: sql`json_each(v.value, '$.value')`,
  };
  const isMet = conditionSql(condition, source, now);
  const some = (is: Sql) => sql`EXISTS (SELECT 1 FROM ${values} WHERE ${is})`;
  if (condition.comparison === 'does_not_match_regex') {
    const isPresent = fails(isBlank(source));
    return sql`(${some(isPresent)} AND NOT ${some(sql`${isPresent} AND NOT ${isMet}`)})`;
  }
  return negativeComparisons.has(condition.comparison) ? sql`NOT ${some(sql`NOT ${isMet}`)}` : some(isMet);
}
