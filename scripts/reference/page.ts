import { briefJson } from './brief-json.js';
import { type FieldRow, fieldRows, typeText } from './field-rows.js';
import type { JsonSchema } from './json-schema.js';
import type { OpenApiDocument } from './openapi.js';
import type { Answer, Operation, Refusal, Surface, UnbuiltOperation } from './operation.js';

/** The reference page of a surface, in Markdown. */
export function pageOf(surface: Surface, document: OpenApiDocument): string {
  const parts = [
    `# ${surface.title}`,
    '<!-- Made by `npm run generate` from the endpoint values. Changes by hand are lost. -->',
    surface.introduction,
    contents(surface),
    commonText(surface),
    ...surface.subjects.map(({ name, description }) => subjectText(name, description, surface, document)),
    objectsText(document),
    notBuiltText(surface.unbuilt),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function titleOf({ verb, path }: { verb: string; path: string }): string {
  return `${verb} ${path}`;
}

/** The anchor that GitHub gives to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}

function contents({ subjects, operations }: Surface): string {
  const rows = subjects.flatMap(({ name }) =>
    operations
      .filter((its) => its.subject === name)
      .map((its, at) => [
        at === 0 ? `[${name}](#${anchorOf(name)})` : '',
        `[\`${titleOf(its)}\`](#${anchorOf(titleOf(its))})`,
        its.summary,
      ]),
  );
  return table(['Subject', 'Endpoint', 'What it does'], rows);
}

function commonText({ operations, commonAnswers }: Surface): string {
  const refusals = operations.flatMap((its) => its.refusals.filter((one) => one.isCommon));
  const common = new Map(refusals.map((its) => [keyOf(its), its]));
  if (common.size === 0) return '';
  return [
    '## Answers that many endpoints share',
    'The sections of the endpoints leave these out.',
    ...commonAnswers,
    refusalText([...common.values()]),
  ].join('\n\n');
}

function keyOf({ status, code }: Refusal): string {
  return `${status} ${code}`;
}

/** A table, or a line where there is no text to be told. */
function refusalText(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return '';
  if (refusals.every((its) => its.text === undefined)) {
    return `Refusals: ${refusals.map(({ status, code }) => `${status} \`${code}\``).join(', ')}.`;
  }
  const rows = refusals.map(({ status, code, text }) => [
    `${status}`,
    `\`${code}\``,
    text ?? '*depends on the request*',
  ]);
  return table(['Status', 'Code', 'Text'], rows);
}

function subjectText(name: string, description: string, surface: Surface, document: OpenApiDocument): string {
  const operations = surface.operations.filter((its) => its.subject === name);
  return [
    `## ${name}`,
    description,
    ...operations.map((operation) => operationText(operation, document)),
  ].join('\n\n');
}

