import type { SegmentFilter } from '../../client/api.js';
import { filterKinds, findKind, jsonKind } from './kind-list.js';
import type { FilterKind } from './kinds.js';
import { chosen, fieldsOf, textOf, type ValueField, type Values } from './value-fields.js';

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
