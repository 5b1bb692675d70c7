import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { formatPath } from '../../../domain/json-path.js';
import { filtersMax, regexSizeMax } from '../../../domain/limits.js';
import { isOneOf, namesOf } from '../../../domain/names.js';
import type { NumberComparison, ValueCondition } from '../../../domain/segments/condition.js';
import type { Expression, LeafFilter } from '../../../domain/segments/expression.js';
import type { DaysComparison } from '../../../domain/segments/moment.js';
import { regexProblem } from '../../../domain/segments/regex.js';
import { writtenOutSize } from '../../../domain/segments/regex-size.js';
import { parseIsoTime } from '../../../domain/time/time.js';

import { refuseField } from '../fields.js';

type Path = readonly PropertyKey[];

/**
 * Reads a connected audience: filters, joined by `AND` and `OR` as deeply as one likes. [doc] connected_audience
 *
 * Refusals are in our own words. [inferred]
 *
 * @throws EmulatorError `invalid_field`, with the path of what is wrong.
 */
export function readConnectedAudience(value: JsonValue): Expression {
  return readNode(value, ['audience'], { filters: 0, regexSize: 0 });
}

/** Of what was read so far. */
interface Count {
  filters: number;
  regexSize: number;
}

function readNode(value: JsonValue, path: Path, count: Count): Expression {
  if (!isJsonObject(value)) return refuse(path, 'must be an object');
  const [[key, node] = [], ...others] = Object.entries(value);
  if (key === undefined || node === undefined || others.length > 0 || !isOneOf(nodeKeys, key)) {
    return refuse(path, `must have exactly one of the keys ${nodeKeys.join(', ')}`);
  }
  const inner = [...path, key];
  if (key === 'AND' || key === 'OR') return readJoined(key, node, inner, count);
  if (++count.filters > filtersMax)
    return refuse(path.slice(0, 1), `must have at most ${filtersMax} filters`);
  if (!isJsonObject(node)) return refuse(inner, 'must be an object');
  return filterReaders[key](node, inner, count);
}

function readJoined(key: 'AND' | 'OR', nodes: JsonValue, path: Path, count: Count): Expression {
  if (!Array.isArray(nodes) || nodes.length === 0)
    return refuse(path, 'must be an array of at least one filter');
  const terms = nodes.map((node, index) => readNode(node, [...path, index], count));
  return { kind: key === 'AND' ? 'and' : 'or', terms };
}

const filterReaders = {
  custom_attribute: readCustomAttributeFilter,
  push_subscription_status: (filter, path) => readSubscriptionFilter('push', filter, path),
  email_subscription_status: (filter, path) => readSubscriptionFilter('email', filter, path),
  last_used_app: readLastUsedApp,
} as const satisfies Record<string, (filter: JsonObject, path: Path, count: Count) => Expression>;

const nodeKeys = ['AND', 'OR', ...namesOf(filterReaders)] as const;

function readSubscriptionFilter(channel: 'email' | 'push', filter: JsonObject, path: Path): Expression {
  const comparison = readOneOf(filter, 'comparison', ['is', 'is_not'], path);
  const value = readOneOf(filter, 'value', ['opted_in', 'subscribed', 'unsubscribed'], path);
  return filterOf({ type: 'subscription', channel, comparison, value });
}

function readLastUsedApp(filter: JsonObject, path: Path): Expression {
  const comparison = readOneOf(filter, 'comparison', ['after', 'before'], path);
  return filterOf({ type: 'last_used_app', comparison, value: readTime(filter.value, path) });
}

/**
 * The request says no type, so the comparison and the JSON type of the value do: contract 6.9. [inferred] An attribute
 * that exists is one of any type.
 */
function readCustomAttributeFilter(filter: JsonObject, path: Path, count: Count): Expression {
  const { custom_attribute_name: name, value } = filter;
  if (typeof name !== 'string' || name === '') {
    return refuse([...path, 'custom_attribute_name'], 'must be a non-empty string');
  }
  const comparison = readOneOf(filter, 'comparison', comparisons, path);
  const has = (condition: ValueCondition) => filterOf({ type: 'custom_attribute', name, ...condition });
  switch (comparison) {
    case 'equals':
      return equals(has, value, path);
    // Booleans have one name and other types the other [doc]; both are taken everywhere [inferred].
    case 'not_equal':
    case 'does_not_equal':
      return doesNotEqual(has, value, path);
    case 'matches_regex':
    case 'does_not_match_regex':
      return has({ valueType: 'string', comparison, value: readRegex(value, path, count) });
    case 'exists':
    case 'does_not_exist':
      return has({ valueType: 'string', comparison });
    case 'includes_value':
      return has({ valueType: 'array', comparison: 'includes_any_of', value: [readScalar(value, path)] });
    case 'does_not_include_value':
      return has({ valueType: 'array', comparison: 'includes_none_of', value: [readScalar(value, path)] });
    case 'before':
    case 'after':
      return has({ valueType: 'time', comparison, value: readTime(value, path) });
    case 'greater_than':
    case 'greater_than_or_equal_to':
    case 'less_than':
    case 'less_than_or_equal_to':
      return has({
        valueType: 'number',
        comparison: numberComparisons[comparison],
        value: readNumber(value, path),
      });
    default:
      return has({ valueType: 'time', comparison: dayComparisons[comparison], value: readDays(value, path) });
  }
}

