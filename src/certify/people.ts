import { z } from 'zod';

// People as the source of a connector has them: what they are known by there, whether Braze knows them or not.

/** What somebody is known by. */
export interface Identifiers {
  external_id?: string;
  alias_label?: string;
  alias_name?: string;
  device_id?: string;
}

/** A row of the source. */
export interface Person extends Identifiers {
  /** The source's own key of the row, which stays when identifiers change. */
  person: string;
}

/** Names the fields of a row, in the order in which files have them. */
export const identifierNames = ['external_id', 'alias_label', 'alias_name', 'device_id'] as const;

/** More would be no test of a connector but of patience. */
const countMax = 100_000;

/** Makes many of one: `{n}` in its texts becomes `from`, `from` + 1 and so on. */
export const repetition = {
  count: z.int().min(1).max(countMax).optional(),
  from: z.int().min(0).optional(),
};

const text = z.string('expected a text; put quotes round a number').min(1).optional();

const rowShape = {
  person: text,
  external_id: text,
  alias_label: text,
  alias_name: text,
  device_id: text,
  ...repetition,
};

/** Rows as a scenario writes them; `person` is what they are known by, if left out. */
export const people = z
  .array(
    z
      .strictObject(rowShape)
      .refine(
        ({ alias_label, alias_name }) => (alias_label === undefined) === (alias_name === undefined),
        'expected alias_label and alias_name together',
      )
      .refine(
        (its) => identifierNames.some((name) => its[name] !== undefined),
        `expected at least one of ${identifierNames.join(', ')}`,
      ),
  )
  .transform((rows): Person[] => rows.flatMap(repeated).map((row) => ({ person: nameOf(row), ...row })));

const names = z.array(
  z.union([text.unwrap(), z.strictObject({ id: text.unwrap(), ...repetition })], {
    error: 'expected a text (put quotes round a number), or an object with id, count and from',
  }),
);

/** Texts that name people, as `people` writes `person`. */
export const personNames = names.transform((its) =>
  its.flatMap((name) => (typeof name === 'string' ? [name] : repeated(name).map(({ id }) => id))),
);

/** One thing, or as many as it asks for. */
export function repeated<Thing extends { count?: number; from?: number }>(
  thing: Thing,
): Omit<Thing, 'count' | 'from'>[] {
  const { count, from = 1, ...its } = thing;
  if (count === undefined) return [its];
  return Array.from({ length: count }, (_, index) => withNumber(its, from + index));
}

/** With a number for each `{n}` in its texts. */
function withNumber<Value>(value: Value, number: number): Value {
  if (typeof value === 'string') return value.replaceAll('{n}', String(number)) as Value;
  if (Array.isArray(value)) return value.map((its) => withNumber(its, number)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, its]) => [name, withNumber(its, number)]);
  return Object.fromEntries(entries) as Value;
}

/** As `ids()` of a cohort names the user. */
function nameOf({ external_id, alias_label, alias_name, device_id }: Identifiers): string {
  return external_id ?? (alias_name === undefined ? `device:${device_id}` : `${alias_label}:${alias_name}`);
}
