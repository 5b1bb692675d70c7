import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import {
  postJson,
  quickstartKeys,
  runCommand,
  runHere,
  startCommand,
  temporaryFile,
} from '../support/command.js';

const bareUrl = /^http:\/\/127\.0\.0\.1:\d+$/;

test.each([[], ['--quiet'], ['start']])(
  'the only line on stdout is the bare address (%j)',
  async (...args: string[]) => {
    const { firstLine, stop } = await startCommand([...args, '--port', '0']);
    expect(firstLine).toMatch(bareUrl);
    expect((await stop()).stdout).toBe(`${firstLine}\n`);
  },
);

test('with --log-format json the first line is an object with the address', async () => {
  const { firstLine } = await startCommand(['--port', '0', '--log-format', 'json', '--quiet']);
  expect(JSON.parse(firstLine)).toEqual({ url: expect.stringMatching(bareUrl) });
});

test('--quiet leaves stderr empty', async () => {
  const { url, stop } = await startCommand(['--port', '0', '--quiet']);
  await postJson(`${url}/partners/hightouch/cohorts`, quickstartKeys);
  expect((await stop()).stderr).toBe('');
});

test('the banner shows the keys, the control API and a curl line that works when pasted', async () => {
  const { url, output, told } = await startCommand(['--port', '0']);
  await told('curl ');
  expect(output.stderr).toContain(quickstartKeys.partner_api_key);
  expect(output.stderr).toContain(quickstartKeys.client_secret);
  expect(output.stderr).toContain('33333333-cccc-4ccc-8ccc-333333333333');
  expect(output.stderr).toContain(`${url}/_emulator/v1`);
  const line = output.stderr.split('\n').find((its) => its.startsWith('curl '))!;
  expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).toBe('{"message":"success"}');
});

test('the curl line of a seed with quotes in its keys works too', async () => {
  const seed = temporaryFile(
    'seed.json',
    JSON.stringify({
      workspaces: [{ partners: [{ partner: 'segment', data_import_keys: [`it's "$HOME"`] }] }],
    }),
  );
  const { output, told } = await startCommand(['--port', '0', '--no-quickstart', '--seed', seed]);
  await told('curl ');
  const line = output.stderr.split('\n').find((its) => its.startsWith('curl '))!;
  expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).toBe('{"message":"success"}');
});

test('without a workspace the curl line asks whether the server is ready', async () => {
  const { output, told } = await startCommand(['--port', '0', '--no-quickstart']);
  await told('curl ');
  const line = output.stderr.split('\n').find((its) => its.startsWith('curl '))!;
  expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).toBe('{"status":"ready"}');
});

test('nothing is coloured where stderr is no terminal', async () => {
  const { url, told, output } = await startCommand(['--port', '0']);
  await postJson(`${url}/partners/hightouch/cohorts`, quickstartKeys);
  await told('invalid_cohort_id');
  expect(output.stderr).not.toContain('\u001b');
});

test('a port that is taken ends the command with exit code 3 and one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { exitCode, stdout, stderr } = await runCommand(['--port', String(port)]);
  expect(exitCode).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    `Port ${port} on 127.0.0.1 is in use; choose another with --port, or --port 0 for a free one\n`,
  );
});

test('an address of another machine ends the command with exit code 3', async () => {
  const { exitCode, stderr } = await runHere(['--port', '0', '--host', '192.0.2.1', '--admin-token', 't']);
  expect(exitCode).toBe(3);
  expect(stderr).toBe('192.0.2.1 is not an address of this machine\n');
});

