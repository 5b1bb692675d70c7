import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** How the schemas of a surface are to be read. */
export interface SchemaConventions {
  /** Whether an answer is described by what its schema gives or, as requests are, by what it takes. */
  answerIo: 'input' | 'output';
  /** Format of a time in a request; `date-time` is RFC 3339, which `iso-8601` goes beyond: a day, no zone. */
  requestTime: 'date-time' | 'iso-8601';
}

/** JSON Schemas of one document. Schemas with an id, `.meta({ id })`, stand once among the components and are referred to. */
export class SchemaComponents {
  readonly schemas: Record<string, JsonSchema> = {};

  constructor(private readonly conventions: SchemaConventions) {}

  /** @throws Error when two different schemas have the same id, or one that refers to itself has none. */
  ofRequest(schema: z.ZodType): JsonSchema {
    return this.describe(schema, 'input', this.conventions.requestTime);
  }

  /** @throws Error as for a request. */
  ofAnswer(schema: z.ZodType): JsonSchema {
    return this.describe(schema, this.conventions.answerIo, 'date-time');
  }

  private describe(schema: z.ZodType, io: 'input' | 'output', time: string): JsonSchema {
    const {
      $schema,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override({ zodSchema, jsonSchema }) {
        tidy(zodSchema, jsonSchema);
        if (jsonSchema.format === 'date-time') jsonSchema.format = time;
      },
    });
    const anyJson = Object.keys($defs).filter((id) => isAnyJson(id, $defs[id]!));
    for (const [id, definition] of Object.entries($defs)) {
      if (!anyJson.includes(id)) this.add(id, moveReferences(definition, anyJson));
    }
    return moveReferences(root, anyJson);
  }

  private add(id: string, definition: JsonSchema): void {
    if (id.startsWith('__')) {
      throw new Error(`A schema that refers to itself needs an id: ${JSON.stringify(definition)}`);
    }
    const known = this.schemas[id];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`Two schemas have the id ${id}`);
    }
    this.schemas[id] = definition;
  }
}

/** Takes out what says nothing to a reader. */
function tidy(zodSchema: z.core.$ZodTypes, jsonSchema: z.core.JSONSchema.BaseSchema): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  if (zodSchema._zod.def.type === 'record' && isPlainText(jsonSchema.propertyNames)) {
    delete jsonSchema.propertyNames;
  }
}

function isPlainText(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}';
}

/** `z.json()` refers to itself, and says no more than `{}` does. */
function isAnyJson(id: string, definition: object): boolean {
  const its = { $ref: `#/$defs/${id}` };
  const simple = ['string', 'number', 'boolean', 'null'].map((type) => ({ type }));
  const anyOf = [...simple, { type: 'array', items: its }, { type: 'object', additionalProperties: its }];
  return JSON.stringify(definition) === JSON.stringify({ anyOf });
}

/** References as the document has them; those to any JSON are left out. */
function moveReferences(schema: object, anyJson: readonly string[]): JsonSchema {
  const text = JSON.stringify(schema, (name, value) =>
    name === '$ref' && anyJson.includes(String(value).replace('#/$defs/', '')) ? undefined : value,
  );
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
}
