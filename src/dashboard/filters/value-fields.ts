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
export function chosen(options: readonly string[], text: string): string {
  return options.includes(text) ? text : (options[0] ?? '');
}

export function textOf(values: Values, name: string): string {
  return values[name]?.[0] ?? '';
}
