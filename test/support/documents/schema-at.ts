import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Place } from './document.js';

// Schemas of the documents, each compiled when it is first needed: a test file needs few of them.

const options = {
  // The documents have words of their own, `x-…`, beside the schemas.
  strict: false,
  validateSchema: false,
  logger: false,
  // Quicker to compile; each compiled schema checks only a few values.
  code: { optimize: false },
  formats: {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/,
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  },
} as const;
const bodies = new Ajv2020(options);
/** A query has nothing but text, which is read as what the document says. */
const texts = new Ajv2020({ ...options, coerceTypes: true });

const known = new Set<string>();
/** By place, and by the text of the schema: most refusals have one that others have too. */
const compiled = new Map<string, ValidateFunction>();

/**
 * @param below  Where in the operation the schema stands.
 * @returns What is wrong with the value; `undefined` when nothing is.
 */
export function problemOf(place: Place, below: readonly string[], value: unknown): string | undefined {
  const { document, path, verb, operation } = place;
  const key = `${document.name} ${verb} ${path} ${below.join(' ')}`;
  let validate = compiled.get(key);
  if (validate === undefined) {
    const schema = below.reduce<unknown>((its, part) => (its as Record<string, unknown>)[part], operation);
    const text = `${document.name} ${below[0]} ${JSON.stringify(schema)}`;
    validate = compiled.get(text) ?? compile(place, below);
    compiled.set(text, validate);
    compiled.set(key, validate);
  }
  if (validate({ value })) return undefined;
  const [error] = validate.errors ?? [];
  const extra = error?.params.additionalProperty ?? error?.params.allowedValues ?? '';
  return `${error?.instancePath.replace('/value', '')} ${error?.message} ${JSON.stringify(extra)}`;
}

function compile({ document, path, verb }: Place, below: readonly string[]): ValidateFunction {
  const ajv = below[0] === 'parameters' ? texts : bodies;
  const name = `${ajv === texts ? 'texts' : 'bodies'} ${document.name}`;
  if (!known.has(name)) ajv.addSchema(document.content, document.name);
  known.add(name);
  const pointer = ['paths', path, verb, ...below].map(escapePart).join('/');
  // Within an object, as only a field's value can be read as something else.
  return ajv.compile({ properties: { value: { $ref: `${document.name}#/${pointer}` } } });
}

function escapePart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
