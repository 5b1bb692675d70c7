import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codeBlocks, pages, readPage, repositoryRoot } from '../support/docs/pages.js';

test('the README has at most 12 KB', () => {
  expect(Buffer.byteLength(readPage('README.md'))).toBeLessThanOrEqual(12_288);
});

test('the README begins with the two commands', () => {
  const lines = codeBlocks('README.md', 'bash')[0]!.trim().split('\n');
  const commands = lines.map((line) => line.replace(/ +#.*/, ''));
  expect(commands).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});

test('the test that the README shows is the one that runs here', () => {
  const example = readFileSync(path.join(import.meta.dirname, 'example/readme.test.ts'), 'utf8');
  expect(codeBlocks('README.md', 'ts')).toEqual([example]);
});

test('the package brings every page, and every file that a page links to', () => {
  const manifest = readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8');
  const { files } = JSON.parse(manifest) as { files: string[] };
  const linked = pages.flatMap((page) =>
    [...readPage(page).matchAll(/\]\(((?!https?:)[^)#\s]+)/g)].map(([, target]) =>
      path.posix.join(path.posix.dirname(page), target!),
    ),
  );
  const isShipped = (file: string) => files.some((its) => file === its || file.startsWith(`${its}/`));
  expect([...pages, ...linked].filter((file) => !isShipped(file))).toEqual([]);
});
