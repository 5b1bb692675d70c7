import { expect, test } from 'vitest';
import { contractRulesFile, contractRulesPage } from '../../scripts/reference/contract-rules.js';
import { makeReferences, type Reference } from '../../scripts/reference/files.js';
import { anchorOf } from '../../scripts/reference/page.js';
import { controlTypes, typesFile } from '../../scripts/reference/types.js';

// `npm run generate` runs this file so that it writes what is compared here. The examples are sent to an emulator on the
// way: one that is not answered as its endpoint promises fails every test.

const references = new Map(
  (await makeReferences()).map((reference) => [reference.surface.title, reference] as const),
);
const surfaces = [...references.keys()];
const rootOf = (file: string) => `../../${file}`;

test.each(surfaces)('the OpenAPI document of the %s says what the endpoint values say', async (title) => {
  const { documentText, documentFile } = references.get(title)!;
  await expect(documentText).toMatchFileSnapshot(rootOf(documentFile));
});

test.each(surfaces)('the reference page of the %s says what the endpoint values say', async (title) => {
  const { page, pageFile } = references.get(title)!;
  await expect(page).toMatchFileSnapshot(rootOf(pageFile));
});

test('the page of the rules says what the rules say', async () => {
  await expect(contractRulesPage()).toMatchFileSnapshot(rootOf(contractRulesFile));
});

test('the types of the library say what the endpoint values of the control API say', async () => {
  const { document } = [...references.values()].find((its) => its.documentFile.includes('control'))!;
  await expect(await controlTypes(document)).toMatchFileSnapshot(rootOf(typesFile));
});

test.each(surfaces)('every endpoint of the %s has its section on the page', (title) => {
  const { surface, page } = references.get(title)!;
  const headings = new Set(page.split('\n').filter((line) => line.startsWith('### ')));
  const missing = surface.operations.filter((its) => !headings.has(`### ${its.verb} ${its.path}`));
  expect(missing.map((its) => its.name)).toEqual([]);
});

test.each(surfaces)('every link of the page of the %s to itself leads somewhere', (title) => {
  const { page } = references.get(title)!;
  const anchors = new Set([...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!)));
  const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor!);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});

test.each(surfaces)('every endpoint of the %s that takes or gives JSON has examples', (title) => {
  expect(withoutExamples(references.get(title)!)).toEqual([]);
});

type Content = Record<string, { schema?: object; examples?: object }>;

function withoutExamples({ document }: Reference): string[] {
  return Object.values(document.paths)
    .flatMap((verbs) => Object.values(verbs))
    .filter((operation) => {
      const { requestBody, responses } = operation as {
        requestBody?: { content: Content };
        responses: Record<string, { content?: Content }>;
      };
      const [answer] = Object.entries(responses).filter(([status]) => status < '300');
      return [requestBody?.content, answer?.[1].content].some(lacksExample);
    })
    .map((operation) => String(operation.operationId));
}

function lacksExample(content: Content | undefined): boolean {
  const json = content?.['application/json'];
  // An action that is told nothing needs no example of nothing.
  if (json?.schema === undefined || isEmptyObject(json.schema)) return false;
  return json.examples === undefined;
}

function isEmptyObject(schema: { properties?: object }): boolean {
  return schema.properties !== undefined && Object.keys(schema.properties).length === 0;
}
