import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import {
  launchCommand,
  quickstartKeys,
  runCommand,
  startCommand,
  temporaryFile,
  temporaryFolder,
} from '../../support/command.js';

/** What a command of one line of JavaScript is run with. */
const script = (code: string) => ['--', process.execPath, '-e', code];
const printEnvironment = script(`
  const its = Object.entries(process.env).filter(([name]) => name.startsWith('BRAZE_'));
  console.log(JSON.stringify(Object.fromEntries(its)))`);
const post = (body: string, then = '') =>
  script(`fetch(process.env.BRAZE_REST_ENDPOINT + '/partners/hightouch/cohorts', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(${body}) }).then(${then || '() => {}'})`);
const goodBody = `{ partner_api_key: process.env.BRAZE_PARTNER_API_KEY, client_secret: process.env.BRAZE_DATA_IMPORT_KEY,
    cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' }`;
const fail = '() => process.exit(3)';

const seed = `
partners:
  - { partner: acme, display_name: Acme, api_keys: [{ key: acme-key }] }
workspaces:
  - name: first
    partners: [{ partner: acme, data_import_keys: [first-key] }, { partner: segment }]
  - name: second
`;

describe('the environment of the command', () => {
  test('names the quickstart workspace and its first partner', async () => {
    const { stdout, exitCode } = await runCommand(['exec', ...printEnvironment]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      BRAZE_REST_ENDPOINT: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      BRAZE_REST_API_KEY: expect.any(String),
      BRAZE_PARTNER_API_KEY: quickstartKeys.partner_api_key,
      BRAZE_DATA_IMPORT_KEY: quickstartKeys.client_secret,
      BRAZE_EMULATOR_URL: JSON.parse(stdout).BRAZE_REST_ENDPOINT,
      BRAZE_EMULATOR_WORKSPACE: 'ws_quickstart',
      BRAZE_EMULATOR_RUN: expect.any(String),
    });
  });

  test('names the first workspace and the first partner of a seed, and inherits no other key', async () => {
    const file = temporaryFile('seed.yaml', seed);
    const inherited = { BRAZE_REST_API_KEY: 'a-real-key', BRAZE_EMULATOR_PORT: '1' };
    const { stdout } = await runCommand(['exec', '--seed', file, ...printEnvironment], inherited);
    expect(JSON.parse(stdout)).toMatchObject({
      BRAZE_PARTNER_API_KEY: 'acme-key',
      BRAZE_DATA_IMPORT_KEY: 'first-key',
      BRAZE_EMULATOR_WORKSPACE: expect.stringMatching(/^ws_/),
    });
    expect(stdout).not.toContain('a-real-key');
  });

  test('with a seed there is no quickstart workspace', async () => {
    const file = temporaryFile('seed.yaml', seed);
    const list = script(`fetch(process.env.BRAZE_EMULATOR_URL + '/_emulator/v1/workspaces')
      .then((answer) => answer.json()).then(({ workspaces }) => console.log(workspaces.map((its) => its.name).join()))`);
    expect((await runCommand(['exec', '--seed', file, ...list])).stdout).toBe('first,second\n');
  });
});

describe('the end of the command', () => {
  test('its exit code is passed on', async () => {
    expect((await runCommand(['exec', '--', 'sh', '-c', 'exit 7'])).exitCode).toBe(7);
  });

  test('a signal that ends it is 128 and its number', async () => {
    expect((await runCommand(['exec', '--', 'sh', '-c', 'kill -9 $$'])).exitCode).toBe(137);
  });

  test('arguments that look like ours are the command’s', async () => {
    const { stdout } = await runCommand(['exec', 'echo', '--seed', '--', '-h']);
    expect(stdout).toBe('--seed -- -h\n');
  });

  test('a failed command is told which of its requests were refused', async () => {
    const { stderr } = await runCommand([
      'exec',
      ...post(`{ client_secret: 'wrong-key-of-16-chars' }`, fail),
    ]);
    expect(stderr).toContain('The command failed. Of 1 requests, 1 were refused or failed:');
    expect(stderr).toMatch(/POST \/partners\/hightouch\/cohorts {2}401/);
    expect(stderr).not.toContain('wrong-key');
  });

  test('a command that succeeds and has called has the terminal for itself', async () => {
    expect((await runCommand(['exec', ...post(goodBody)])).stderr).toBe('');
  });

  test('a command that never called is told so, because it may test nothing', async () => {
    const { stderr, exitCode } = await runCommand(['exec', 'true']);
    expect([stderr, exitCode]).toEqual([
      'braze-cohort-emulator: No request came. Does the command use $BRAZE_REST_ENDPOINT?\n',
      0,
    ]);
  });
});

