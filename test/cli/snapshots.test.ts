import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { type StartOptions, startEmulator } from '../../src/index.js';
import {
  postJson,
  quickstartKeys,
  runCommand,
  runHere,
  type Started,
  startCommand,
  temporaryFolder,
} from '../support/command.js';

const aTextFile = fileURLToPath(new URL('../../package.json', import.meta.url));
const start = (...args: string[]) => startCommand(['--port', '0', '--quiet', ...args]);

/** A server in this process, where the command beside it is what a test is about. */
async function serve(options: StartOptions = {}): Promise<Server> {
  const emulator = await startEmulator({ quickstart: true, ...options });
  onTestFinished(() => emulator.stop());
  return emulator;
}

type Server = Pick<Started, 'url'>;

/** Runs a command against a server and expects that it went well. */
async function run(server: Server, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runHere(args, { BRAZE_EMULATOR_URL: server.url });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

/** What the control API answers, for what a test needs beside the command it is about: a process takes longer. */
async function control<Json>(
  { url }: Server,
  method: string,
  path: string,
  body?: object | Blob,
): Promise<Json> {
  const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  const headers = { 'content-type': body instanceof Blob ? 'application/octet-stream' : 'application/json' };
  const init = sent === undefined ? { method } : { method, headers, body: sent };
  const answer = await fetch(`${url}/_emulator/v1${path}`, init);
  expect(answer.ok).toBe(true);
  return (await answer.json()) as Json;
}

const save = (server: Server, name: string) => control(server, 'POST', '/snapshots', { name });
const restore = (server: Server, name: string) => control(server, 'POST', `/snapshots/${name}/restore`);

async function members({ url }: Server): Promise<number> {
  const path = '/_emulator/v1/workspaces/ws_quickstart/cohorts/hightouch/vip/members';
  const { members } = (await (await fetch(url + path)).json()) as { members?: object[] };
  return members?.length ?? 0;
}

function fillCohort({ url }: Server): Promise<Response> {
  return postJson(`${url}/partners/hightouch/cohorts/users`, {
    ...quickstartKeys,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['cust-1'] }],
  });
}

test('a state is saved, listed, restored and deleted', async () => {
  const server = await serve();
  expect(await run(server, 'snapshot', 'list')).toBe('');
  expect(await run(server, 'snapshot', 'save', 'empty')).toMatch(
    /^Saved empty: everything, 1 workspace, \d+ kB\n$/,
  );
  await fillCohort(server);
  expect(await run(server, 'snapshot', 'save', 'filled', '--workspace', 'ws_quickstart')).toMatch(
    /^Saved filled: workspace ws_quickstart \(quickstart\), \d+ kB\n$/,
  );
  expect(await run(server, 'snapshot', 'list')).toMatch(
    /^empty {3}\d{4}-\S+Z {2}everything, 1 workspace, \d+ kB\nfilled {2}\d{4}-\S+Z {2}workspace ws_quickstart \(quickstart\), \d+ kB\n$/,
  );
  expect(await run(server, 'snapshot', 'restore', 'empty')).toMatch(/^Restored empty: everything, /);
  expect(await members(server)).toBe(0);
  await restore(server, 'filled');
  expect(await members(server)).toBe(1);
  expect(await run(server, 'snapshot', 'delete', 'empty')).toBe('Deleted empty\n');
  expect(await run(server, 'snapshot', 'list')).not.toContain('empty');
});

test('a snapshot goes from one server to another by way of a file', async () => {
  const from = await serve();
  await fillCohort(from);
  await save(from, 'filled');
  const folder = temporaryFolder();
  const file = join(folder, 'carried');
  expect(await run(from, 'snapshot', 'export', 'filled', file)).toMatch(/^Wrote \S+carried, \d+ kB\n$/);
  expect(readdirSync(folder)).toEqual(['carried']);

  const to = await serve({ quickstart: false });
  expect(await run(to, 'snapshot', 'import', 'theirs', file)).toMatch(/^Imported theirs: everything, /);
  await restore(to, 'theirs');
  expect(await members(to)).toBe(1);
  await run(to, 'snapshot', 'import', 'theirs', file, '--replace');
  await run(to, 'snapshot', 'save', 'theirs', '--replace');
});

