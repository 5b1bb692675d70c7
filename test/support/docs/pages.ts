import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const repositoryRoot = path.resolve(import.meta.dirname, '../../..');

/** Every page that people read, by its path from the root of the repository. */
export const pages: readonly string[] = [
  ...readdirSync(repositoryRoot).filter((file) => file.endsWith('.md')),
  ...(readdirSync(path.join(repositoryRoot, 'docs'), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join('docs', file.replaceAll('\\', '/'))),
].sort();

export function readPage(page: string): string {
  return readFileSync(path.join(repositoryRoot, page), 'utf8');
}

/** The code blocks of a page in one language, in order. */
export function codeBlocks(page: string, language: string): string[] {
  const blocks = readPage(page).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].filter(([, its]) => its === language).map(([, , code]) => code!);
}

/** Names that do not stand on a page, each as code of its own. */
export function missingFrom(page: string, names: Iterable<string>): string[] {
  const text = readPage(page);
  return [...new Set(names)].filter((name) => !text.includes(`\`${name}\``));
}

/** The cells of every table row whose first cell is a name in code, by that name. */
export function rowsByName(markdown: string): Map<string, string[]> {
  const rows = [...markdown.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)];
  return new Map(rows.map(([, name, rest]) => [name!, rest!.split('|').map((cell) => cell.trim())]));
}
