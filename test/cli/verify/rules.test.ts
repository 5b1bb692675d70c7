import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'junit2json';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/index.js';
import { runHere, temporaryFile, temporaryFolder } from '../../support/command.js';

/** A server whose only workspace got one request that adds and removes the same person. */
async function served(): Promise<{ url: string; id: string }> {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const shop = emulator.createWorkspace({ name: 'shop', users: [{ external_id: 'cust-1' }] });
  const { partner_api_key, data_import_key } = shop.keys('hightouch');
  const cohort_changes = [{ user_ids: ['cust-1'] }, { user_ids: ['cust-1'], should_remove: true }];
  await fetch(`${shop.rest_endpoint}/partners/hightouch/cohorts/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key,
      client_secret: data_import_key,
      cohort_id: 'vip',
      cohort_changes,
    }),
  });
  return { url: emulator.url, id: shop.id };
}

test('without a file the rules of the contract are judged alone, and a broken one is an exit code', async () => {
  const { url } = await served();
  const { exitCode, stdout } = await runHere(['verify', '--url', url]);
  expect(stdout).toMatch(/✗ Never adds and removes one identifier .*\(error: no_add_and_remove;/);
  expect(stdout).toMatch(/\n {4}Fix: /);
  expect(exitCode).toBe(1);
});

test('a file of rules changes severities, and leaves requests out', async () => {
  const { url } = await served();
  const milder = temporaryFile(
    'rules.yaml',
    'version: 1\nrules: { no_add_and_remove: { severity: info }, names_before_filling: { severity: off } }\n',
  );
  const its = await runHere(['verify', '--url', url, '--rules', milder]);
  expect([its.exitCode, its.stdout]).toEqual([
    0,
    expect.stringMatching(/! Never adds and removes.*\(info: /),
  ]);

  const wrong = temporaryFile('rules.yaml', 'version: 1\nrules:\n  no_add_and_remov: { severity: info }\n');
  const { exitCode, stderr } = await runHere(['verify', '--url', url, '--rules', wrong]);
  expect(stderr).toContain(`${wrong}:3: rules.no_add_and_remov is not a known field`);
  expect(exitCode).toBe(2);
});

test('where nothing was judged at all the exit code is 4', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  emulator.createWorkspace();
  const { exitCode, stdout } = await runHere(['verify', '--url', emulator.url]);
  expect(stdout).toMatch(/No request was there to judge by[\s\S]*\n0 passed, 0 failed\n$/);
  expect(exitCode).toBe(4);
});

test('reports of parallel runs are one, in every form', async () => {
  const { url } = await served();
  const folder = temporaryFolder();
  const names = ['a.json', 'b.json'].map((name) => path.join(folder, name));
  for (const name of names) await runHere(['verify', '--url', url, '--json', name]);
  const [page, junit] = [path.join(folder, 'r.html'), path.join(folder, 'r.xml')];
  const merged = await runHere(['verify', '--merge', ...names, '--html', page, '--junit', junit]);
  expect(merged.exitCode).toBe(1);
  expect(merged.stdout).toMatch(/2 of 2 requests; worst/);
  expect(readFileSync(page, 'utf8')).toContain('<h1>Contract report of 2 runs</h1>');
  const read = await parse(readFileSync(junit, 'utf8'));
  expect(read).toMatchObject({ testsuite: [{ name: 'contract of shop' }, { name: 'contract of shop' }] });

  writeFileSync(names[1]!, '{"version":2}');
  const refused = await runHere(['verify', '--merge', ...names]);
  expect(refused.stderr).toContain(`${names[1]}:1: version is not valid`);
  expect(refused.exitCode).toBe(2);
});

test('a report is written over a report, and over nothing else', async () => {
  const { url } = await served();
  const report = path.join(temporaryFolder(), 'report.json');
  for (const _ of [1, 2]) expect((await runHere(['verify', '--url', url, '--json', report])).stderr).toBe('');
  const expectations = temporaryFile('e.yaml', 'version: 1\n');
  const { exitCode, stderr } = await runHere(['verify', '--url', url, '--json', expectations]);
  expect(stderr).toContain(`--json: ${expectations} is there already and is no report of verify`);
  expect([exitCode, readFileSync(expectations, 'utf8')]).toEqual([2, 'version: 1\n']);
});

test('on GitHub what failed is told beside the run', async () => {
  const { url } = await served();
  const { stdout, stderr } = await runHere(['verify', '--url', url, '--json'], { GITHUB_ACTIONS: 'true' });
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'failed' });
  expect(stderr).toMatch(/^::error title=no_add_and_remove::Never adds .*%0AIt adds and removes .*$/m);
});