test('export makes its file new: it neither follows a link nor writes over anything without --replace', async () => {
  const server = await serve();
  await save(server, 'a');
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('victim'), 'kept');
  writeFileSync(at('there'), 'kept');
  symlinkSync(at('victim'), at('link'));
  symlinkSync(at('nowhere'), at('dangling'));
  symlinkSync(at('victim'), at('new.unfinished'));
  for (const name of ['there', 'link', 'dangling']) {
    const refused = await runHere(['snapshot', 'export', 'a', at(name), '--url', server.url]);
    expect(refused).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `There is a file ${at(name)} already; add --replace, or name another\n`,
    });
  }
  await run(server, 'snapshot', 'export', 'a', at('new'));
  for (const name of ['there', 'link', 'dangling']) {
    await run(server, 'snapshot', 'export', 'a', at(name), '--replace');
    expect(lstatSync(at(name)).isFile()).toBe(true);
    expect(readFileSync(at(name)).equals(readFileSync(at('new')))).toBe(true);
  }
  expect(readFileSync(at('victim'), 'utf8')).toBe('kept');
  expect(readdirSync(folder).sort()).toEqual([
    'dangling',
    'link',
    'new',
    'new.unfinished',
    'there',
    'victim',
  ]);
});

test('a snapshot beside --db is written through no link that somebody left in its folder', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const server = await start('--db', file);
  await save(server, 'first');
  const victim = `${file}.victim`;
  writeFileSync(victim, 'kept');
  symlinkSync(victim, join(`${file}.snapshots`, '.second.unfinished'));
  await save(server, 'second');
  expect(readFileSync(victim, 'utf8')).toBe('kept');
  expect(readdirSync(`${file}.snapshots`)).toEqual(['first.snapshot', 'second.snapshot']);
});

test('reset takes the server back to its start', async () => {
  const server = await start();
  await fillCohort(server);
  const reset = await runCommand(['reset', '--url', server.url]);
  expect(reset).toEqual({ exitCode: 0, stdout: 'Reset; 1 workspace\n', stderr: '' });
  expect(await members(server)).toBe(0);
  expect(JSON.parse(await run(server, 'reset', '--json'))).toEqual({ workspace_count: 1 });
});

test('reset goes back to the start of the server also after everything was restored from another one', async () => {
  const other = await serve({ quickstart: false });
  await save(other, 'nothing');
  const exported = await fetch(`${other.url}/_emulator/v1/snapshots/nothing`);
  const server = await serve();
  await control(server, 'PUT', '/snapshots/nothing', await exported.blob());
  expect(await restore(server, 'nothing')).toMatchObject({ scope: 'everything', workspace_count: 0 });
  expect(await run(server, 'reset')).toBe('Reset; 1 workspace\n');
  expect((await fillCohort(server)).status).toBe(201);
});

test('with --json each command prints what the control API says', async () => {
  const server = await serve();
  const json = async (...args: string[]) => JSON.parse(await run(server, 'snapshot', ...args, '--json'));
  const file = join(temporaryFolder(), 'a');
  const saved = await json('save', 'a');
  expect(saved).toMatchObject({ name: 'a', scope: 'everything', workspace_count: 1, problem: null });
  expect(await json('list')).toEqual({ snapshots: [saved] });
  expect(await json('restore', 'a')).toEqual(saved);
  expect(await json('export', 'a', file)).toEqual({ name: 'a', file, size_bytes: saved.size_bytes });
  expect(await json('import', 'b', file)).toEqual({ ...saved, name: 'b' });
  expect(await json('delete', 'a')).toEqual({ name: 'a' });
});

const refusals: [string[], number, string][] = [
  [['snapshot', 'restore', 'none'], 1, "There is no snapshot 'none'\n"],
  [['snapshot', 'delete', 'none'], 1, "There is no snapshot 'none'\n"],
  [['snapshot', 'save', 'taken'], 1, "There is a snapshot 'taken' already"],
  [['snapshot', 'save', 'a', '--workspace', 'ws_none'], 1, "No workspace has the id 'ws_none'\n"],
  [['snapshot', 'import', 'a', aTextFile], 1, 'Cannot use the snapshot: it is not a SQLite database\n'],
  [['snapshot', 'save', '../a'], 2, 'name must be 1 to 64 of the characters'],
  [['snapshot', 'restore', '../a'], 2, 'name must be 1 to 64 of the characters'],
  [['snapshot', 'save'], 2, "missing required argument 'name'"],
  [['snapshot', 'import', 'a', 'no/such/file'], 2, 'Cannot use no/such/file: ENOENT'],
  [['snapshot', 'export', 'taken', 'no/such/file'], 2, 'Cannot use no/such/file: ENOENT'],
  [['snapshot', 'frobnicate'], 2, "unknown command 'frobnicate'"],
  [['snapshot', 'list', '--url', 'localhost'], 2, 'Expected an address'],
  [['reset', 'everything'], 2, 'too many arguments'],
];

