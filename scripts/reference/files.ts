import { version } from '../../src/platform/version.js';
import { brazeSurface } from './braze.js';
import { briefJson } from './brief-json.js';
import { controlSurface } from './control.js';
import { brazeStory } from './examples/braze.js';
import { controlStory } from './examples/control.js';
import { runStory, type Story } from './examples/run.js';
import { type OpenApiDocument, openApiOf } from './openapi.js';
import type { Surface } from './operation.js';
import { pageOf } from './page.js';

/** What is made from the endpoint values of a surface. */
export interface Reference {
  surface: Surface;
  document: OpenApiDocument;
  /** Where the document and the page are kept, from the root of the repository. */
  documentFile: string;
  /** The document as the file has it. */
  documentText: string;
  page: string;
  pageFile: string;
}

/** @throws Error when an example is not answered as its endpoint promises. */
export async function makeReferences(): Promise<Reference[]> {
  return [
    await referenceOf(brazeSurface(), '', brazeStory, 'braze.openapi.json', 'braze-surface.md'),
    await referenceOf(
      controlSurface(),
      '/_emulator/v1',
      controlStory,
      'control.openapi.json',
      'control-api.md',
    ),
  ];
}

async function referenceOf(
  surface: Surface,
  basePath: string,
  story: Story,
  documentName: string,
  pageName: string,
): Promise<Reference> {
  const document = openApiOf(surface, version, await runStory(surface, basePath, story));
  return {
    surface,
    document,
    documentFile: `openapi/${documentName}`,
    documentText: `${briefJson(document)}\n`,
    page: pageOf(surface, document),
    pageFile: `docs/reference/${pageName}`,
  };
}