describe('what cannot be run is told in one sentence, with exit code 2', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'braze-emulator-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const notExecutable = file('data.txt', 'no program');
  test.each([
    [['exec'], /missing required argument 'command'/],
    [
      ['exec', '--', 'no-such-command-here'],
      /'no-such-command-here' cannot be run: there is no such command/,
    ],
    [['exec', '--', notExecutable], /cannot be run: it may not be executed/],
    [['exec', '--sead', 'x', 'true'], /unknown option '--sead'/],
    [['exec', '--seed', 'no-such-file.yaml', 'echo', 'ran'], /no-such-file\.yaml/],
    [['exec', '--seed', file('none.yaml', 'workspaces: []'), 'echo', 'ran'], /has no workspace/],
    [['exec', '--keep-artifacts', notExecutable, 'echo', 'ran'], /--keep-artifacts: nothing can be written/],
  ])('%j', async (args, sentence) => {
    const { exitCode, stderr, stdout } = await runCommand(args);
    expect(stderr).toMatch(sentence);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('nothing outlives it', () => {
  /** Prints its own number and that of a child in the background, then waits. */
  const linger = ['sh', '-c', 'sleep 600 & echo $$ $! $BRAZE_EMULATOR_URL; wait'];
  const isAlive = (pid: number) => {
    try {
      // One that has ended and that nobody has asked about yet is no process that runs.
      return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };
  async function startLingering(command = linger) {
    const { child, finished } = launchCommand(['exec', '--', ...command]);
    const [line] = await new Promise<string[]>((resolve) =>
      child.stdout!.once('data', (text: string) => resolve(text.trim().split('\n'))),
    );
    const [own, background, url] = line!.split(' ');
    return { child, finished, pids: [Number(own), Number(background)], url: url! };
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'after %s to it, the command, its children and the server are gone',
    async (signal) => {
      const { child, finished, pids, url } = await startLingering();
      expect(pids.map(isAlive)).toEqual([true, true]);
      child.kill(signal);
      await finished;
      await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]), { timeout: 15_000 });
      await expect(fetch(url)).rejects.toThrow();
    },
  );

  test('a command that ends leaves no child behind in the background', async () => {
    const { finished, pids } = await startLingering(['sh', '-c', 'sleep 600 & echo $$ $! -']);
    expect((await finished).exitCode).toBe(0);
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test('the first signal is the command’s to handle, the second one ends it at once', async () => {
    const stubborn = script(`process.on('SIGTERM', () => console.log('asked')); setInterval(() => {}, 1e6);
      console.log(process.pid, process.pid, '-')`).slice(1);
    const { child, finished } = await startLingering(stubborn);
    const asked = new Promise((resolve) => child.stdout!.once('data', resolve));
    child.kill('SIGTERM');
    expect(await asked).toBe('asked\n');
    child.kill('SIGTERM');
    expect((await finished).exitCode).toBe(137);
  });
});

describe('--keep-artifacts', () => {
  test('a failed run leaves journal, log and a database that start opens', async () => {
    const folder = temporaryFolder();
    const { stderr } = await runCommand(['exec', '--keep-artifacts', folder, ...post(goodBody, fail)]);
    expect(readdirSync(folder).sort()).toEqual([
      'braze-emulator-journal.ndjson',
      'braze-emulator.db',
      'braze-emulator.log',
    ]);
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8').trim();
    expect(read('braze-emulator.log')).toMatch(/POST \/partners\/hightouch\/cohorts {2}201/);
    const [entry] = read('braze-emulator-journal.ndjson')
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entry).toMatchObject({ path: '/partners/hightouch/cohorts', response: { status: 201 } });

    const [, database] = /start --db (\S+)$/m.exec(stderr)!;
    const { url } = await startCommand(['--port', '0', '--db', database!]);
    const answer = await fetch(`${url}/_emulator/v1/workspaces/ws_quickstart/cohorts`);
    expect(await answer.json()).toMatchObject({ cohorts: [{ cohort_id: 'vip' }] });
    const [, page] = /Then open http:\/\/127\.0\.0\.1:27293(\S+)$/m.exec(stderr)!;
    const shown = await fetch(url + page, { headers: { accept: 'text/html' } });
    // Where a path may wrap is marked in it.
    expect((await shown.text()).replaceAll('<wbr/>', '')).toContain('/partners/hightouch/cohorts');
  });

  test('a command that cannot be run has left nothing to look at', async () => {
    const folder = temporaryFolder();
    const { stderr } = await runCommand(['exec', '--keep-artifacts', folder, 'no-such-command-here']);
    expect(stderr).toMatch(/^'no-such-command-here' cannot be run: .*\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what an earlier run left gives way, and a run that succeeds leaves nothing', async () => {
    const folder = path.join(temporaryFolder(), 'new', 'folder');
    await runCommand(['exec', '--keep-artifacts', folder, 'false']);
    expect(existsSync(path.join(folder, 'braze-emulator.db'))).toBe(true);
    await runCommand(['exec', '--keep-artifacts', folder, ...post(goodBody)]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('--intercept', () => {
  const call = (host: string) =>
    script(`fetch('https://${host}/segments/list', {
    headers: { authorization: 'Bearer ' + process.env.BRAZE_REST_API_KEY } }).then(({ status }) => console.log(status))`);

  test('a call to Braze’s own address reaches the emulator', async () => {
    const { stdout, stderr } = await runCommand(['exec', '--intercept', ...call('rest.fra-01.braze.eu')]);
    expect([stdout, stderr]).toEqual(['200\n', '']);
  });

  test('a call to another host is blocked and named', async () => {
    const { exitCode, stderr } = await runCommand(['exec', ...call('api.example.com')], {
      BRAZE_EMULATOR_INTERCEPT: 'true',
    });
    expect(stderr).toContain('A call to api.example.com was blocked; --others pass lets it through\n');
    expect(exitCode).toBe(1);
  });
});

describe('--verify', () => {
  const expectations = (text: string) => temporaryFile('expectations.yaml', `version: 1\n${text}`);

  test('its verdict is on stderr and in the exit code, and a failed one keeps the artifacts', async () => {
    const met = expectations('cohorts: [{ partner: hightouch, cohort_id: vip, size: 0 }]\nno_refusals: true');
    const good = await runCommand(['exec', '--verify', met, ...post(goodBody)]);
    expect([good.exitCode, good.stdout]).toEqual([0, '']);
    expect(good.stderr).toMatch(/✓ no refusals[\s\S]*\d+ passed, 0 failed/);

    const missed = expectations('cohorts: [{ partner: hightouch, cohort_id: vip, members: [cust-1] }]');
    const folder = temporaryFolder();
    const args = ['--verify', missed, '--junit', path.join(folder, 'junit.xml'), '--keep-artifacts', folder];
    const bad = await runCommand(['exec', ...args, ...post(goodBody)]);
    expect(bad.exitCode).toBe(1);
    expect(bad.stderr).toMatch(/cust-1[\s\S]*\d+ passed, 1 failed/);
    expect(readdirSync(folder).sort()).toContain('braze-emulator.db');
    expect(readFileSync(path.join(folder, 'junit.xml'), 'utf8')).toContain('failures="1"');
  });

  test('the exit code of a command that fails goes before the verdict', async () => {
    const missed = expectations('cohorts: [{ partner: hightouch, cohort_id: vip, size: 7 }]');
    expect((await runCommand(['exec', '--verify', missed, ...post(goodBody, fail)])).exitCode).toBe(3);
  });

  test.each([
    ['no_refusal: true', 2, /expectations\.yaml:2: no_refusal is not a known field/],
    ['contract: false', 4, /expects nothing/],
  ])('a file that says %j costs no run: exit code %i', async (text, code, sentence) => {
    const { exitCode, stderr, stdout } = await runCommand([
      'exec',
      '--verify',
      expectations(text),
      'echo',
      'ran',
    ]);
    expect(stderr).toMatch(sentence);
    expect([exitCode, stdout]).toEqual([code, '']);
  });
});
