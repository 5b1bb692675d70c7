import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { codeBlocks, repositoryRoot } from '../support/pages.js';

/** What the README leaves to the reader: a connector that adds the two users. */
const connector = `
export async function runConnector({ endpoint, partnerApiKey, clientSecret }) {
  await fetch(endpoint + '/partners/hightouch/cohorts/users', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key: partnerApiKey,
      client_secret: clientSecret,
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: ['cust-1'] }],
    }),
  });
}
`;

/** An empty project that has the built package and vitest installed. */
function projectFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(repositoryRoot, path.join(folder, 'node_modules/braze-cohort-emulator'));
  symlinkSync(path.join(repositoryRoot, 'node_modules/vitest'), path.join(folder, 'node_modules/vitest'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

test('the test that the README shows passes in a project of its own', async () => {
  const folder = projectFolder();
  const [code] = codeBlocks('README.md', 'ts');
  writeFileSync(path.join(folder, 'readme.test.ts'), code!);
  writeFileSync(path.join(folder, 'my-connector.js'), connector);
  const vitest = path.join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', '--reporter=json'], {
    cwd: folder,
    env: Object.fromEntries(environment),
  });
  expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0, success: true });
});
