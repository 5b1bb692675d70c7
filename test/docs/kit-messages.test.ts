import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/index.js';
import { codeBlocks } from '../support/docs/pages.js';
import { failures, messageOf } from '../support/kit/failures.js';

const guide = 'docs/guides/typescript-tests.md';

test('the guide shows what is said of typical failures, word for word', async () => {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  const messages = [];
  for (const failure of Object.keys(failures)) messages.push(`${await messageOf(braze, failure)}\n`);
  expect(codeBlocks(guide, 'text')).toEqual(messages);
});

test('the code that the guide shows is the one that runs here', () => {
  const example = readFileSync(path.join(import.meta.dirname, 'example/typescript-tests.test.ts'), 'utf8');
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .join('\n');
  const blocks = codeBlocks(guide, 'ts');
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) expect(lines(example)).toContain(lines(block));
});
