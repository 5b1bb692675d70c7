import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readPage, repositoryRoot } from '../support/docs/pages.js';

/** What looks like a path in code. One with an ellipsis or a name in brackets stands for several. */
function pathsIn(markdown: string): string[] {
  const spans = [...markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([\w./-]+)`/g)];
  return spans
    .map(([, span]) => span!)
    .filter((span) => /^[\w.-]+(\/[\w.-]+)+\/?$|\.(ts|sh|md|sql)$/.test(span));
}

test('every file that ARCHITECTURE names under src is there', () => {
  const named = pathsIn(readPage('ARCHITECTURE.md')).filter((its) => !/^(test|schema)\b/.test(its));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(path.join(repositoryRoot, 'src', file)))).toEqual([]);
});

test('every file that CONTRIBUTING names is there', () => {
  const named = pathsIn(readPage('CONTRIBUTING.md')).filter((its) => its.includes('/'));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(path.join(repositoryRoot, file)))).toEqual([]);
});
