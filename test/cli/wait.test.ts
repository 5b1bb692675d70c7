import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCommand, startCommand } from '../support/command.js';

test('a server that is ready is waited for no longer', async () => {
  const { url } = await startCommand(['--port', '0', '--quiet']);
  expect(await runCommand(['wait', '--url', url])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('a server that becomes ready is waited for', async () => {
  const { url, asked } = await aServer((count) => (count < 4 ? 503 : 200));
  expect((await runCommand(['wait', '--url', `${url}/`])).exitCode).toBe(0);
  expect(asked).toEqual(Array(4).fill('/_emulator/v1/ready'));
});

test('a server that is not ready in time ends the command with exit code 1', async () => {
  const { url } = await aServer(() => 503);
  const { exitCode, stderr } = await runCommand(['wait', '--timeout', '2'], { BRAZE_EMULATOR_URL: url });
  expect(stderr).toBe(`${url} is not ready after 2 s: it answers 503\n`);
  expect(exitCode).toBe(1);
});

test('a server that never answers is given up when the time is over', async () => {
  const { url } = await aServer(() => undefined);
  const { exitCode, stderr } = await runCommand(['wait', '--url', url], { BRAZE_EMULATOR_TIMEOUT: '0.2' });
  expect(stderr).toBe(`${url} is not ready after 0.2 s: it does not answer\n`);
  expect(exitCode).toBe(1);
});

test('no server at all ends the command with exit code 1', async () => {
  const { url, close } = await aServer(() => 200);
  await close();
  const { exitCode, stderr } = await runCommand(['wait', '--url', url, '--timeout', '2']);
  expect(stderr).toMatch(/^http:\S+ is not ready after 2 s: .*ECONNREFUSED/);
  expect(exitCode).toBe(1);
});

describe('--pid', () => {
  test('the server is the process, or was started by it', async () => {
    const { url, child } = await startCommand(['--port', '0', '--quiet']);
    for (const pid of [child.pid, process.pid]) {
      expect((await runCommand(['wait', '--url', url, '--pid', String(pid)])).stderr).toBe('');
    }
  });

  test('a server that an earlier run left behind does not stand in for one that could not start', async () => {
    const { url, child } = await startCommand(['--port', '0', '--quiet']);
    const script = `node dist/cli/main.js --port ${new URL(url).port} 2>&1 & node dist/cli/main.js wait --url ${url} --pid $!`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(stdout).toContain('is in use');
    expect(stderr).toMatch(/^Process \d+ has ended, and does not serve http:\S+: /);
    expect(stderr).toContain(`another server answers there, process ${child.pid}\n`);
    expect(status).toBe(1);
  });

  test('a server that does not say which process it is does not do', async () => {
    const { url } = await aServer(() => 200);
    const { stderr } = await runCommand([
      'wait',
      '--url',
      url,
      '--pid',
      String(process.pid),
      '--timeout',
      '2',
    ]);
    expect(stderr).toContain('what answers there does not say which process it is');
  });
});

test.each([
  ['--pid', 'npm'],
  ['--url', 'localhost:27293'],
  ['--timeout', 'long'],
])('%s %s ends the command with exit code 2', async (flag, value) => {
  expect((await runCommand(['wait', flag, value])).exitCode).toBe(2);
});

/** A server that answers each request with what `statusOf` says; `undefined` is no answer at all. */
async function aServer(statusOf: (count: number) => number | undefined) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const status = statusOf(asked.length);
    if (status !== undefined) response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await once(server.close(), 'close');
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, asked, close };
}
