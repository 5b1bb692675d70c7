import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'junit2json';
import { expect, onTestFinished, test } from 'vitest';
import { init } from '../../../src/cli/init/init-command.js';
import { startEmulator } from '../../../src/index.js';
import { runCommand, runHere, temporaryFile, temporaryFolder } from '../../support/command.js';

/** The address of a server with the quickstart workspace. */
async function served(seed?: string): Promise<string> {
  const emulator = await startEmulator({ seed, quickstart: true });
  onTestFinished(() => emulator.stop());
  return emulator.url;
}

test('what init writes works as it stands, and its expectations fail once something is otherwise', async () => {
  const folder = temporaryFolder();
  const written = await runCommand(['init'], {}, folder);
  expect(written).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual(['braze-expectations.yaml', 'braze-seed.yaml']);
  expect(written.stdout).toContain(
    'npx braze-cohort-emulator exec --seed braze-seed.yaml --verify braze-expectations.yaml -- <your command>',
  );
  const seed = path.join(folder, 'braze-seed.yaml');
  const expectations = path.join(folder, 'braze-expectations.yaml');
  // The quickstart workspace is there too: the file says which one it means.
  const url = await served(seed);

  const met = await runHere(['verify', expectations], { BRAZE_EMULATOR_URL: url });
  expect(met).toMatchObject({ exitCode: 0, stderr: '' });
  expect(met.stdout).toMatch(
    /^✓ cohort vip of hightouch: members\n✓ no refusals\n✓ no unknown ids\nRules of/,
  );
  expect(met.stdout).toMatch(/\nNo request was there to judge by: [\s\S]*\n3 passed, 0 failed\n$/);

  const junit = path.join(folder, 'report.xml');
  const other = temporaryFile(
    'other.yaml',
    readFileSync(expectations, 'utf8').replace('workspace: ws_shop', '').replace('[cust-1, ', '[cust-2, '),
  );
  const missed = await runHere(['verify', other, '--url', url, '--junit', junit], {
    BRAZE_EMULATOR_WORKSPACE: 'ws_shop',
  });
  expect(missed).toMatchObject({ exitCode: 1, stderr: '' });
  expect(missed.stdout).toMatch(/^✗ cohort vip of hightouch: members\n {4}Cohort 'vip'/);
  expect(missed.stdout).toContain('\n    Missing:\n      cust-2: no request reached the workspace');
  expect(missed.stdout).toMatch(/\n2 passed, 1 failed\n$/);
  const read = await parse(readFileSync(junit, 'utf8'));
  const testcase = [
    { name: 'cohort vip of hightouch: members', failure: [{ inner: expect.stringContaining('Missing:') }] },
    { name: 'no refusals' },
    { name: 'no unknown ids' },
  ];
  expect(read).toMatchObject({
    failures: 1,
    testsuite: [
      { name: other, tests: 3, testcase },
      { name: 'contract of shop', failures: 0, skipped: expect.any(Number) },
    ],
  });

  const flag = ['--url', url, '--workspace', 'ws_quickstart', '--json'];
  const named = await runHere(['verify', expectations, ...flag]);
  expect(named.exitCode).toBe(1);
  const results = [{ name: 'cohort vip of hightouch: members', passed: false }, { message: null }, {}];
  expect(JSON.parse(named.stdout)).toMatchObject({
    version: 1,
    verdict: 'failed',
    passed: 2,
    failed: 1,
    runs: [{ workspace: { id: 'ws_quickstart', name: 'quickstart' }, results, contract: { version: 1 } }],
  });
});

test('init writes both files or none, and over nothing', async () => {
  for (const name of ['braze-seed.yaml', 'braze-expectations.yaml']) {
    const folder = temporaryFolder();
    symlinkSync('nowhere', path.join(folder, name));
    await expect(init(folder)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(`There is a file ${name} already; init writes over nothing`),
    });
    expect(readdirSync(folder)).toEqual([name]);
  }
});

const free = 'http://127.0.0.1:9';

test.each([
  [
    'a mistake in the file',
    'version: 1\nno_refusal: true\n',
    [],
    2,
    'e.yaml:2: no_refusal is not a known field',
  ],
  ['a server that cannot be reached', 'version: 1\nno_refusals: true\n', [], 3, `Cannot reach ${free}`],
  [
    'a file that expects nothing',
    'version: 1\ncontract: false\n',
    [],
    4,
    'e.yaml expects nothing; write cohorts',
  ],
  [
    'rules for a file that leaves them out',
    'version: 1\ncontract: false\n',
    ['--rules', 'documented'],
    2,
    '--rules: e.yaml leaves the rules out',
  ],
  ['a seed without a recording', '', ['--seed', 's.yaml'], 2, 'name the recording with --against'],
  ['reports to merge beside a file', '', ['--merge', 'r.json'], 2, '--merge judges nothing'],
  [
    'a workspace of a recording',
    '',
    ['--against', 'r.har', '--workspace', 'ws_a'],
    2,
    'with --against it is the first one of the seed',
  ],
  ['an unknown option', '', ['--junitt', 'x'], 2, '(Did you mean --junit?)'],
])('%s has an exit code and a sentence of its own', async (_, text, options, code, sentence) => {
  const file = temporaryFile('e.yaml', text);
  const { exitCode, stdout, stderr } = await runHere(['verify', file, '--url', free, ...options]);
  expect(stderr.replaceAll(file, 'e.yaml')).toContain(sentence);
  expect(stdout).toBe('');
  expect(exitCode).toBe(code);
});

test('a report that cannot be written is told', async () => {
  const url = await served();
  const file = temporaryFile('e.yaml', 'version: 1\nno_refusals: true\n');
  const nowhere = path.join(temporaryFolder(), 'none/report.xml');
  const { exitCode, stderr } = await runHere(['verify', file, '--url', url, '--junit', nowhere]);
  expect(stderr).toContain(`--junit: ${nowhere} cannot be written: `);
  expect(exitCode).toBe(2);
});