test.each([
  [['--bind', 'x'], "error: unknown option '--bind'"],
  [['--port', '65536'], 'Expected a number from 0 to 65535.'],
  [['--port', '12x'], 'Expected a number from 0 to 65535.'],
  [['--log-format', 'xml'], 'Allowed choices are pretty, json.'],
  [['--db', ''], 'It is empty.'],
  [['--seed', 'no-such-file.yaml'], 'Cannot read seed file no-such-file.yaml: there is no such file'],
  [['serve'], "unknown command 'serve'"],
  [['strat'], "unknown command 'strat'\n(Did you mean start?)"],
])('%j ends the command with exit code 2', async (args, sentence) => {
  const { exitCode, stdout, stderr } = await runHere(args);
  expect(stderr).toContain(sentence);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('--version prints the version and --help every flag with its variable', async () => {
  const version = await runCommand(['--version']);
  expect(version).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  const help = await runHere(['--help']);
  expect(help.exitCode).toBe(0);
  for (const flag of ['port', 'host', 'db', 'seed', 'no-quickstart', 'log-format', 'quiet', 'admin-token']) {
    expect(help.stdout).toContain(`--${flag}`);
    expect(help.stdout).toContain(`BRAZE_EMULATOR_${flag.toUpperCase().replace('-', '_')}`);
  }
});

test('listening to the network without an admin token ends the command with exit code 2', async () => {
  const { exitCode, stderr } = await runHere(['--port', '0', '--host', '0.0.0.0']);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    'To listen on 0.0.0.0, which is not a loopback address, an admin token is required (--admin-token; adminToken in code)\n',
  );
});

test('with an admin token the network may be listened to, and the control API asks for it', async () => {
  const { url } = await startCommand(['--port', '0', '--host', '0.0.0.0', '--admin-token', 'open-sesame']);
  const { port } = new URL(url);
  const workspaces = `http://127.0.0.1:${port}/_emulator/v1/workspaces`;
  expect((await fetch(workspaces)).status).toBe(401);
  const answer = await fetch(workspaces, { headers: { authorization: 'Bearer open-sesame' } });
  expect(answer.status).toBe(200);
});

test('on loopback the control API answers to an allowed host', async () => {
  const { url } = await startCommand([
    '--port',
    '0',
    '--allowed-host',
    'emulator',
    '--allowed-host',
    'braze',
  ]);
  const { port } = new URL(url);
  for (const host of ['emulator', 'braze', 'elsewhere.test']) {
    const curl = ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', `Host: ${host}:${port}`];
    const status = execFileSync('curl', [...curl, `${url}/_emulator/v1/workspaces`], { encoding: 'utf8' });
    expect(status, host).toBe(host === 'elsewhere.test' ? '403' : '200');
  }
});

test.each([
  ['127.0.0.2', '127.0.0.2'],
  ['localhost', 'localhost'],
  ['::1', '[::1]'],
  ['0:0:0:0:0:0:0:1', '[::1]'],
])(
  'at --host %s both surfaces answer at the address that is printed, without an admin token',
  async (host, printed) => {
    const { url, output, told } = await startCommand(['--port', '0', '--host', host]);
    expect(url).toMatch(/^http:\/\/[^/]+:\d+$/);
    expect(url.slice('http://'.length, url.lastIndexOf(':'))).toBe(printed);
    await told('curl ');
    const line = output.stderr.split('\n').find((its) => its.startsWith('curl '))!;
    expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).toBe('{"message":"success"}');
    const list = execFileSync('curl', ['-gsS', `${url}/_emulator/v1/workspaces`], { encoding: 'utf8' });
    expect(JSON.parse(list).workspaces[0].rest_endpoint).toBe(url);
  },
);

const noToken = [
  ['', 'The admin token is empty; give one, or leave it out'],
  ...['open sesame', ' sesame', 'sesame ', 'ses\tame', 'sésame', 'ses\u200bame', 'x'.repeat(1_025)].map(
    (token) => [
      token,
      'The admin token is none that a header carries; give one of 1 to 1024 visible ASCII characters without blanks',
    ],
  ),
];

test.each(noToken)(
  'the admin token %j is refused by flag and by variable, and not printed',
  async (token, sentence) => {
    const host = ['--port', '0', '--host', '0.0.0.0'];
    const ways = [
      () => runHere([...host, '--admin-token', token!]),
      () => runHere(host, { BRAZE_EMULATOR_ADMIN_TOKEN: token! }),
      () => runHere(['reset', '--admin-token', token!]),
      () => runHere(['snapshot', 'list'], { BRAZE_EMULATOR_ADMIN_TOKEN: token! }),
    ];
    for (const way of ways) {
      const { exitCode, stdout, stderr } = await way();
      expect(stderr).toBe(`${sentence} (--admin-token or BRAZE_EMULATOR_ADMIN_TOKEN; adminToken in code)\n`);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    }
  },
);

test.each(['http://emulator', 'emulator:27293', 'emulator/', 'a b', 'x@emulator', '[::1]:80'])(
  '--allowed-host %s, which no Host is, ends the command with exit code 2',
  async (host) => {
    const { exitCode, stderr } = await runHere(['--port', '0', '--allowed-host', host]);
    expect(stderr).toBe(
      `'${host}' is no host; give a name or an address alone, such as host.docker.internal (--allowed-host; allowedHosts in code)\n`,
    );
    expect(exitCode).toBe(2);
  },
);