const numberComparisons = {
  greater_than: 'more_than',
  greater_than_or_equal_to: 'at_least',
  less_than: 'less_than',
  less_than_or_equal_to: 'at_most',
} as const satisfies Record<string, NumberComparison>;

const dayComparisons = {
  less_than_x_days_ago: 'less_than_days_ago',
  greater_than_x_days_ago: 'more_than_days_ago',
  less_than_x_days_in_the_future: 'in_less_than_days',
  greater_than_x_days_in_the_future: 'in_more_than_days',
} as const satisfies Record<string, DaysComparison>;

const comparisons = [
  'equals',
  'not_equal',
  'does_not_equal',
  'matches_regex',
  'does_not_match_regex',
  'exists',
  'does_not_exist',
  'includes_value',
  'does_not_include_value',
  'before',
  'after',
  ...namesOf(numberComparisons),
  ...namesOf(dayComparisons),
] as const;

type Has = (condition: ValueCondition) => Expression;

function equals(has: Has, value: JsonValue | undefined, path: Path): Expression {
  const scalar = readScalar(value, path);
  if (typeof scalar === 'string') {
    return has({ valueType: 'string', comparison: 'is_any_of', value: [scalar] });
  }
  if (typeof scalar === 'number') return has({ valueType: 'number', comparison: 'exactly', value: scalar });
  return has({ valueType: 'boolean', comparison: 'is', value: scalar ? 'true' : 'false' });
}

/** The complement, so whoever lacks the attribute matches. Contract 6.4 */
function doesNotEqual(has: Has, value: JsonValue | undefined, path: Path): Expression {
  const scalar = readScalar(value, path);
  if (typeof scalar === 'string') {
    return has({ valueType: 'string', comparison: 'is_none_of', value: [scalar] });
  }
  if (typeof scalar === 'number') {
    return has({ valueType: 'number', comparison: 'does_not_equal', value: scalar });
  }
  return { kind: 'not', term: equals(has, scalar, path) };
}

function filterOf(filter: LeafFilter): Expression {
  return { kind: 'filter', filter };
}

function readOneOf<const Value extends string>(
  filter: JsonObject,
  field: string,
  allowed: readonly Value[],
  path: Path,
): Value {
  const value = filter[field];
  if (isOneOf(allowed, value)) return value;
  return refuse([...path, field], `must be one of ${allowed.join(', ')}`);
}

/** JSON has numbers, such as 1e999, that no JavaScript number holds. */
function readScalar(value: JsonValue | undefined, path: Path): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return refuse([...path, 'value'], 'must be a string, a number or a boolean');
}

function readNumber(value: JsonValue | undefined, path: Path): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return refuse([...path, 'value'], 'must be a number');
}

function readDays(value: JsonValue | undefined, path: Path): number {
  const days = typeof value === 'number' && Number.isFinite(value) ? value : -1;
  return days >= 0 ? days : refuse([...path, 'value'], 'must be a number of days, 0 or more');
}

function readTime(value: JsonValue | undefined, path: Path): string {
  if (typeof value === 'string' && parseIsoTime(value) !== undefined) return value;
  return refuse([...path, 'value'], 'must be an ISO 8601 time');
}

function readRegex(value: JsonValue | undefined, path: Path, count: Count): string {
  if (typeof value !== 'string') return refuse([...path, 'value'], 'must be a string');
  count.regexSize += writtenOutSize(value);
  if (count.regexSize > regexSizeMax) {
    const most = `at most ${regexSizeMax} characters and classes once counted repetitions are written out`;
    return refuse(path.slice(0, 1), `must have regular expressions of ${most}`);
  }
  const problem = regexProblem(value);
  if (problem === undefined) return value;
  return refuse([...path, 'value'], `must be a regular expression ${problem}`);
}

function refuse(path: Path, requirement: string): never {
  const text = formatPath(path);
  return refuseField(`${text} ${requirement}`, text);
}
