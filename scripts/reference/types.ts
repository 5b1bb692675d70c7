import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { z } from 'zod';
import { seedInput } from '../../src/wire/control/seed.js';
import type { JsonSchema } from './json-schema.js';
import type { OpenApiDocument } from './openapi.js';

/** Where the types of the control API are kept, from the root of the repository. */
export const typesFile = 'src/client/api.ts';

const head = `// Made by \`npm run generate\` from the endpoint values of the control API: its JSON as plain types, so that whoever imports
// the library needs neither zod nor its types.
`;

/** The JSON of the control API as TypeScript: a type for each component, and what each endpoint takes and gives. */
export async function controlTypes(document: OpenApiDocument): Promise<string> {
  const { refusal: _, ...components } = document.components.schemas;
  components.seed = seedSchema();
  const schema = {
    title: 'ControlCalls',
    description: 'What each endpoint of the control API takes and gives, by the name of what it does.',
    ...objectOf(callsOf(document)),
    definitions: Object.fromEntries(
      Object.entries(components).map(([id, its]) => [id, { title: id, ...its }]),
    ),
  };
  const text = await compile(withPlainReferences(schema) as JSONSchema, 'ControlCalls', {
    bannerComment: head,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
  return tidy(text);
}

function seedSchema(): JsonSchema {
  const {
    $schema: _,
    $defs: __,
    ...schema
  } = z.toJSONSchema(seedInput, { io: 'input', unrepresentable: 'any' });
  return { ...schema, description: 'What a seed file holds.' };
}

/** To the definitions, and with nothing beside them: the compiler would make another type of it. */
function withPlainReferences(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    if (isAnyJson(value)) return { ...value, tsType: 'unknown' };
    if (typeof value?.$ref !== 'string') return value;
    return { $ref: value.$ref.replace(/^#\/(components\/schemas|\$defs)\//, '#/definitions/') };
  });
}

/** A schema that says nothing of the value, but perhaps what it means. */
function isAnyJson(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const [first, ...others] = Object.entries(value);
  return others.length === 0 && first?.[0] === 'description' && typeof first[1] === 'string';
}

/** One object for each endpoint that takes and gives JSON. */
function callsOf(document: OpenApiDocument): Record<string, JsonSchema> {
  const calls: Record<string, JsonSchema> = {};
  for (const verbs of Object.values(document.paths)) {
    for (const its of Object.values(verbs) as unknown as OperationPart[]) {
      const [answer] = Object.entries(its.responses).filter(([status]) => /^2/.test(status));
      if (answer === undefined || hasOtherMedia(answer[1].content) || isOnlyStreamed(its)) continue;
      calls[its.operationId] = { description: its.summary, ...objectOf(partsOf(its, answer[1])) };
    }
  }
  return calls;
}

interface Media {
  content?: Record<string, { schema?: JsonSchema }>;
}

interface OperationPart {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; description?: string; required?: boolean; schema: JsonSchema }[];
  requestBody?: Media;
  responses: Record<string, Media>;
}

const json = 'application/json';

function hasOtherMedia(content: Media['content']): boolean {
  return content !== undefined && content[json]?.schema === undefined;
}

function isOnlyStreamed({ requestBody }: OperationPart): boolean {
  return hasOtherMedia(requestBody?.content);
}

function partsOf({ parameters = [], requestBody }: OperationPart, answer: Media): Record<string, JsonSchema> {
  const body = requestBody?.content?.[json]?.schema;
  const given = answer.content?.[json]?.schema;
  return {
    params: parametersOf(parameters, 'path'),
    query: parametersOf(parameters, 'query'),
    body: body ?? { tsType: 'undefined' },
    answer: given ?? { tsType: 'undefined' },
  };
}

function parametersOf(parameters: NonNullable<OperationPart['parameters']>, where: string): JsonSchema {
  const its = parameters.filter((parameter) => parameter.in === where);
  const properties = its.map(({ name, description, schema }) => [
    name,
    description === undefined ? schema : { ...schema, description },
  ]);
  const required = its.filter((parameter) => parameter.required).map((parameter) => parameter.name);
  return { ...objectOf(Object.fromEntries(properties)), required };
}

function objectOf(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** Takes out what the compiler says of itself. */
function tidy(text: string): string {
  return text
    .replaceAll(/( \*\n)?( \* This interface was referenced by .*\n \* via the `definition` ".*"\.\n)/g, '')
    .replaceAll(/\/\*\*\n \*\/\n/g, '');
}
