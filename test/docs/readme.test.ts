import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { pages, readPage, repositoryRoot } from '../support/pages.js';

test('the README has at most 12 KB', () => {
  expect(Buffer.byteLength(readPage('README.md'))).toBeLessThanOrEqual(12_288);
});

test('the README begins with the two commands', () => {
  const [first] = /```bash\n([\s\S]*?)```/.exec(readPage('README.md'))!.slice(1);
  const commands = first!
    .trim()
    .split('\n')
    .map((line) => line.split('#')[0]!.trim());
  expect(commands).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});

test('the package brings every page and every file that a page links to', async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: repositoryRoot,
  });
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  const files = new Set(packed!.files.map((file) => file.path));
  expect(pages.filter((page) => !files.has(page))).toEqual([]);
  const linked = pages.flatMap((page) =>
    [...readPage(page).matchAll(/\]\(((?!https?:)[^)#\s]+)/g)].map(([, target]) =>
      path.posix.join(path.posix.dirname(page), target!),
    ),
  );
  expect(linked.filter((file) => !files.has(file))).toEqual([]);
});
