import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../support/docs/pages.js';

// What an editor shows of a public name is the comment before its declaration.

const entries = ['src/index.ts', 'src/assert.ts', 'src/vitest.ts', 'src/intercept.ts'];
const read = (file: string) => readFileSync(path.join(repositoryRoot, file), 'utf8');

/** Names that an entry exports, with the file each is declared in. */
function exportsOf(entry: string): { name: string; file: string }[] {
  const fileOf = (from: string) => path.posix.join(path.posix.dirname(entry), from).replace(/\.js$/, '.ts');
  return [...read(entry).matchAll(/^export (?:type )?(\*|\{[^}]*\}) from '(\.[^']*)'/gm)].flatMap(
    ([, names, from]) => {
      const file = fileOf(from!);
      if (names === '*')
        return [...read(file).matchAll(/^export \w+ (\w+)/gm)].map(([, name]) => ({ name: name!, file }));
      return names!
        .slice(1, -1)
        .split(',')
        .map((its) =>
          its
            .trim()
            .replace(/^type /, '')
            .replace(/ as .*$/, ''),
        )
        .filter((name) => name !== '')
        .map((name) => ({ name, file }));
    },
  );
}

/** The declaration with what stands before it on the same or the line above. */
function isDocumented({ name, file }: { name: string; file: string }): boolean {
  const declared = new RegExp(
    `^(.*)\\nexport (?:declare |async )*(?:interface|type|class|function|const) ${name}\\b`,
    'm',
  );
  return declared.exec(read(file))?.[1]?.endsWith('*/') === true;
}

test.each(entries)('everything that %s exports has documentation', (entry) => {
  const names = exportsOf(entry);
  expect(names.length).toBeGreaterThanOrEqual(5);
  expect(names.filter((its) => !isDocumented(its))).toEqual([]);
});

test.each(entries)('so has every method of the interfaces that %s exports', (entry) => {
  const missing = exportsOf(entry).flatMap(({ name, file }) => {
    const body = new RegExp(`^export interface ${name}\\b[\\s\\S]*?^}`, 'm').exec(read(file))?.[0] ?? '';
    return [...body.matchAll(/^(.*)\n {2}(\w+)\(/gm)]
      .filter(([, before]) => !before!.endsWith('*/'))
      .map(([, , method]) => `${name}.${method}`);
  });
  expect(missing).toEqual([]);
});