test('a command that is refused says why; the exit code says whether it was asked wrongly', async () => {
  const server = await serve();
  await save(server, 'taken');
  for (const [args, exitCode, says] of refusals) {
    const finished = await runHere(args, { BRAZE_EMULATOR_URL: server.url });
    expect([args, finished.exitCode, finished.stdout]).toEqual([args, exitCode, '']);
    expect(finished.stderr).toContain(says);
  }
});

test('a server that cannot be reached ends a command with exit code 3', async () => {
  const server = await startEmulator();
  await server.stop();
  for (const args of [['reset'], ['snapshot', 'list']]) {
    const { exitCode, stderr } = await runHere([...args, '--url', server.url]);
    expect(stderr).toMatch(/^Cannot reach http:\S+: .*ECONNREFUSED/);
    expect(exitCode).toBe(3);
  }
});

test('a server that is something else ends a command with exit code 2', async () => {
  const other = createServer((_, response) => response.writeHead(404).end('<html>')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { exitCode, stderr } = await runHere(['reset', '--url', `http://127.0.0.1:${port}`]);
  other.close();
  expect(stderr).toBe(`http://127.0.0.1:${port} answers 404; is it braze-cohort-emulator?\n`);
  expect(exitCode).toBe(2);
});

test('the admin token comes by flag or variable, and without it the command ends with exit code 2', async () => {
  const server = await serve({ adminToken: 'sesame' });
  const refused = await runHere(['reset', '--url', server.url]);
  expect(refused).toMatchObject({ exitCode: 2, stderr: 'Send Authorization: Bearer with the admin token\n' });
  await run(server, 'reset', '--admin-token', 'sesame');
  const variables = { BRAZE_EMULATOR_URL: server.url, BRAZE_EMULATOR_ADMIN_TOKEN: 'sesame' };
  expect((await runHere(['snapshot', 'save', 'a'], variables)).exitCode).toBe(0);
});

test('with --db snapshots are files beside it, and there again after a restart', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const first = await start('--db', file);
  await save(first, 'empty');
  await fillCohort(first);
  await first.stop();
  expect(readdirSync(`${file}.snapshots`)).toEqual(['empty.snapshot']);
  const second = await start('--db', file);
  expect(await members(second)).toBe(1);
  await restore(second, 'empty');
  expect(await members(second)).toBe(0);
  // What a restore wrote survives a kill as anything else does.
  await second.stop('SIGKILL');
  const third = await start('--db', file);
  expect(await members(third)).toBe(0);
  expect((await fillCohort(third)).status).toBe(201);
});

/** Calls back as soon as a save has begun to write. */
function onceWriting(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_, name) => {
      if (name?.endsWith('.unfinished') !== true) return;
      watcher.close();
      resolve();
    });
  });
}

test('a kill while a snapshot is saved leaves the old one or the new one', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const folder = `${file}.snapshots`;
  const kept = join(folder, 'base.snapshot');
  let server = await start('--db', file);
  await save(server, 'base');
  // Enough to write that the kill comes while it is written; in few profiles, which are quick to add.
  const users = Array.from({ length: 400 }, (_, n) => ({
    external_id: `u${n}`,
    attributes: { text: 'x'.repeat(25_000) },
  }));
  await postJson(`${server.url}/_emulator/v1/workspaces/ws_quickstart/users`, users);
  await save(server, 'full');
  let isOldLeft = false;
  for (let round = 0; round < 3; round++) {
    const old = readFileSync(kept);
    const writing = onceWriting(folder);
    const saving = postJson(`${server.url}/_emulator/v1/snapshots`, { name: 'base', replace: true });
    await Promise.race([writing, saving]);
    await Promise.all([server.stop('SIGKILL'), saving.catch(() => undefined)]);
    isOldLeft ||= readFileSync(kept).equals(old);

    server = await start('--db', file);
    const whole = { name: 'base', scope: 'everything', workspace_count: 1, problem: null };
    const { snapshots } = await control<{ snapshots: object[] }>(server, 'GET', '/snapshots');
    expect(snapshots).toEqual([expect.objectContaining(whole), expect.objectContaining({ name: 'full' })]);
    expect(await restore(server, 'base')).toMatchObject(whole);
    await restore(server, 'full');
  }
  expect(isOldLeft).toBe(true);
  await save(server, 'other');
  expect(readdirSync(folder)).toEqual(['base.snapshot', 'full.snapshot', 'other.snapshot']);
});
