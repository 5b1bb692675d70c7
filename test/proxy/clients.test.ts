import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { host, intercepted, runClient } from '../support/proxy/intercepted.js';

// Clients of other languages, and other versions of Node: scripts/languages.mjs.

const script = (name: string) => path.resolve(import.meta.dirname, '../../scripts/languages', name);
const node = (name: string) => [process.execPath, script(name)];
const withoutPreload = { NODE_OPTIONS: '' };

test.each([
  ['curl', ['sh', script('curl.sh')], {}, '403'],
  ["Python's urllib", ['python3', script('python-urllib.py')], {}, 'was blocked'],
  ["Node's fetch", node('node-fetch.mjs'), {}, 'was blocked'],
  ["Node's https", node('node-https.mjs'), {}, 'was blocked'],
  ['axios', node('node-axios.mjs'), {}, 'was blocked'],
  ['axios without the preload', node('node-axios.mjs'), withoutPreload, '403'],
])(
  '%s reaches the emulator by its own rules, and nobody else',
  async (name, [file = '', ...args], others, shown) => {
    const { shop, blocked, environment, close } = await intercepted();
    const addresses = [
      `https://${host}/segments/list`,
      'https://api.example.com/orders',
      `${shop.env.BRAZE_EMULATOR_URL}/segments/list`,
    ];
    const its = { ...environment, ...others, BRAZE_REST_API_KEY: shop.rest_api_key! };
    const { stdout, stderr } = await runClient(file, [...args, ...addresses], its);
    const [ofBraze, ofOther, ofLoopback] = stdout.split('\n');
    expect(ofBraze, `${name}: ${stdout}${stderr}`).toMatch(/^200 .*"success"/);
    expect(ofOther).toMatch(new RegExp(`^failed:.*${shown}`));
    expect(ofLoopback).toMatch(/^200 .*"success"/);
    const hosts = shop.requests().map(({ request }) => request.headers.host);
    expect(hosts).toEqual([host, new URL(shop.env.BRAZE_EMULATOR_URL).host]);
    await close();
    expect(blocked).toEqual(['api.example.com']);
  },
);

test('worker threads and child processes of Node are intercepted too, and Node says nothing of its own', async () => {
  const { shop, environment } = await intercepted();
  const call = `fetch('https://${host}/segments/list').then(({ status }) => console.log(status))`;
  const inWorker = `new (require('node:worker_threads').Worker)(${JSON.stringify(call)}, { eval: true })`;
  const inChild = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(call)}], { stdio: 'inherit' })`;
  expect(await runClient(process.execPath, ['-e', `${inChild}; ${inWorker}`], environment)).toEqual({
    code: 0,
    stdout: '401\n401\n',
    stderr: '',
  });
  expect(shop.env.BRAZE_REST_ENDPOINT).toBe(shop.env.BRAZE_EMULATOR_URL);
});

test('with others that pass, Node asks for their names as before', async () => {
  const { environment } = await intercepted({ others: 'pass' });
  const code = `fetch('https://no-such-host.invalid').catch(({ cause }) => console.log(cause.syscall))`;
  const { stdout } = await runClient(process.execPath, ['-e', code], environment);
  expect(stdout).toBe('getaddrinfo\n');
});

test('a process that outlives the interception still starts', async () => {
  const { environment, close } = await intercepted();
  await close();
  const { code, stdout } = await runClient(process.execPath, ['-p', '1'], environment);
  expect([code, stdout]).toEqual([0, '1\n']);
});

test('the preload is one small file that needs nothing of the package', () => {
  const file = path.resolve(import.meta.dirname, '../../dist/proxy/preload.cjs');
  const code = `const before = Object.keys(require.cache).length; require(${JSON.stringify(file)});
    console.log(Object.keys(require.cache).length - before)`;
  expect(execFileSync(process.execPath, ['-e', code]).toString()).toBe('1\n');
});
