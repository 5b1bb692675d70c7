import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.js';
import { pathUnder } from '../../domain/json-path.js';

/**
 * What a stored value is like. Called with one, it says what is wrong, as `groups[0].op is not "and" or "or"`; `undefined`
 * when nothing is. `type` is never there: it ties the shape to the type it describes.
 */
export type Shape<Type> = ((value: unknown, path: string) => string | undefined) & { readonly type?: Type };

/** The shape of each field. One that may be left out has an `optional` shape. */
type Fields<Type> = { [Name in keyof Type]-?: Shape<Type[Name]> };

/** Levels of nesting that are followed; what is sent may have 100. */
const nestingMax = 500;

function shape<Type>(isSuch: (value: unknown) => boolean, expected: string): Shape<Type> {
  return (value, path) => (isSuch(value) ? undefined : `${path || 'it'} is not ${expected}`);
}

export const text = shape<string>((value) => typeof value === 'string', 'a text');
export const flag = shape<boolean>((value) => typeof value === 'boolean', 'true or false');
export const finite = shape<number>((value) => Number.isFinite(value), 'a finite number');

export function numberWithin(min: number, max: number): Shape<number> {
  return shape(
    (value) => typeof value === 'number' && value >= min && value <= max,
    `a number from ${min} to ${max}`,
  );
}

export function wholeWithin(min: number, max: number): Shape<number> {
  return shape(
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    `a whole number from ${min} to ${max}`,
  );
}

export function textAs(isSuch: (text: string) => boolean, expected: string): Shape<string> {
  return shape((value) => typeof value === 'string' && isSuch(value), expected);
}

/** One of some values, each as it is. */
export function oneOf<const Values extends readonly (string | number | boolean | null)[]>(
  ...values: Values
): Shape<Values[number]> {
  const all: readonly unknown[] = values;
  const said = values.map((value) => JSON.stringify(value)).join(', ');
  return shape((value) => all.includes(value), values.length === 1 ? said : `one of ${said}`);
}

export function nullable<Type>(its: Shape<Type>): Shape<Type | null> {
  return (value, path) => (value === null ? undefined : its(value, path));
}

export function optional<Type>(its: Shape<Type>): Shape<Type | undefined> {
  return (value, path) => (value === undefined ? undefined : its(value, path));
}

export function listOf<Type>(its: Shape<Type>, { min = 0 } = {}): Shape<Type[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path || 'it'} is not an array`;
    if (value.length < min) return `${path || 'it'} has fewer than ${min} elements`;
    for (const [index, element] of value.entries()) {
      const problem = its(element, `${path}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** Fields that it does not name may be there too. */
export function object<Type extends object>(fields: Fields<Type>): Shape<Type> {
  const shapes = Object.entries<Shape<unknown>>(fields);
  return (value, path) => {
    if (!isJsonObject(value)) return `${path || 'it'} is not an object`;
    for (const [name, its] of shapes) {
      const problem = its(Object.hasOwn(value, name) ? value[name] : undefined, pathUnder(path, name));
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** An object with values of one shape, whatever their names. */
export function recordOf<Type>(its: Shape<Type>): Shape<Record<string, Type>> {
  return (value, path) => {
    if (!isJsonObject(value)) return `${path || 'it'} is not an object`;
    for (const [name, member] of Object.entries(value)) {
      const problem = its(member, pathUnder(path, name));
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** One of some forms. */
export function anyOf<Type>(first: Shape<Type>, ...others: Shape<Type>[]): Shape<Type> {
  return (value, path) => {
    const problem = first(value, path);
    if (problem === undefined || others.some((its) => its(value, path) === undefined)) return undefined;
    return others.length === 0 ? problem : `${path || 'it'} has none of the forms it may have`;
  };
}

/** One of some objects, which a field tells from each other. */
export function byTag<Type extends object>(
  tag: keyof Type & string,
  forms: Record<string, Shape<Type>>,
): Shape<Type> {
  const tags = oneOf(...Object.keys(forms));
  return (value, path) => {
    if (!isJsonObject(value)) return `${path || 'it'} is not an object`;
    return tags(value[tag], pathUnder(path, tag)) ?? forms[String(value[tag])]?.(value, path);
  };
}

/** As both say. */
export function both<First, Second>(first: Shape<First>, second: Shape<Second>): Shape<First & Second> {
  return (value, path) => first(value, path) ?? second(value, path);
}

/** A shape that uses itself. */
export function recursive<Type>(its: () => Shape<Type>): Shape<Type> {
  return (value, path) => its()(value, path);
}

/** Any JSON. That it is sound is looked at before any shape: see `soundProblem`. */
export const json: Shape<JsonValue> = shape((value) => value !== undefined, 'there');
export const jsonObject: Shape<JsonObject> = shape(isJsonObject, 'an object');

/**
 * What of a JSON value could not be written again, or not be read by SQLite: texts that are no Unicode, numbers that are not
 * finite, and more levels than a stack has.
 */
export function soundProblem(value: unknown, level = 0): string | undefined {
  if (typeof value === 'string')
    return value.isWellFormed() ? undefined : 'it has a text that is not Unicode';
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'it has a number without end';
  if (typeof value !== 'object' || value === null) return undefined;
  if (level === nestingMax) return `it nests deeper than ${nestingMax} levels`;
  for (const [name, member] of Object.entries(value)) {
    const problem = soundProblem(name) ?? soundProblem(member, level + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What is wrong with a text that should be JSON of a shape. */
export function jsonProblem(text: string, shape: Shape<unknown>): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  return (isPlainlySound(text) ? undefined : soundProblem(value)) ?? shape(value, '');
}

/** Of most texts this tells that their value is sound: no surrogate is written out, no number is long, and few levels fit in. */
function isPlainlySound(text: string): boolean {
  return text.length <= nestingMax && !/\\u[dD]|\d[eE]|\d{300}/.test(text);
}
