import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as limits from '../../src/domain/limits.js';
import { readPage, repositoryRoot } from '../support/docs/pages.js';

const units: Record<string, number> = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

const rows = readPage('SECURITY.md')
  .split('\n## Bounds')[1]!
  .split('\n')
  .map((line) => /^\| (.+) \| ([\d,]+)(?: ([\w ]+))? \| (.+) \|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, what, number, unit = '', where]) => ({
    what: what!,
    value: Number(number!.replaceAll(',', '')) * (units[unit] ?? 1),
    name: /^`(\w+)`$/.exec(where!)?.[1],
    file: /^`(src\/.+)`$/.exec(where!)?.[1],
  }));

test('the table of bounds has rows', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows.filter(({ name }) => name !== undefined))(
  'the bound "$what" is that of the code',
  ({ value, name }) => {
    expect(limits).toHaveProperty(name!, value);
  },
);

test.each(rows.filter(({ file }) => file !== undefined))(
  'the file that has the bound "$what" is there',
  ({ file }) => {
    expect(existsSync(path.join(repositoryRoot, file!))).toBe(true);
  },
);
