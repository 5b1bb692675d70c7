import { readFileSync } from 'node:fs';

// The two OpenAPI documents as they are in the package.

/** Of an operation what a test's request is held to. */
export interface DocumentedOperation {
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { content?: Content }>;
}

type Content = Record<string, { schema?: object }>;

export interface Document {
  name: 'braze' | 'control';
  content: {
    paths: Record<string, Record<string, DocumentedOperation>>;
    'x-not-built'?: { verb: string; path: string }[];
  };
  /** Where its paths begin. */
  base: string;
  /** Its paths, each before those that fit more. */
  templates: Template[];
}

const bases = { braze: '', control: '/_emulator/v1' };
const read = new Map<string, Document>();

function documentOf(name: Document['name']): Document {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = new URL(`../../../openapi/${name}.openapi.json`, import.meta.url);
  const content = JSON.parse(readFileSync(file, 'utf8')) as Document['content'];
  const templates = templatesOf(Object.keys(content.paths));
  const document = { name, content, base: bases[name], templates };
  read.set(name, document);
  return document;
}

/** The document of the surface that a path is of. */
export function documentFor(pathname: string): Document {
  return documentOf(/^\/_emulator(\/|$)/.test(pathname) ? 'control' : 'braze');
}

export interface Place {
  document: Document;
  /** As the document writes it, e.g. `/users/{user}`. */
  path: string;
  verb: string;
  operation: DocumentedOperation;
}

/** Where the document says what a request is answered; `undefined` for a path or a verb that it has not. */
export function placeOf(verb: string, pathname: string): Place | undefined {
  const document = documentFor(pathname);
  const path = pathIn(document, pathname);
  if (path === undefined) return undefined;
  const operation = document.content.paths[path]?.[verb.toLowerCase()];
  return operation && { document, path, verb: verb.toLowerCase(), operation };
}

/** Whether the document has the path, with whatever verb. */
export function hasPath(pathname: string): boolean {
  return pathIn(documentFor(pathname), pathname) !== undefined;
}

/** Whether Braze has the endpoint and the document says that it is not built. */
export function isNotBuilt(verb: string, pathname: string): boolean {
  const unbuilt = documentFor(pathname).content['x-not-built'] ?? [];
  // A slash at the end changes nothing on these.
  const segments = pathname.replace(/\/$/, '').split('/');
  return unbuilt.some((its) => its.verb === verb && isOn(its.path.split('/'), segments));
}

function pathIn({ base, templates }: Document, pathname: string): string | undefined {
  if (!pathname.startsWith(base)) return undefined;
  const segments = pathname.slice(base.length).split('/');
  return templates.find((its) => isOn(its.segments, segments))?.path;
}

interface Template {
  path: string;
  segments: string[];
}

/** `/segments/evaluate` goes before `/segments/{id}`. */
function templatesOf(paths: string[]): Template[] {
  return paths
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((path) => ({ path, segments: path.split('/') }));
}

function isOn(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((its, at) => (its.startsWith('{') ? segments[at] !== '' : its === segments[at]))
  );
}
