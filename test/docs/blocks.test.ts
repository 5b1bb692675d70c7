import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  commandsOf,
  fragmentsOf,
  isRunElsewhere,
  paste,
  pastedBlocks,
  runByCi,
  runBySmoke,
} from '../support/docs/page-blocks.js';
import { codeBlocks, pages, readPage, repositoryRoot } from '../support/docs/pages.js';

// The built command is run; `npm test` builds it first.

const pagesToPaste = pages.filter((page) => pastedBlocks(page).length > 0);

test('the README and every guide that shows the emulator at work have commands to paste', () => {
  const guides = pages.filter(
    (page) => page.startsWith('docs/guides/') && !/\/(connector-mistakes|typescript-tests)\.md$/.test(page),
  );
  expect(guides.length).toBeGreaterThan(5);
  expect(pagesToPaste).toEqual(expect.arrayContaining(['README.md', ...guides]));
});

test.each(pagesToPaste)(
  '%s: every block works when pasted, one after the other, and answers what the page shows',
  async (page) => {
    const blocks = pastedBlocks(page);
    for (const block of blocks) expect(fragmentsOf(block), block).not.toEqual([]);
    const { stdout, stderr } = await paste(blocks);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('"error"');
    let rest = stdout;
    for (const fragment of fragmentsOf(blocks.join(''))) {
      expect(rest).toContain(fragment);
      rest = rest.slice(rest.indexOf(fragment) + fragment.length);
    }
  },
);

test('what is not pasted is run by .ci/run', () => {
  const folder = path.join(repositoryRoot, 'scripts');
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.sh'));
  const ci = readFileSync(path.join(repositoryRoot, '.ci/run'), 'utf8');
  const called = scripts.filter((file) => ci.includes(`scripts/${file}`));
  const texts = [ci, ...called.map((file) => readFileSync(path.join(folder, file), 'utf8'))].join('\n');
  for (const [command, place] of runByCi) expect(texts, command).toMatch(place);
});

test('what needs docker is run by the container smoke run', () => {
  const scripts = readdirSync(path.join(repositoryRoot, 'scripts/container')).map(
    (file) => `container/${file}`,
  );
  const texts = scripts
    .map((file) => readFileSync(path.join(repositoryRoot, 'scripts', file), 'utf8'))
    .join('\n');
  for (const [command, place] of runBySmoke) expect(texts, command).toMatch(place);
});

test('no command is left to .ci/run or to the smoke run that no page shows', () => {
  const blocks = pages.flatMap((page) => codeBlocks(page, 'bash')).filter(isRunElsewhere);
  const shown = blocks.flatMap((block) => block.trim().split('\n').flatMap(commandsOf));
  expect(new Set(shown)).toEqual(new Set([...runByCi.keys(), ...runBySmoke.keys()]));
});

test('commands stand in blocks of bash, so that none is passed over', () => {
  const languages = pages.flatMap((page) =>
    [...readPage(page).matchAll(/^ *(?:```|~~~)(.*)\n[\s\S]*?^ *(?:```|~~~)$/gm)].map(([, its]) => its),
  );
  expect(new Set(languages)).toEqual(new Set(['bash', 'java', 'json', 'mermaid', 'text', 'ts', 'yaml']));
});

test('every block of YAML can be read', () => {
  const blocks = pages.flatMap((page) => codeBlocks(page, 'yaml'));
  expect(blocks).not.toEqual([]);
  for (const block of blocks) expect(() => parse(block, { strict: true }), block).not.toThrow();
});

test('comments of the blocks do no harm in a shell that takes them for commands, as zsh does', () => {
  const lines = pages.flatMap(pastedBlocks).join('').split('\n');
  for (const line of lines.filter((its) => its.startsWith('#'))) {
    expect(line).not.toMatch(/['`();|&<>]/);
    expect(line.match(/"/g)?.length ?? 0, line).toSatisfy((count: number) => count % 2 === 0);
  }
  expect(lines.filter((line) => /^[^#].* # /.test(line))).toEqual([]);
});
