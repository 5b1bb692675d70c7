import { expect, test } from 'vitest';
import { controlOf } from '../../support/control.js';
import { freshEmulator } from '../../support/emulator.js';

test.each([
  ['/openapi.json', '/_emulator/v1', '/workspaces/{ws}/clock'],
  ['/braze.openapi.json', '', '/partners/{partner}/cohorts'],
])('%s is the document of a surface, for the server that was asked', async (path, basePath, known) => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const { status, json } = await controlOf(t)('GET', path);
  expect(status).toBe(200);
  expect(json.openapi).toMatch(/^3\.1\./);
  expect(json.servers).toEqual([{ url: t.url + basePath }]);
  expect(Object.keys(json.paths)).toContain(known);
});
