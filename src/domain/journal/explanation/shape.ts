import type { Shape } from '../../endpoint.js';
import { isJsonObject, type JsonValue } from '../../json.js';
import type { Step } from '../../json-path.js';

/** Whether it may be an object and no array. */
export function isObjectOnly(shape: Shape): boolean {
  const forms = formsOf(shape);
  return (
    forms.some(({ type }) => type === 'object') &&
    !forms.some(({ type }) => type === undefined || type === 'array')
  );
}

/** Every form that a value may have, unions taken apart. */
function formsOf(shape: Shape): readonly Shape[] {
  return shape.anyOf === undefined || shape.type !== undefined ? [shape] : shape.anyOf.flatMap(formsOf);
}

/** What an object may be there, with the fields of every form; `undefined` when it may be none. */
export function objectForm(shape: Shape): Shape | undefined {
  const forms = formsOf(shape).filter((form) => form.properties !== undefined);
  if (forms.length < 2) return forms[0];
  const properties = Object.assign({}, ...forms.map((form) => form.properties));
  return { ...forms[0], properties };
}

/** What an element of it may be; `undefined` when it is no array. */
export function elementShape(shape: Shape): Shape | undefined {
  return formsOf(shape).find((form) => form.items !== undefined)?.items;
}

/** What may stand one step further. */
export function stepInto(shape: Shape, step: Step): Shape | undefined {
  if (typeof step === 'number') return elementShape(shape);
  const form = objectForm(shape);
  if (form?.properties === undefined) return undefined;
  if (Object.hasOwn(form.properties, step)) return form.properties[step];
  return typeof form.additionalProperties === 'object' ? form.additionalProperties : undefined;
}

/** What may stand at a place; `undefined` when nothing is known of it. */
export function shapeAt(shape: Shape | undefined, steps: readonly Step[]): Shape | undefined {
  let found = shape;
  for (const step of steps) found = found && stepInto(found, step);
  return found;
}

/** What is wanted at a place, in the words of hints. */
export type Wanted = 'string' | 'time' | 'number' | 'boolean' | 'object' | 'strings' | 'objects';

/** Of a union, the form that stands first. */
export function wantedIn(shape: Shape | undefined): Wanted | undefined {
  const form = shape && formsOf(shape)[0];
  const type = typeof form?.type === 'string' ? form.type : form?.type?.[0];
  switch (type) {
    case 'string':
      return form?.format === 'date-time' ? 'time' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'object':
      return type;
    case 'array':
      return form?.items && wantedIn(form.items) === 'object' ? 'objects' : 'strings';
    default:
      return undefined;
  }
}

/** Of an object that needs one of several fields: which. */
export function alternativesOf(shape: Shape | undefined): readonly string[] {
  const form = shape && objectForm(shape);
  return form?.anyOf?.flatMap(({ required }) => required ?? []) ?? [];
}

/** A field that stands where no such field is looked at. */
export interface UnknownField {
  steps: readonly Step[];
  name: string;
  /** The object that it stands in, and the fields that are looked at there. */
  object: { readonly [field: string]: JsonValue };
  known: readonly string[];
}

/** Every field of a value that its shape does not have, in the order in which they stand. */
export function unknownFields(shape: Shape, value: JsonValue): UnknownField[] {
  const found: UnknownField[] = [];
  collectUnknown(shape, value, [], found);
  return found;
}

function collectUnknown(shape: Shape, value: JsonValue, at: readonly Step[], found: UnknownField[]): void {
  if (Array.isArray(value)) {
    const element = elementShape(shape);
    // Most arrays are of a thousand ids, which have no fields.
    if (element === undefined || !holdsFields(element)) return;
    for (const [index, its] of value.entries()) collectUnknown(element, its, [...at, index], found);
    return;
  }
  if (!isJsonObject(value)) return;
  // One object in place of a list of them is looked at as the one that the list would have.
  const { properties, additionalProperties } =
    objectForm(shape) ?? objectForm(elementShape(shape) ?? {}) ?? {};
  if (properties === undefined) return;
  for (const name of Object.keys(value)) {
    const inner = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const steps = [...at, name];
    const its = value[name];
    if (inner !== undefined && its !== undefined) collectUnknown(inner, its, steps, found);
    else if (additionalProperties === undefined || additionalProperties === false) {
      found.push({ steps, name, object: value, known: Object.keys(properties) });
    }
  }
}

function holdsFields(shape: Shape): boolean {
  return formsOf(shape).some((form) => form.properties !== undefined || form.items !== undefined);
}
