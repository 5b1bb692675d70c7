import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../src/emulator.js';
import { postJson, quickstartKeys, runCommand, startCommand, temporaryFolder } from '../support/command.js';

function aFile(): string {
  return join(temporaryFolder(), 'emulator.db');
}

test('a file of a newer version ends the command with exit code 3 and is left as it was', async () => {
  const file = aFile();
  createEmulator({ file }).close();
  const before = readFileSync(file);
  before.writeInt32BE(1_000, 60); // Where a SQLite file keeps its user_version.
  writeFileSync(file, before);
  const { exitCode, stdout, stderr } = await runCommand(['--port', '0', '--db', file]);
  expect(stderr).toMatch(
    /^Cannot use database file .*: it was written by a newer version of the emulator.*\n$/,
  );
  expect(stdout).toBe('');
  expect(exitCode).toBe(3);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a file that is no database ends the command with exit code 3', async () => {
  const file = aFile();
  writeFileSync(file, 'no database');
  const { exitCode, stderr } = await runCommand(['--port', '0', '--db', file]);
  expect(stderr).toBe(
    `Cannot use database file ${file}: it is not a SQLite database, or its beginning is damaged; restore a snapshot, ` +
      'name another file, or delete this one\n',
  );
  expect(exitCode).toBe(3);
});

test('what is no regular file is no database: a folder, a pipe, a device, a socket', async () => {
  const folder = temporaryFolder();
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const socket = join(folder, 'socket');
  const listening = createServer().listen(socket);
  await once(listening, 'listening');
  onTestFinished(() => void listening.close());
  const link = join(folder, 'link');
  symlinkSync(pipe, link);
  for (const file of [folder, pipe, '/dev/null', socket, link]) {
    const { exitCode, stdout, stderr } = await runCommand(['--port', '0', '--db', file]);
    expect(stderr).toBe(`Cannot use database file ${file}: it is no regular file; name another\n`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  }
});

test('a file in use by another process ends the command with exit code 3, and the other one serves on', async () => {
  const file = aFile();
  const { url } = await startCommand(['--port', '0', '--db', file]);
  const { exitCode, stderr } = await runCommand(['--port', '0', '--db', file]);
  expect(stderr).toBe(`Cannot use database file ${file}: another process is using it\n`);
  expect(exitCode).toBe(3);
  expect((await fetch(`${url}/_emulator/v1/ready`)).status).toBe(200);
});

test('everything is there again after a restart, and the quickstart is not applied a second time', async () => {
  const file = aFile();
  const first = await startCommand(['--port', '0', '--db', file]);
  await addToCohort(first.url, 'cust-1');
  await first.stop();
  const second = await startCommand(['--port', '0', '--db', file]);
  await second.told(`${file} holds workspaces already; quickstart and seed were left out`);
  expect(second.output.stderr).toContain(quickstartKeys.client_secret);
  const workspaces = await getJson(`${second.url}/_emulator/v1/workspaces`);
  expect(workspaces.workspaces).toHaveLength(1);
  const [{ id }] = workspaces.workspaces;
  const members = await getJson(`${second.url}/_emulator/v1/workspaces/${id}/cohorts/hightouch/load/members`);
  expect(JSON.stringify(members)).toContain('"cust-1"');
});

test('a process that is killed in the middle of load loses no change it acknowledged', async () => {
  const file = aFile();
  const usersCount = 2_000;
  const ids = Array.from({ length: usersCount }, (_, index) => `load-${index}`);
  const server = await startCommand(['--port', '0', '--db', file, '--quiet']);
  const { workspaces } = await getJson(`${server.url}/_emulator/v1/workspaces`);
  const users = ids.map((external_id) => ({ external_id }));
  expect(
    (await postJson(`${server.url}/_emulator/v1/workspaces/${workspaces[0].id}/users`, users)).status,
  ).toBe(201);

  const acknowledged: string[] = [];
  const waiting = [...ids];
  const client = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const status = await addToCohort(server.url, id).catch(() => undefined);
      if (status === undefined) return; // Killed: whether this one was applied, nobody was told.
      expect(status).toBe(201);
      acknowledged.push(id);
      if (acknowledged.length === 300) server.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
  await server.finished;
  expect(acknowledged.length).toBeGreaterThanOrEqual(300);
  expect(acknowledged.length).toBeLessThan(usersCount);

  const emulator = createEmulator({ file });
  const [workspace] = emulator.listWorkspaces({ limit: 1 }).items;
  const { items } = emulator.listCohortMembers(workspace!, 'hightouch', 'load', { limit: usersCount });
  const members = new Set(items.map((member) => member.externalId));
  emulator.close();
  expect(acknowledged.filter((id) => !members.has(id))).toEqual([]);
  // At most the sixteen that were under way have been applied without an answer.
  expect(members.size - acknowledged.length).toBeLessThanOrEqual(16);
});

async function addToCohort(url: string, id: string): Promise<number> {
  const answer = await postJson(`${url}/partners/hightouch/cohorts/users`, {
    ...quickstartKeys,
    cohort_id: 'load',
    cohort_changes: [{ user_ids: [id] }],
  });
  await answer.arrayBuffer();
  return answer.status;
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
async function getJson(url: string): Promise<any> {
  return (await fetch(url)).json();
}