function operationText(operation: Operation, { paths }: OpenApiDocument): string {
  const documented = paths[operation.path]![operation.verb.toLowerCase()] as unknown as Documented;
  const own = operation.refusals.filter((its) => !its.isCommon);
  return [
    `### ${titleOf(operation)}`,
    [operation.summary, operation.details].filter(Boolean).join(' '),
    facts(operation),
    parameterText(documented.parameters ?? []),
    documented.requestBody === undefined ? '' : bodyText(documented.requestBody.content),
    ...operation.answers
      .filter((its) => !its.isCommon)
      .map((its) => answerText(its, documented.responses[its.status]!.content)),
    refusalText(own),
    exampleText(documented, operation),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

type Content = Record<string, { schema?: JsonSchema; examples?: Record<string, { value: unknown }> }>;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: JsonSchema;
}

/** What of an operation in the document the page shows. */
interface Documented {
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

function facts({ access, rateLimit, source }: Operation): string {
  return [
    access,
    rateLimit === undefined ? '' : `Rate limit: ${rateLimit}.`,
    source === undefined ? '' : `Source: \`${source.page}\` [${source.mark}].`,
  ]
    .filter((its) => its !== '')
    .join(' ');
}

function parameterText(parameters: readonly Parameter[]): string {
  const query = parameters.filter((its) => its.in === 'query');
  const isPaged = pageParameters.every((name) => query.some((its) => its.name === name));
  const rows = query
    .filter((its) => !isPaged || !pageParameters.includes(its.name))
    .map(({ name, required = false, description = '', schema }) => ({
      field: name,
      type: typeText(schema),
      isRequired: required,
      meaning: description,
    }));
  return [isPaged ? 'It comes in pages.' : '', fieldTable('Query', rows)].filter(Boolean).join('\n\n');
}

/** Of lists; told once, in the introduction of the page. */
const pageParameters = ['limit', 'cursor'];

function bodyText(content: Content): string {
  const parts = Object.entries(content).map(([mediaType, { schema }]) => {
    if (schema === undefined) return `Body: \`${mediaType}\`.`;
    const rows = fieldRows(schema);
    if (rows.length > 0) return fieldTable('Body field', rows);
    return isEmptyObject(schema) ? '' : `Body: ${typeText(schema)}.`;
  });
  return parts.filter((part) => part !== '').join('\n\n');
}

function isEmptyObject({ type, properties }: JsonSchema): boolean {
  return type === 'object' && properties !== undefined && Object.keys(properties as object).length === 0;
}

function answerText(answer: Answer, content: Content | undefined): string {
  const { description, isSpecial, mark } = answer;
  const status = mark === undefined ? `${answer.status}` : `${answer.status} [${mark}]`;
  const about = isSpecial ? ` ${description}` : '';
  if (content === undefined) return `Answer: ${status}.${about}`;
  const [mediaType, { schema }] = Object.entries(content)[0]!;
  if (schema === undefined) return `Answer: ${status}, \`${mediaType}\`.${about}`;
  const rows = fieldRows(schema).filter(({ field }) => field !== 'next_cursor');
  if (rows.length === 0) return `Answer: ${status}, ${typeText(schema)}.${about}`;
  const isShort = rows.length <= 3 && rows.every((its) => its.meaning === '');
  if (!isShort)
    return [`Answer: ${status}.${about}`, fieldTable('Answer field', rows, 'Always')].join('\n\n');
  const fields = rows.map(({ field, type, isRequired }) => {
    return `\`${field}\` (${type}${isRequired ? '' : ', not always'})`;
  });
  return `Answer: ${status} with ${fields.join(', ')}.${about}`;
}

/** Longer ones stand in the OpenAPI document only. */
const exampleLinesMax = 24;

/** The first request with what it was answered, folded away. */
function exampleText({ requestBody, responses }: Documented, { verb, path, answers }: Operation): string {
  const sent = firstExample(requestBody?.content);
  const received = firstExample(responses[answers[0]?.status ?? 0]?.content);
  const isShort = (value: unknown) => briefJson(value).split('\n').length <= exampleLinesMax;
  const parts = Object.entries({ body: sent, answer: received }).filter(
    ([, value]) => value !== undefined && isShort(value),
  );
  if (parts.length === 0) return '';
  const json = parts.map(([, value]) => ['```json', briefJson(value), '```'].join('\n'));
  const what = parts.map(([name]) => name).join(' and ');
  const title = `Example of <code>${verb} ${path}</code>: ${what}`;
  return [`<details><summary>${title}</summary>`, ...json, '</details>'].join('\n\n');
}

function firstExample(content: Content | undefined): unknown {
  const json = content?.['application/json'];
  return Object.values(json?.examples ?? {})[0]?.value;
}

function objectsText({ components }: OpenApiDocument): string {
  const named = Object.entries(components.schemas);
  if (named.length === 0) return '';
  return ['## Objects', ...named.map(([name, schema]) => objectText(name, schema))].join('\n\n');
}

function objectText(name: string, schema: JsonSchema): string {
  const rows = fieldRows(schema);
  return [
    `### ${name}`,
    String(schema.description ?? ''),
    rows.length === 0 ? `${typeText(schema)}` : fieldTable('Field', rows),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function notBuiltText(unbuilt: readonly UnbuiltOperation[]): string {
  if (unbuilt.length === 0) return '';
  const rows = unbuilt.map((its, at) => [
    its.family === unbuilt[at - 1]?.family ? '' : its.family,
    `\`${titleOf(its)}\``,
    its.summary,
  ]);
  return [
    '## Not built',
    'Braze has these endpoints and the emulator does not imitate them. Each answers 501 and says so.',
    table(['Family', 'Endpoint', 'What it does at Braze'], rows),
  ].join('\n\n');
}

function fieldTable(title: string, rows: readonly FieldRow[], required = 'Required'): string {
  if (rows.length === 0) return '';
  return table(
    [title, 'Type', required, 'Meaning'],
    rows.map(({ field, type, isRequired, meaning }) => [
      `\`${field}\``,
      type,
      isRequired ? 'yes' : '',
      meaning,
    ]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
