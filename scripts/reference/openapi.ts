import { type JsonSchema, SchemaComponents } from './json-schema.js';
import type { Answer, Content, Operation, Refusal, Surface, UnbuiltOperation } from './operation.js';

/** A request that was sent to the emulator for the document, and what it answered. */
export interface Example {
  summary: string;
  body?: unknown;
  /** Of the body. */
  mediaType?: string;
  answer: { status: number; body?: unknown };
}

export interface OpenApiDocument {
  openapi: string;
  info: object;
  servers: object[];
  tags: object[];
  paths: Record<string, Record<string, JsonSchema>>;
  'x-not-built'?: UnbuiltOperation[];
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
}

/**
 * The OpenAPI 3.1 document of a surface.
 *
 * @param examples  By the names of the operations.
 */
export function openApiOf(
  surface: Surface,
  version: string,
  examples: ReadonlyMap<string, readonly Example[]>,
): OpenApiDocument {
  const components = new SchemaComponents(surface);
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of surface.operations) {
    const ofPath = (paths[operation.path] ??= {});
    ofPath[operation.verb.toLowerCase()] = operationOf(
      surface,
      operation,
      components,
      examples.get(operation.name) ?? [],
    );
  }
  return {
    openapi: '3.1.1',
    info: {
      title: surface.title,
      version,
      description: surface.description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: surface.servers,
    tags: surface.subjects,
    paths,
    ...(surface.unbuilt.length > 0 && { 'x-not-built': surface.unbuilt }),
    components: { schemas: sorted(components.schemas), securitySchemes: surface.securitySchemes },
  };
}

function operationOf(
  surface: Surface,
  operation: Operation,
  components: SchemaComponents,
  examples: readonly Example[],
): JsonSchema {
  const { name, subject, summary, bodies, security, source } = operation;
  const parameters = [...pathParameters(operation.path), ...queryParameters(operation, components)];
  return {
    operationId: name,
    tags: [subject],
    summary,
    description: descriptionOf(operation),
    ...(source !== undefined && { 'x-source': source }),
    security: security.length === 0 ? [] : security.map((scheme) => ({ [scheme]: [] })),
    ...(parameters.length > 0 && { parameters }),
    ...(bodies.length > 0 && { requestBody: requestBodyOf(operation, components, examples) }),
    responses: responsesOf(surface, operation, components, examples),
  };
}

function descriptionOf({ details, access, rateLimit, source }: Operation): string {
  const sentences = [
    details,
    access,
    rateLimit === undefined ? undefined : `Rate limit: ${rateLimit}.`,
    source === undefined ? undefined : `Source: ${source.page} [${source.mark}].`,
  ];
  return sentences.filter((its) => its !== undefined).join('\n\n');
}

function pathParameters(path: string): JsonSchema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Operation, components: SchemaComponents): JsonSchema[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = components.ofRequest(query) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(description !== undefined && { description }),
    ...(required.includes(name) && { required: true }),
    schema,
  }));
}

function requestBodyOf(
  { bodies, isBodyRequired }: Operation,
  components: SchemaComponents,
  examples: readonly Example[],
): JsonSchema {
  const contents = bodies.map((body) => {
    const sent = examples.filter((its) => its.body !== undefined && its.mediaType === body.mediaType);
    const values = sent.map(({ summary, body: value }) => ({ summary, value }));
    return contentOf(body, body.schema && components.ofRequest(body.schema), values);
  });
  return { required: isBodyRequired, content: Object.assign({}, ...contents) };
}

function responsesOf(
  surface: Surface,
  { answers, refusals, plantedAnswer }: Operation,
  components: SchemaComponents,
  examples: readonly Example[],
): JsonSchema {
  const responses = new Map<number, object>();
  for (const answer of answers) {
    responses.set(answer.status, answerOf(answer, components, examples));
  }
  for (const status of new Set(refusals.map((its) => its.status))) {
    const ofStatus = refusals.filter((its) => its.status === status);
    responses.set(status, refusalOf(surface, ofStatus, components));
  }
  return {
    ...Object.fromEntries([...responses].sort(([a], [b]) => a - b)),
    ...(plantedAnswer !== undefined && { default: { description: plantedAnswer, content: { '*/*': {} } } }),
  };
}

function answerOf(
  { status, description: text, mark, content }: Answer,
  components: SchemaComponents,
  examples: readonly Example[],
): JsonSchema {
  const description = mark === undefined ? text : `${text} [${mark}]`;
  if (content === undefined) return { description };
  const received = examples.filter((its) => its.answer.status === status && its.answer.body !== undefined);
  const values = received.map(({ summary, answer }) => ({ summary, value: answer.body }));
  return {
    description,
    content: contentOf(content, content.schema && components.ofAnswer(content.schema), values),
  };
}

function contentOf(
  { mediaType, otherMediaTypes = [] }: Content,
  schema: JsonSchema | undefined,
  examples: { summary: string; value: unknown }[],
): JsonSchema {
  return {
    [mediaType]: {
      ...(schema !== undefined && { schema }),
      ...(examples.length > 0 && {
        examples: Object.fromEntries(examples.map((example) => [idOf(example.summary), example])),
      }),
    },
    ...Object.fromEntries(otherMediaTypes.map((other) => [other, {}])),
  };
}

/** `an-email-address` for `An email address`. */
function idOf(summary: string): string {
  return summary
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function refusalOf(
  { refusalBody }: Surface,
  refusals: readonly Refusal[],
  components: SchemaComponents,
): JsonSchema {
  const codes = refusals.map((its) => its.code);
  const mediaType = refusals.find((its) => its.mediaType !== undefined)?.mediaType;
  const schema = () => refusalBody(codes, (its) => components.ofAnswer(its));
  return {
    description: refusals
      .map(({ code, text }) => (text === undefined ? code : `${code}: ${text}`))
      .join('\n\n'),
    'x-codes': codes,
    content: mediaType === undefined ? { 'application/json': { schema: schema() } } : { [mediaType]: {} },
  };
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
