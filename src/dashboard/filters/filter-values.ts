import type { SegmentFilter } from '../../client/api.js';
import { filterKinds, findKind, jsonKind } from './kind-list.js';
import {
  type ConditionType,
  comparisons,
  type Field,
  type FilterKind,
  type Input,
  optionsOf,
  valueTypes,
} from './kinds.js';

/** The fields of one filter, without what they begin with: `kind`, `comparison`, `value` and so on, each with what it has. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** A field as it is drawn and read: `property.value` stands in the filter as `value` of `property`. */
export type ValueField = Extract<Field, { is: 'value' }>;

/** The fields that a kind has with what is chosen so far. */
export function fieldsOf({ fields }: FilterKind, values: Values): ValueField[] {
  return fields.flatMap((field) => {
    switch (field.is) {
      case 'value':
        return [field];
      case 'condition':
        return conditionFields(field.of, values, '');
      case 'property':
        return propertyFields(values);
      default:
        return field satisfies never;
    }
  });
}

/** Of a condition on a property of an event: left out as long as no property is named. */
function propertyFields(values: Values): ValueField[] {
  const name: ValueField = {
    is: 'value',
    name: 'property.name',
    label: 'Where the property',
    input: 'text',
    isOptional: true,
    hint: 'Empty for all of them',
  };
  return textOf(values, 'property.name') === ''
    ? [name]
    : [name, ...conditionFields('chosen', values, 'property.')];
}

function conditionFields(of: ConditionType | 'chosen', values: Values, prefix: string): ValueField[] {
  const typeField: ValueField = {
    is: 'value',
    name: `${prefix}value_type`,
    label: 'Type',
    input: 'choice',
    options: optionsOf(valueTypes),
  };
  const type = of === 'chosen' ? (chosen(valueTypes, textOf(values, typeField.name)) as ConditionType) : of;
  const inputs = comparisons[type];
  const comparison: ValueField = {
    is: 'value',
    name: `${prefix}comparison`,
    label: 'Comparison',
    input: 'choice',
    options: optionsOf(Object.keys(inputs)),
  };
  const input = inputs[chosen(Object.keys(inputs), textOf(values, comparison.name))];
  const value: ValueField[] =
    input === undefined ? [] : [{ is: 'value', name: `${prefix}value`, label: labelOf(input), ...input }];
  return [...(of === 'chosen' ? [typeField] : []), comparison, ...value];
}

const labels: Partial<Record<Input['input'], string>> = {
  texts: 'Values, one a line',
  values: 'Values, one a line',
  moment: 'Date or time',
  range: 'From – to',
  birthday: 'Month-day',
};

function labelOf({ input }: Input): string {
  return labels[input] ?? 'Value';
}

/** What is chosen of several; the first where nothing is. */
function chosen(options: readonly string[], text: string): string {
  return options.includes(text) ? text : (options[0] ?? '');
}

export function textOf(values: Values, name: string): string {
  return values[name]?.[0] ?? '';
}

/** The filter that the fields of a form say, or what is missing of it. */
export function filterOf(values: Values): { filter: SegmentFilter } | { missing: string } {
  const id = textOf(values, 'kind');
  if (id === jsonKind) return filterOfJson(textOf(values, 'json'));
  const kind = findKind(id);
  if (kind === undefined) return { missing: 'Choose a filter.' };
  const filter: Record<string, unknown> = { ...kind.fixed };
  for (const field of fieldsOf(kind, values)) {
    const value = readValue(field, values[field.name] ?? []);
    if (value !== undefined) put(filter, field.name, value);
    else if (!field.isOptional) return { missing: `${field.label} is missing.` };
  }
  return { filter: filter as SegmentFilter };
}

function filterOfJson(json: string): { filter: SegmentFilter } | { missing: string } {
  try {
    return { filter: JSON.parse(json) };
  } catch (error) {
    return { missing: `This is not JSON: ${(error as Error).message}` };
  }
}

/** Sets `name`, or `name` of an object: `property.name`. */
function put(filter: Record<string, unknown>, name: string, value: unknown): void {
  const [outer = '', inner] = name.split('.');
  if (inner === undefined) filter[outer] = value;
  else filter[outer] = { ...(filter[outer] as object | undefined), [inner]: value };
}

/** @returns `undefined` when there is none. */
function readValue(field: ValueField, texts: readonly string[]): unknown {
  const [text = ''] = texts;
  switch (field.input) {
    case 'choice': {
      const value = chosen(
        field.options.map((option) => option.value),
        text,
      );
      return field.isBoolean ? value === 'true' : value;
    }
    case 'texts':
    case 'values': {
      const lines = text.split(/\r?\n/).filter((line) => line !== '');
      if (lines.length === 0) return undefined;
      return field.input === 'texts' ? lines : lines.map(valueOfLine);
    }
    case 'cohorts':
    case 'segments':
      return texts.length === 0 ? undefined : texts;
    case 'number':
      return text.trim() === '' ? undefined : numberOf(text);
    case 'range': {
      const [from, to] = text.split(/\s*[–-]\s*/);
      return from?.trim() && to?.trim() ? [numberOf(from), numberOf(to)] : undefined;
    }
    default:
      return text === '' ? undefined : text;
  }
}

/** What is no number stays a text, which the control API refuses with its place. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** A number, true or false as such, anything else as a text; one in quotes too. */
function valueOfLine(line: string): string | number | boolean {
  if (!/^(-?\d.*|true|false|".*")$/.test(line)) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** The fields that say a filter. One that they cannot say as it is stays JSON, so that nothing of it is lost. */
export function valuesOf(filter: SegmentFilter): Values {
  const kind = kindOf(filter);
  if (kind !== undefined) {
    const values = writtenValues(kind, filter);
    const read = filterOf(values);
    if ('filter' in read && isSame(read.filter, filter)) return values;
  }
  return { kind: [jsonKind], json: [JSON.stringify(filter, undefined, 2)] };
}

function kindOf(filter: SegmentFilter): FilterKind | undefined {
  if (filter.type === 'cohort') return findKind(`cohort:${filter.partner}`);
  const members: Record<string, unknown> = { ...filter };
  return filterKinds.find(({ fixed }) =>
    Object.entries(fixed).every(([name, value]) => members[name] === value),
  );
}

function writtenValues(kind: FilterKind, filter: SegmentFilter): Values {
  const members = membersOf(filter);
  const values: Record<string, string[]> = { kind: [kind.id] };
  for (const [name, its] of members) values[name] = its.map(String);
  // How several values are written follows from the field that they are in, and that from the comparison.
  for (const { name, input } of fieldsOf(kind, values)) {
    const its = members.get(name) ?? [];
    if (input === 'texts') values[name] = [its.join('\n')];
    else if (input === 'values') values[name] = [its.map(lineOf).join('\n')];
    else if (input === 'range') values[name] = [its.join(' – ')];
  }
  return values;
}

/** Members of a filter by the names of their fields, each with all its values. */
function membersOf(filter: object, prefix = ''): Map<string, unknown[]> {
  const members = Object.entries(filter).flatMap(([name, value]): [string, unknown[]][] =>
    name === 'property' && prefix === ''
      ? [...membersOf(value, 'property.')]
      : [[`${prefix}${name}`, [value].flat()]],
  );
  return new Map(members);
}

/** A text that would be read as something else stands in quotes. */
function lineOf(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return valueOfLine(value) === value ? value : JSON.stringify(value);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, its]) => its !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, its]) => [name, sorted(its)]),
  );
}
