import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/index.js';
import { findChromium, howToGetOne, startBrowser } from '../support/browser/chromium.js';
import { runCommand, temporaryFile, temporaryFolder } from '../support/command.js';

// The pages that `verify` and `certify` write, and the recordings that a browser writes, in a real browser.

const isBrowserHere = findChromium() !== undefined;
if (!isBrowserHere) console.warn(`The tests in a browser are skipped: ${howToGetOne}`);
const inBrowser = test.skipIf(!isBrowserHere);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A connector that does much wrong, in the shell. */
const connector = `
for body in '"cohort_id":"vip","cohort_changes":[{"user_ids":["a","a"]},{"user_ids":["a"],"should_remove":true}]' \\
  '"cohort_id":"${'x'.repeat(300)}","cohort_changes":[{"user_ids":["<script>alert(1)</script>"]}]'; do
  curl -sS "$BRAZE_REST_ENDPOINT/partners/hightouch/cohorts/users" -H 'Content-Type: application/json' \\
    -d "{\\"partner_api_key\\":\\"$BRAZE_PARTNER_API_KEY\\",\\"client_secret\\":\\"$BRAZE_DATA_IMPORT_KEY\\",$body}"
done
exit 0
`;

inBrowser.each(['verify', 'certify'])(
  'axe finds nothing on the page that %s writes, light and dark, and it fits a phone',
  async (command) => {
    const file = path.join(temporaryFolder(), 'report.html');
    const shell = temporaryFile('connector.sh', connector);
    const options =
      command === 'verify' ? ['exec', '--verify'] : ['certify', '--only', 'clean_full_sync,changes'];
    const its = await runCommand([...options, '--html', file, '--', 'bash', shell]);
    expect(its.exitCode).toBe(1);
    const browser = await startBrowser();
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 800 } });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      // Its own policy lets no script in, so the one that looks at it comes past it.
      await page.goto(`file://${file}`);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      const { violations } = (await page.evaluate(`${axe}; axe.run()`)) as AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(asked).toEqual([`file://${file}`]);
    }
  },
);

inBrowser('a recording that a browser writes is judged', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const shop = emulator.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  const { partner_api_key, data_import_key: client_secret } = shop.keys('hightouch');
  const har = path.join(temporaryFolder(), 'browser.har');
  const browser = await startBrowser();
  const context = await browser.newContext({ recordHar: { path: har } });
  const page = await context.newPage();
  await page.goto(`${emulator.url}/_emulator/v1/info`);
  const body = {
    partner_api_key,
    client_secret,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['cust-1', 'cust-1'] }],
  };
  await page.evaluate(
    `fetch('/partners/hightouch/cohorts/users', { method: 'POST', headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify(body))} }).then((answer) => answer.text())`,
  );
  await context.close();

  const seed = temporaryFile('seed.yaml', 'workspaces: [{ users: [{ external_id: cust-1 }] }]\n');
  const expectations = temporaryFile(
    'e.yaml',
    'version: 1\ncohorts: [{ partner: hightouch, cohort_id: vip, members: [cust-1] }]\n',
  );
  const its = await runCommand(['verify', expectations, '--against', har, '--seed', seed, '--json']);
  const [run] = JSON.parse(its.stdout).runs;
  expect(run.results).toMatchObject([{ passed: true }]);
  expect(run.contract.rules.find(({ id }: { id: string }) => id === 'no_repeated_identifiers')).toMatchObject(
    {
      verdict: 'broken',
      judged_count: 1,
    },
  );
  writeFileSync(har, '{"log":{}}');
  expect((await runCommand(['verify', '--against', har])).exitCode).toBe(2);
});
