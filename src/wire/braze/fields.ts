import { z } from 'zod';
import { type BrazeErrorCode, EmulatorError } from '../../domain/errors.js';
import { type Ignored, ignored, tolerated } from '../../domain/journal/ignored.js';
import { isJsonObject, type JsonValue } from '../../domain/json.js';
import { formatPath } from '../../domain/json-path.js';
import { aliasPartBytesMax, externalIdBytesMax, identifiersPerRequestMax } from '../../domain/limits.js';
import {
  isPrioritizationConsistent,
  type Prioritization,
  type PrioritizationCriterion,
  prioritizationCriteria,
} from '../../domain/users/prioritization.js';
import { firstIssue } from '../describe-issue.js';

// Fields that several user endpoints share, and how their arrays are read. Where no text is documented the refusals are
// in our own words. [inferred]

/** An external id; a number is taken for its decimal text. [client: braze_ruby recordings of identify, delete, export] */
export const externalId = z.union([z.string().min(1), z.int().transform(String)]);

/** An external id that a profile may get. */
export const newExternalId = externalId.refine(
  (id) => Buffer.byteLength(id) <= externalIdBytesMax,
  `'external_id' must be at most ${externalIdBytesMax} bytes`,
);

/** An alias to look somebody up by. */
export const alias = z
  .object({ alias_label: z.string().min(1), alias_name: z.string().min(1) })
  .transform((its) => ({ label: its.alias_label, name: its.alias_name }));

/** A label or name that an alias may get: 1 to 236 bytes. [doc] user_alias_object */
export function newAliasPart(field: string) {
  return z
    .string()
    .min(1)
    .refine(
      (part) => Buffer.byteLength(part) <= aliasPartBytesMax,
      `'${field}' must be at most ${aliasPartBytesMax} bytes`,
    );
}

/** How to choose among several profiles with one e-mail address or phone number. */
export function prioritizationOf(criteria: readonly PrioritizationCriterion[] = prioritizationCriteria) {
  const known: readonly unknown[] = criteria;
  const list = criteria.map((criterion) => `'${criterion}'`).join(', ');
  return z
    .custom<Prioritization>(
      (value) =>
        Array.isArray(value) &&
        value.every((criterion) => known.includes(criterion)) &&
        isPrioritizationConsistent(value),
      `'prioritization' must be an array of ${list}, with 'identified' or 'unidentified' but not both`,
    )
    .meta({ type: 'array', items: { type: 'string', enum: [...criteria] } });
}

/**
 * A `prioritization` beside an identifier that names one profile at most, and criteria that come to nothing.
 *
 * @param path  Of the object it stands in.
 * @param shared  The identifiers there that several profiles may have.
 */
export function idlePrioritization(
  object: JsonValue,
  path: string,
  shared: readonly string[] = ['email', 'phone'],
): Ignored[] {
  const criteria = fieldOf(object, 'prioritization');
  if (!Array.isArray(criteria)) return [];
  const itsPath = `${path}.prioritization`;
  const chooses = shared.some((name) => (fieldOf(object, name) ?? '') !== '');
  if (!chooses) return [ignored(itsPath, 'ignored_value', 'chooses among users with one e-mail or phone')];
  return idleCriteria(criteria).map((index) =>
    tolerated(`${itsPath}[${index}]`, 'ignored_value', 'chooses nobody whom those before it do not'),
  );
}

/** The same criterion again, and an order behind an order: the first leaves one user. */
function idleCriteria(criteria: readonly JsonValue[]): number[] {
  const kindOf = (criterion: JsonValue) => String(criterion).replace(/^(most|least)_/, '');
  const kinds = criteria.map(kindOf);
  return kinds.flatMap((kind, index) => (kinds.indexOf(kind) < index ? [index] : []));
}

/** Of the objects in a list of a body. */
export function idlePrioritizations(body: JsonValue, list: string): Ignored[] {
  const objects = fieldOf(body, list);
  if (!Array.isArray(objects)) return [];
  return objects.flatMap((object, index) => idlePrioritization(object, formatPath([list, index])));
}

/** @throws EmulatorError `invalid_field`. */
export function refuseField(message: string, path: string): never {
  throw new EmulatorError('invalid_field', message, { path });
}

/** A field of the body; `undefined` when it is left out, `null`, or the body is no object. */
export function fieldOf(body: JsonValue, field: string): JsonValue | undefined {
  return isJsonObject(body) ? (body[field] ?? undefined) : undefined;
}

/** How an array field of a request is read. */
export interface ListRules<Item> {
  /** What an element becomes. Its refinements carry the whole text of their refusal. */
  element: z.ZodType<Item>;
  kind: 'objects' | 'strings' | 'strings or objects';
  /** What each element must have, in words: `with an 'external_id'`. */
  detail?: string;
  /** Refuses more than 50 elements. */
  tooMany: BrazeErrorCode;
}

/**
 * Reads an array field: first that it is an array of the right kind, then its length, then each element.
 *
 * @returns `undefined` when the field is left out.
 * @throws EmulatorError `invalid_field`; `rules.tooMany`.
 */
export function readList<Item>(body: JsonValue, field: string, rules: ListRules<Item>): Item[] | undefined {
  return readSentList(body, field, rules)?.map(({ item }) => item);
}

/** The same, each item beside the element that it was read from. */
export function readSentList<Item>(
  body: JsonValue,
  field: string,
  rules: ListRules<Item>,
): { item: Item; sent: JsonValue }[] | undefined {
  const value = fieldOf(body, field);
  if (value === undefined) return undefined;
  const text = `'${field}' must be an array of ${rules.kind}`;
  if (!Array.isArray(value) || !value.every(isOfKind[rules.kind])) refuseField(text, field);
  assertListLength(value.length, field, rules.tooMany);
  return value.map((element, index) => {
    const result = rules.element.safeParse(element);
    if (result.success) return { item: result.data, sent: element };
    const issue = firstIssue(result.error);
    const detailed = rules.detail === undefined ? text : `${text} ${rules.detail}`;
    const path = formatPath([field, index, ...issue.path]);
    return refuseField(issue.code === 'custom' ? issue.message : detailed, path);
  });
}

/** The items of an array field, each with the path of where it stands. */
export function placed<Item>(items: readonly Item[], field: string): (Item & { path: string })[] {
  return items.map((item, index) => ({ ...item, path: formatPath([field, index]) }));
}

const isOfKind: Record<ListRules<unknown>['kind'], (value: JsonValue) => boolean> = {
  objects: isJsonObject,
  // Which strings may be numbers the element's own schema says.
  strings: (value) => typeof value === 'string' || typeof value === 'number',
  'strings or objects': (value) => typeof value === 'string' || isJsonObject(value),
};

/** @throws EmulatorError `code` for more than 50 elements. [doc] each page */
export function assertListLength(length: number, field: string, code: BrazeErrorCode): void {
  if (length <= identifiersPerRequestMax) return;
  throw new EmulatorError(code, `${field}: ${length} elements, at most ${identifiersPerRequestMax}`, {
    path: field,
  });
}
