import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pages, readPage, repositoryRoot } from '../support/docs/pages.js';

/** A link of a page, but for those to other sites. */
interface Link {
  page: string;
  target: string;
}

const links: Link[] = pages.flatMap((page) =>
  [...withoutCode(readPage(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => ({ page, target: target! }))
    .filter(({ target }) => !/^https?:/.test(target)),
);

/** What looks like a link inside code is none. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** The anchors that GitHub gives to the headings of a page: of two that are alike the second ends in `-1`. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  const markdown = readPage(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
  for (const [, title] of markdown.matchAll(/^#+ (.*)$/gm)) {
    const words = title!.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    let free = anchor;
    for (let count = 1; anchors.has(free); count++) free = `${anchor}-${count}`;
    anchors.add(free);
  }
  return anchors;
}

/** The file a link leads to, from the root of the repository. */
function fileOf({ page, target }: Link): string {
  const [file = ''] = target.split('#');
  return file === '' ? page : path.posix.join(path.posix.dirname(page), file);
}

test('every link leads to a file', () => {
  expect(links.length).toBeGreaterThan(60);
  const dead = links.filter((link) => !existsSync(path.join(repositoryRoot, fileOf(link))));
  expect(dead).toEqual([]);
});

test('every link with an anchor leads to a heading', () => {
  const anchored = links.filter(({ target }) => target.includes('#'));
  expect(anchored.length).toBeGreaterThan(10);
  const dead = anchored.filter((link) => !anchorsOf(fileOf(link)).has(link.target.split('#')[1]!));
  expect(dead).toEqual([]);
});

test('every page can be reached from the README', () => {
  const reached = new Set(['README.md']);
  // A set that grows while it is walked is walked to its end.
  for (const page of reached) {
    for (const link of links.filter((its) => its.page === page)) {
      if (fileOf(link).endsWith('.md')) reached.add(fileOf(link));
    }
  }
  expect([...reached].sort()).toEqual(pages);
});

test('links lead to files, not to folders, which a package does not show', () => {
  const folders = links.filter((link) => statSync(path.join(repositoryRoot, fileOf(link))).isDirectory());
  expect(folders).toEqual([]);
});
