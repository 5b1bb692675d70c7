// Values that a JSON schema of the documents allows, mostly: what two fields must have in common it does not say.

const depthMax = 6;
const words = ['a', 'plan', 'gold', 'vip', 'x y', 'ä', '😀', 'A'];
export const aUuid = ({ below }) => `44444444-dddd-4ddd-8ddd-${String(below(1e9)).padStart(12, '0')}`;
/** A text, or what makes one, for each pattern of the documents. */
const patterned = [
  [/9a-f|\\da-f/, aUuid],
  [/xX|xx/, '2xx'],
  [/^\^\\?\/\.\*|\*\\\*/, '/partners/*/cohorts'],
  [/\\w\.\+-/, 'text/plain'],
];
const formats = {
  'date-time': ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00+05:30'],
  'iso-8601': ['2026-03-02T09:00:00Z', '2026-03-02'],
  uuid: [aUuid],
  uri: ['http://127.0.0.1:1/done'],
};

/**
 * @param {object} schema
 * @param {{ random: object, resolve: (schema: object) => object, known: Record<string, string[]> }} context
 *   `known` has values by the names of the fields that hold them, so that something is found.
 */
export function fromSchema(schema, context, name = '', depth = 0) {
  const its = context.resolve(schema) ?? {};
  const { random } = context;
  const choices = its.oneOf ?? its.anyOf;
  if (choices !== undefined) {
    const { anyOf: _, oneOf: __, ...rest } = its;
    return fromSchema({ ...rest, ...context.resolve(random.pick(choices)) }, context, name, depth);
  }
  if (its.allOf !== undefined) {
    const { allOf, ...rest } = its;
    return fromSchema(Object.assign(rest, ...allOf.map(context.resolve)), context, name, depth);
  }
  if ('const' in its) return its.const;
  if (its.enum !== undefined) return random.pick(its.enum);
  const type = Array.isArray(its.type) ? random.pick(its.type) : (its.type ?? typeOf(its));
  return makers[type]?.(its, context, name, depth) ?? null;
}

const typeOf = (schema) => (schema.properties || schema.required ? 'object' : 'any');

const makers = {
  object: objectOf,
  array: arrayOf,
  string: textOf,
  integer: (its, { random }, name) =>
    // What a request waits for is not what is looked at here.
    name === 'timeout_ms' ? random.below(20) : wholeNumber(its, random),
  number: (its, { random }) => (random.chance(0.5) ? wholeNumber(its, random) : random.below(1_000) / 8),
  boolean: (_, { random }) => random.chance(0.5),
  null: () => null,
  any: (_, { random }) => random.pick([null, true, 7, 1.5, 'x', [], ['a'], {}, { a: 1 }]),
};

function objectOf({ properties = {}, required = [], additionalProperties }, context, _, depth) {
  const { random } = context;
  const value = {};
  for (const [name, schema] of Object.entries(properties)) {
    const isWanted = required.includes(name) || (depth < depthMax && random.chance(0.4));
    if (isWanted) value[name] = fromSchema(schema, context, name, depth + 1);
  }
  for (const name of required) value[name] ??= fromSchema({}, context, name, depth + 1);
  if (typeof additionalProperties === 'object' && depth < depthMax) {
    value[random.pick(words)] = fromSchema(additionalProperties, context, '', depth + 1);
  }
  return value;
}

function arrayOf({ items, prefixItems, minItems = 0, maxItems = 3 }, context, name, depth) {
  if (prefixItems !== undefined) return prefixItems.map((its) => fromSchema(its, context, name, depth + 1));
  const most = depth < depthMax ? Math.min(maxItems, minItems + 2) : minItems;
  const length = context.random.between(minItems, Math.max(minItems, most));
  return Array.from({ length }, () => fromSchema(items ?? {}, context, name, depth + 1));
}

function textOf({ format, pattern, minLength = 0, maxLength = 1_000 }, { random, known }, name) {
  const found = known[name] ?? known[name.replace(/s$/, '')];
  if (found?.length > 0 && random.chance(0.8)) return random.pick(found);
  const [, match] = patterned.find(([its]) => pattern !== undefined && its.test(pattern)) ?? [];
  const special = formats[format] === undefined ? match : random.pick(formats[format]);
  if (special !== undefined) return typeof special === 'function' ? special(random) : special;
  const text = random.pick(words);
  return text.padEnd(minLength, 'x').slice(0, maxLength);
}

function wholeNumber({ minimum = -5, maximum = 1_000 }, random) {
  if (random.chance(0.1)) return random.pick([minimum, maximum]);
  return random.between(minimum, Math.min(maximum, minimum + 50));
}
