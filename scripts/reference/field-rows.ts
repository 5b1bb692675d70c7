import type { JsonSchema } from './json-schema.js';

/** A field as a table of a page shows it. */
export interface FieldRow {
  /** From the root of the body, e.g. `recipients[].external_user_id`. */
  field: string;
  type: string;
  isRequired: boolean;
  meaning: string;
}

/** Every field of a JSON Schema, depth first. What stands among the components is linked, not told again. */
export function fieldRows(schema: JsonSchema, prefix = ''): FieldRow[] {
  const rows = [...ownRows(schema, prefix), ...formsOf(schema).flatMap((form) => ownRows(form, prefix))];
  return mergeRows(rows);
}

function ownRows({ properties, required }: JsonSchema, prefix: string): FieldRow[] {
  return Object.entries((properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, schema]) => {
    const field = `${prefix}${name}`;
    const row = {
      field,
      type: typeText(schema),
      isRequired: ((required ?? []) as string[]).includes(name),
      meaning: String(schema.description ?? ''),
    };
    return [row, ...rowsBelow(schema, field)];
  });
}

function rowsBelow(schema: JsonSchema, field: string): FieldRow[] {
  if (schema.$ref !== undefined) return [];
  const below = foldAlike(fieldRows(schema, `${field}.`), field);
  const arrays = [schema, ...formsOf(schema)].filter((its) => its.items !== undefined);
  return [...below, ...arrays.flatMap(({ items }) => itemRows(items as JsonSchema, `${field}[]`))];
}

/** One row for fields that differ in nothing but their names. */
function foldAlike(rows: readonly FieldRow[], field: string): readonly FieldRow[] {
  const [first, ...others] = rows;
  const isAlike = (row: FieldRow) =>
    row.type === first?.type && row.isRequired === first.isRequired && row.meaning === '';
  if (first === undefined || others.length < 3 || first.meaning !== '' || !others.every(isAlike)) return rows;
  const names = rows.map((row) => `\`${row.field.slice(field.length + 1)}\``);
  return [{ ...first, field: `${field}.*`, meaning: `One of ${names.join(', ')}.` }];
}

function itemRows(items: JsonSchema, field: string): FieldRow[] {
  return items.$ref === undefined ? [...fieldRows(items, `${field}.`), ...rowsBelowItems(items, field)] : [];
}

function rowsBelowItems(items: JsonSchema, field: string): FieldRow[] {
  return items.items === undefined ? [] : itemRows(items.items as JsonSchema, `${field}[]`);
}

/** The forms of a union that are told here, those of unions in it too, without those among the components. */
function formsOf(schema: JsonSchema): JsonSchema[] {
  const forms = (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) as JsonSchema[];
  return forms.filter((form) => form.$ref === undefined).flatMap((form) => [form, ...formsOf(form)]);
}

/** The forms of a union may have fields in common: one row for each. */
function mergeRows(rows: readonly FieldRow[]): FieldRow[] {
  const merged = new Map<string, FieldRow>();
  for (const row of rows) {
    const known = merged.get(row.field);
    if (known === undefined) merged.set(row.field, row);
    else merged.set(row.field, combine(known, row));
  }
  return [...merged.values()];
}

function combine(a: FieldRow, b: FieldRow): FieldRow {
  return {
    field: a.field,
    type: a.type === b.type ? a.type : `${a.type} or ${b.type}`,
    isRequired: a.isRequired && b.isRequired,
    meaning: a.meaning === '' ? b.meaning : a.meaning,
  };
}

const emptyText = 'empty text';

/** The type in a few words, e.g. `array of text`. */
export function typeText(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') return link(schema.$ref);
  if (schema.const === '') return emptyText;
  if (schema.const !== undefined) return code(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(code).join(', ');
  const forms = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (forms !== undefined && schema.type === undefined) return unionText(forms);
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeText({ ...schema, type })).join(' or ');
  switch (schema.type) {
    case 'string':
      return ['date-time', 'iso-8601'].includes(String(schema.format)) ? 'time' : 'text';
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'integer' : 'number'}${rangeText(schema)}`;
    case 'array':
      return `array of ${typeText((schema.items ?? {}) as JsonSchema)}`;
    case 'boolean':
      return 'boolean';
    case 'object':
    case 'null':
      return schema.type;
    default:
      return 'anything';
  }
}

/** The empty text stands for a field that is left out; the page says so once. */
function unionText(forms: readonly JsonSchema[]): string {
  const texts = new Set(forms.flatMap((form) => typeText(form).split(' or ')));
  if (texts.size > 1) texts.delete(emptyText);
  return [...texts].join(' or ');
}

function rangeText({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined && maximum === undefined) return '';
  if (maximum === undefined) return ` from ${numberText(minimum)}`;
  return minimum === undefined
    ? ` up to ${numberText(maximum)}`
    : ` ${numberText(minimum)} to ${numberText(maximum)}`;
}

function numberText(value: unknown): string {
  return Number(value).toLocaleString('en-US');
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function link(reference: string): string {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return `[${name}](#${name.toLowerCase()})`;
}
