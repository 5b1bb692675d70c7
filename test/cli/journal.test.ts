import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmulator } from '../../src/emulator.js';
import { postJson, quickstartKeys, startCommand, temporaryFolder } from '../support/command.js';

const vip = { cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1'] }] };

function aFile(): string {
  return join(temporaryFolder(), 'emulator.db');
}

test('the journal is there again after a restart', async () => {
  const file = aFile();
  const first = await startCommand(['--port', '0', '--db', file]);
  const answer = await postJson(`${first.url}/partners/hightouch/cohorts/users`, {
    ...quickstartKeys,
    ...vip,
  });
  const id = answer.headers.get('x-request-id');
  const before = await (
    await fetch(`${first.url}/_emulator/v1/workspaces/ws_quickstart/requests/${id}`)
  ).json();
  await first.stop();
  const second = await startCommand(['--port', '0', '--db', file]);
  const after = await (
    await fetch(`${second.url}/_emulator/v1/workspaces/ws_quickstart/requests/${id}`)
  ).json();
  expect(after).toEqual(before);
});

test('a killed process has written the entry of every answer that a client has', async () => {
  const file = aFile();
  const server = await startCommand(['--port', '0', '--db', file, '--quiet']);
  const answered: string[] = [];
  const client = async () => {
    for (;;) {
      const answer = await postJson(`${server.url}/partners/hightouch/cohorts/users`, {
        ...quickstartKeys,
        ...vip,
      }).catch(() => undefined);
      if (answer === undefined) return; // Killed.
      answered.push(answer.headers.get('x-request-id')!);
      if (answered.length === 200) server.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  await server.finished;
  expect(answered.length).toBeGreaterThanOrEqual(200);

  const emulator = createEmulator({ file });
  const workspace = emulator.enterWorkspace('ws_quickstart');
  const { items } = emulator.listRequests(workspace, {}, { limit: 10_000 });
  emulator.close();
  const written = new Set(items.map(({ entry }) => entry.id));
  expect(answered.filter((id) => !written.has(id))).toEqual([]);
  // At most the eight that were under way have been written without an answer.
  expect(written.size - answered.length).toBeLessThanOrEqual(8);
});
