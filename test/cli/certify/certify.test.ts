import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand, runHere, temporaryFolder } from '../../support/command.js';

const certify = (args: string[], command: string[]) =>
  runCommand(['certify', '--only', 'clean_full_sync', ...args, '--', ...command]);
const sh = (script: string) => ['sh', '-c', script];

test('the exemplary connector passes, and the reports say so', async () => {
  const folder = temporaryFolder();
  const json = path.join(folder, 'report.json');
  const junit = path.join(folder, 'report.xml');
  const html = path.join(folder, 'report.html');
  const connector = [process.execPath, 'examples/connectors/exemplary/sync.mjs'];
  const { exitCode, stdout, stderr } = await certify(
    ['--json', json, '--junit', junit, '--html', html],
    connector,
  );
  expect(stdout).toContain('1 passed, 0 failed');
  expect(stderr).toContain('✓ 1/1 clean_full_sync');
  expect(exitCode).toBe(0);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ version: 1, verdict: 'passed', passed: 1 });
  expect(readFileSync(html, 'utf8')).toContain('clean_full_sync');
  expect(readFileSync(junit, 'utf8')).toMatch(/testcase .*name="sync 1"\/>/);
});

describe('what goes wrong with the command is told in a sentence', () => {
  test.each<[string, string[], number, string]>([
    ['it never calls', ['true'], 4, 'Sync 1 never called Braze; it did nothing, or called another address'],
    ['it fails', sh('echo why >&2; exit 3'), 4, 'Sync 1 failed with exit code 3; expected 0'],
    ['it crashes', sh('kill -SEGV $$'), 4, 'Sync 1 crashed: SIGSEGV ended it (exit code 139)'],
    [
      'it calls a path that is none',
      sh('curl -sS "$BRAZE_REST_ENDPOINT/partner/x" -d {}'),
      1,
      'Sync 1 made 1 request, and none reached the workspace; the last was POST /partner/x → 404',
    ],
    [
      'there is no such command',
      ['nosuchcommand'],
      2,
      "'nosuchcommand' cannot be run: there is no such command",
    ],
    ['it may not be executed', ['./package.json'], 2, 'it may not be executed'],
  ])('%s', async (_, command, code, sentence) => {
    const { exitCode, stdout, stderr } = await certify([], command);
    expect(stdout + stderr).toContain(sentence);
    expect(exitCode).toBe(code);
  });

  test('it hangs, deaf to signals: it is ended with what it started', async () => {
    const { stderr, exitCode } = await certify(
      ['--timeout', '0.3'],
      sh('echo $$; trap "" TERM; sleep 60 & echo $!; sleep 60'),
    );
    expect(stderr).toContain('Sync 1 hung: it was still running after 0.3 s and was ended');
    expect(exitCode).toBe(4);
    const started = [...stderr.matchAll(/\| (\d+)/g)].map((match) => Number(match[1]));
    expect(started).toHaveLength(2);
    expect(started.filter(isRunning)).toEqual([]);
  });

  test('it prints megabytes: the end is told', async () => {
    const { stderr } = await certify([], sh('yes line | head -c 20000000; echo the end; exit 1'));
    expect(stderr).toContain('| the end');
    expect(stderr.length).toBeLessThan(5_000);
  });
});

/** Not when it has ended and nobody has asked how yet. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('the scenarios are listed without a command', async () => {
  const { stdout, exitCode } = await runHere(['certify', '--list']);
  expect(stdout.split('\n').length).toBeGreaterThan(20);
  expect(stdout).toMatch(/^rate_limited +429/m);
  expect(exitCode).toBe(0);
});

test.each([
  [
    'a scenario that is none',
    ['--only', 'nosuch', '--', 'true'],
    "there is no scenario 'nosuch'; there are clean",
  ],
  ['no command', [], 'Which command runs the connector?'],
  ['a scale over 1', ['--scale', '2', '--', 'true'], 'Expected a number over 0 and up to 1'],
  ['a missing file of rules', ['--rules', 'nosuch.yaml', '--', 'true'], 'nosuch.yaml: there is no such file'],
])('%s is refused', async (_, args, message) => {
  const { stderr, exitCode } = await runHere(['certify', ...args]);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});
