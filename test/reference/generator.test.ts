import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { briefJson } from '../../scripts/reference/brief-json.js';
import { openApiOf } from '../../scripts/reference/openapi.js';
import type { Operation, Surface } from '../../scripts/reference/operation.js';
import { pageOf } from '../../scripts/reference/page.js';

const alias = z.strictObject({ label: z.string(), name: z.string() }).meta({ id: 'Alias' });

function anOperation(fields: Partial<Operation> = {}): Operation {
  return {
    name: 'createThing',
    verb: 'POST',
    path: '/things/{thing}',
    summary: 'Creates a thing.',
    subject: 'Things',
    access: 'Needs the key.',
    security: ['key'],
    bodies: [],
    isBodyRequired: true,
    answers: [{ status: 201, description: 'Created.' }],
    refusals: [],
    ...fields,
  };
}

function surfaceOf(...operations: Operation[]): Surface {
  return {
    title: 'Things',
    description: 'A surface of things.',
    introduction: 'In short.',
    servers: [{ url: 'http://127.0.0.1:1', description: 'Here.' }],
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    subjects: [{ name: 'Things', description: 'About things.' }],
    answerIo: 'input',
    requestTime: 'date-time',
    refusalBody: (codes) => ({ type: 'object', properties: { code: { enum: codes } } }),
    commonAnswers: [],
    operations,
    unbuilt: [],
  };
}

const documentOf = (...operations: Operation[]) => openApiOf(surfaceOf(...operations), '1.0.0', new Map());
const content = (schema: z.ZodType) => [{ schema, mediaType: 'application/json' }];

describe('document', () => {
  test('a schema with an id stands once among the components', () => {
    const document = documentOf(
      anOperation({ bodies: content(z.object({ a: alias, b: z.array(alias) })) }),
      anOperation({ name: 'other', path: '/other', bodies: content(alias) }),
    );
    expect(Object.keys(document.components.schemas)).toEqual(['Alias']);
    expect(document.paths['/other']!.post).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Alias' } } } },
    });
  });

  test('two schemas of one id are refused', () => {
    const other = z.string().meta({ id: 'Thing' });
    const third = z.number().meta({ id: 'Thing' });
    expect(() =>
      documentOf(
        anOperation({ bodies: content(z.object({ other })) }),
        anOperation({ path: '/x', bodies: content(z.object({ third })) }),
      ),
    ).toThrow('Thing');
  });

  test('refusals of one status are one answer that lists their codes', () => {
    const document = documentOf(
      anOperation({
        refusals: [
          { status: 400, code: 'no_name', text: 'name is required' },
          { status: 400, code: 'no_time' },
        ],
      }),
    );
    expect(document.paths['/things/{thing}']!.post).toMatchObject({
      responses: {
        400: { description: 'no_name: name is required\n\nno_time', 'x-codes': ['no_name', 'no_time'] },
      },
    });
  });

  test('parts of the path and fields of the query are parameters', () => {
    const query = z.object({
      limit: z.int().max(10).describe('At most this many.'),
      page: z.int().optional(),
    });
    const { parameters } = documentOf(anOperation({ query })).paths['/things/{thing}']!.post!;
    expect(parameters).toEqual([
      { name: 'thing', in: 'path', required: true, schema: { type: 'string' } },
      {
        name: 'limit',
        in: 'query',
        description: 'At most this many.',
        required: true,
        schema: { type: 'integer', maximum: 10 },
      },
      { name: 'page', in: 'query', schema: { type: 'integer' } },
    ]);
  });
});

describe('page', () => {
  const page = (...operations: Operation[]) => {
    const surface = surfaceOf(...operations);
    return pageOf(surface, openApiOf(surface, '1.0.0', new Map()));
  };

  test('fields of nested objects have their whole path, named schemas a link', () => {
    const bodies = content(
      z.object({
        list: z.array(z.object({ id: z.string().describe('Its id.') })).optional(),
        alias,
      }),
    );
    const text = page(anOperation({ bodies }));
    expect(text).toContain('| `list[].id` | text | yes | Its id. |');
    expect(text).toContain('| `alias` | [Alias](#alias) | yes |  |');
    expect(text).toContain('### Alias');
  });

  test('fields of an array that may also be the empty text or null are told', () => {
    const recipient = z.object({ id: z.string() });
    const list = z.union([z.array(recipient), z.literal('')]).nullish();
    const text = page(anOperation({ bodies: content(z.object({ list })) }));
    expect(text).toContain('| `list` | array of object or null |  |  |\n| `list[].id` | text | yes |  |');
  });

  test('a refusal that endpoints share is told once', () => {
    const refusals = [
      { status: 401, code: 'no_key', isCommon: true },
      { status: 400, code: 'no_name', text: 'a|b' },
    ];
    const text = page(anOperation({ refusals }), anOperation({ path: '/other', refusals }));
    expect(text.split('`no_key`')).toHaveLength(2);
    expect(text.split('| 400 | `no_name` | a\\|b |')).toHaveLength(3);
  });

  test('the table links to the heading of each endpoint', () => {
    expect(page(anOperation())).toContain('[`POST /things/{thing}`](#post-thingsthing)');
  });

  test('JSON breaks where a line would be too long, and is the same JSON', () => {
    const value = { a: [1, 'x, "y": z'], b: { c: 'x'.repeat(90), d: {} }, e: [] };
    expect(JSON.parse(briefJson(value))).toEqual(value);
    expect(briefJson(value).split('\n')[1]).toBe('  "a": [1, "x, \\"y\\": z"],');
  });
});
