import { readFileSync } from 'node:fs';

/** A request that changes something, if it is let in. */
export interface Change {
  method: string;
  path: string;
  /** JSON, as the document shows it. */
  body: string | null;
}

interface Operation {
  requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

/**
 * Every operation of both OpenAPI documents that is no GET, with the body that the document shows.
 *
 * The longest path comes first, so that what is below something is tried before that is deleted.
 *
 * @param params  What stands for the names in paths, by how a path up to the name ends: `/segments/{id}`, `{partner}`.
 */
export function changesOf(params: Record<string, string>): Change[] {
  const changes = [
    ['braze', ''],
    ['control', '/_emulator/v1'],
  ].flatMap(([name, base]) => {
    const file = new URL(`../../../openapi/${name}.openapi.json`, import.meta.url);
    const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Document;
    return Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([verb]) => verb !== 'get')
        .map(([verb, operation]) => ({
          method: verb.toUpperCase(),
          path: base + filled(path, params),
          body: bodyOf(operation),
        })),
    );
  });
  return changes.toSorted((a, b) => b.path.length - a.path.length);
}

function filled(path: string, params: Record<string, string>): string {
  return path.replaceAll(/\{\w+\}/g, (name, at: number) => {
    const before = path.slice(0, at);
    const [, value] = Object.entries(params).find(([end]) => (before + name).endsWith(end)) ?? [];
    if (value === undefined) throw new Error(`Nothing stands for ${name} of ${path}`);
    return encodeURIComponent(value);
  });
}

function bodyOf({ requestBody }: Operation): string | null {
  // The last one: what the others refer to need not be there.
  const example = Object.values(requestBody?.content['application/json']?.examples ?? {}).at(-1);
  return example === undefined ? null : JSON.stringify(example.value);
}
