import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { openConnection } from '../support/http/raw-http.js';

const adminToken = 'the-admin-token';

test.each([
  '/_emulator/v1/workspaces',
  '/x/../_emulator/v1/workspaces',
  '/./_emulator/v1/workspaces',
  '//_emulator/v1/workspaces',
  '/_emulator//v1/workspaces',
  '/_emulator/v1/../v1/workspaces',
  '/_emulator/v1/health/../workspaces',
  '/_emulator/v1/health/..%2fworkspaces',
  '/_emulator/v1/health;/../workspaces',
  '/_emulator/v1/health%2f..%2fworkspaces',
  '/_emulator/v1/%2e%2e/v1/workspaces',
  '/%5f%65mulator/v1/workspaces',
  '/_emulator/v1/workspaces%00',
  '/_emulator/v1/workspaces?x=/health',
  '/_emulator/v1/workspaces#/health',
  '/_EMULATOR/v1/workspaces',
  '/_emulator\\v1\\workspaces',
  '\\_emulator\\v1\\workspaces',
  'http://127.0.0.1/_emulator/v1/workspaces',
  'http://x/_emulator/v1/workspaces',
  '/users/track/../../_emulator/v1/workspaces',
])('no spelling of a path goes round the admin token: %s', async (path) => {
  const t = await freshEmulator({ transport: 'over a socket', app: { adminToken } });
  const answer = await rawGet(t, path);
  expect(answer).toMatch(/^HTTP\/1\.1 (400|401|403|404|405) /);
  expect(answer).not.toContain(t.workspace.id);
});

test.each([
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cetc/passwd',
  '/....//....//etc/passwd',
  '/%252e%252e%252fetc/passwd',
  '/segment-export/..%2f..%2f/2026-02-03/..%2f/..%2fetc%2fpasswd',
  '/segment-export/../../package.json',
  '/segment-export/x/2026-02-03/%2e%2e%2f/package.json',
  '/_emulator/v1/../../package.json',
  '/_emulator/v1/snapshots/..%2f..%2fpackage.json',
  '/_emulator/v1/snapshots/%2fetc%2fpasswd',
  '/_emulator/v1/snapshots/..',
  '/_emulator/v1/openapi.json/../../package.json',
  '/package.json',
  '/etc/passwd%00.json',
])('no path reads a file: %s', async (path) => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const answer = await rawGet(t, path);
  expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404|405) /);
  expect(answer).not.toMatch(/root:|"braze-cohort-emulator"/);
});

async function rawGet(t: Parameters<typeof openConnection>[0], path: string): Promise<string> {
  const socket = await openConnection(t);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  return textOf(socket);
}
