import { expect, test } from 'vitest';
import { runHere, startCommand } from '../support/command.js';

async function configOf(args: string[], environment: Record<string, string> = {}) {
  const { stdout, stderr, exitCode } = await runHere(['config', '--json', ...args], environment);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return JSON.parse(stdout);
}

test('without flags and variables every setting has its default', async () => {
  expect(await configOf([])).toEqual({
    port: { value: 27293, source: 'default' },
    host: { value: '127.0.0.1', source: 'default' },
    db: { value: null, source: 'default' },
    seed: { value: null, source: 'default' },
    quickstart: { value: true, source: 'default' },
    log_format: { value: 'pretty', source: 'default' },
    quiet: { value: false, source: 'default' },
    admin_token: { value: null, source: 'default' },
    allowed_host: { value: [], source: 'default' },
    random_seed: { value: null, source: 'default' },
  });
});

test('every setting can come from its variable', async () => {
  const variables = {
    BRAZE_EMULATOR_PORT: '0',
    BRAZE_EMULATOR_HOST: '0.0.0.0',
    BRAZE_EMULATOR_DB: 'emulator.db',
    BRAZE_EMULATOR_SEED: 'seed.yaml',
    BRAZE_EMULATOR_NO_QUICKSTART: 'true',
    BRAZE_EMULATOR_LOG_FORMAT: 'json',
    BRAZE_EMULATOR_QUIET: '1',
    BRAZE_EMULATOR_ADMIN_TOKEN: 'open-sesame',
    BRAZE_EMULATOR_ALLOWED_HOST: 'emulator, braze',
    BRAZE_EMULATOR_RANDOM_SEED: '7',
  };
  const from = (name: string) => ({ source: 'environment', name: `BRAZE_EMULATOR_${name}` });
  expect(await configOf([], variables)).toEqual({
    port: { value: 0, ...from('PORT') },
    host: { value: '0.0.0.0', ...from('HOST') },
    db: { value: 'emulator.db', ...from('DB') },
    seed: { value: 'seed.yaml', ...from('SEED') },
    quickstart: { value: false, ...from('NO_QUICKSTART') },
    log_format: { value: 'json', ...from('LOG_FORMAT') },
    quiet: { value: true, ...from('QUIET') },
    admin_token: { value: '[redacted]', ...from('ADMIN_TOKEN') },
    allowed_host: { value: ['emulator', 'braze'], ...from('ALLOWED_HOST') },
    random_seed: { value: 7, ...from('RANDOM_SEED') },
  });
});

test('a flag beats its variable', async () => {
  const config = await configOf(['--port', '4000', '--allowed-host', 'flag', '--allowed-host', 'flag-2'], {
    BRAZE_EMULATOR_PORT: '5000',
    BRAZE_EMULATOR_ALLOWED_HOST: 'variable',
  });
  expect(config.port).toEqual({ value: 4000, source: 'flag', name: '--port' });
  expect(config.allowed_host).toEqual({ value: ['flag', 'flag-2'], source: 'flag', name: '--allowed-host' });
});

test('a variable may switch a switch off, and an empty one is not set', async () => {
  const config = await configOf([], {
    BRAZE_EMULATOR_QUIET: 'false',
    BRAZE_EMULATOR_NO_QUICKSTART: '0',
    BRAZE_EMULATOR_DB: '',
    BRAZE_EMULATOR_PORT: '',
  });
  expect(config.quiet).toMatchObject({ value: false, source: 'environment' });
  expect(config.quickstart).toMatchObject({ value: true, source: 'environment' });
  expect(config.db).toEqual({ value: null, source: 'default' });
  expect(config.port).toEqual({ value: 27293, source: 'default' });
});

test('an empty variable of the admin token is refused: whoever sets one wants a lock', async () => {
  const { exitCode, stdout, stderr } = await runHere(['config'], { BRAZE_EMULATOR_ADMIN_TOKEN: '' });
  expect(stdout).toContain('admin_token');
  expect(stderr).toContain('The admin token is empty');
  expect(exitCode).toBe(2);
});

test.each([
  ['QUIET', 'perhaps', "BRAZE_EMULATOR_QUIET is 'perhaps'; expected true or false"],
  ['PORT', 'http', "value 'http' from env 'BRAZE_EMULATOR_PORT' is invalid"],
  ['LOG_FORMAT', 'xml', "from env 'BRAZE_EMULATOR_LOG_FORMAT' is invalid"],
])('a variable %s with the value %s ends the command with exit code 2', async (name, value, sentence) => {
  const { exitCode, stderr } = await runHere(['start'], { [`BRAZE_EMULATOR_${name}`]: value });
  expect(stderr).toContain(sentence);
  expect(exitCode).toBe(2);
});

test('as text it is a table, and the admin token is not in it', async () => {
  const { stdout } = await runHere(['config', '--admin-token', 'open-sesame', '--port', '1']);
  expect(stdout).toMatchInlineSnapshot(`
    "port          1           flag --port
    host          127.0.0.1   default
    db            none        default
    seed          none        default
    quickstart    true        default
    log_format    pretty      default
    quiet         false       default
    admin_token   [redacted]  flag --admin-token
    allowed_host  none        default
    random_seed   none        default
    "
  `);
});

test('settings that start refuses are printed and end the command with exit code 2', async () => {
  const { exitCode, stdout, stderr } = await runHere(['config', '--host', '0.0.0.0']);
  expect(stdout).toContain('0.0.0.0');
  expect(stderr).toContain('an admin token is required');
  expect(exitCode).toBe(2);
});

test('start takes its settings from variables too', async () => {
  const { output, firstLine, stop } = await startCommand([], {
    BRAZE_EMULATOR_PORT: '0',
    BRAZE_EMULATOR_LOG_FORMAT: 'json',
    BRAZE_EMULATOR_QUIET: 'yes',
  });
  expect(firstLine).toMatch(/^\{"url":/);
  await stop();
  expect(output.stderr).toBe('');
});

test.each(['-1', '1.5', 'seven', '9007199254740992', '0x7', ' 7'])(
  '--random-seed=%s ends the command with exit code 2',
  async (seed) => {
    const { exitCode, stderr } = await runHere(['config', `--random-seed=${seed}`]);
    expect(stderr).toContain('Expected a whole number from 0 to 9007199254740991.');
    expect(exitCode).toBe(2);
  },
);

test.each([0, 9_007_199_254_740_991])('--random-seed %i is taken', async (seed) => {
  expect((await configOf(['--random-seed', String(seed)])).random_seed.value).toBe(seed);
});

test('neither the admin token in another setting nor a password in an address is printed', async () => {
  const token = 'Token-of-the-admin-4711';
  const settings = [
    '--admin-token',
    token,
    '--db',
    `/data/${token}.db`,
    '--seed',
    'https://me:pa55@seeds.example/a.yaml',
  ];
  for (const args of [settings, ['--json', ...settings]]) {
    const { stdout } = await runHere(['config', ...args]);
    expect(stdout).not.toContain(token);
    expect(stdout).not.toContain('pa55');
    expect(stdout).toContain('/data/[redacted].db');
  }
});
