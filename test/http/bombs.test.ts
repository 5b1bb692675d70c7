import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { controlBase } from '../support/control.js';
import { freshEmulator } from '../support/emulator.js';

// What is small when it comes and large when it is opened is not opened.

const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '));
const types = { json: 'application/json', lines: 'application/x-ndjson', bytes: 'application/octet-stream' };

test.each([
  ['POST', '/users/track', types.json],
  ['POST', '/partners/hightouch/cohorts/users', types.json],
  ['POST', `${controlBase}/workspaces`, types.json],
  ['POST', `${controlBase}/workspaces/{ws}/users`, types.json],
  ['POST', `${controlBase}/workspaces/{ws}/users`, types.lines],
  ['PUT', `${controlBase}/snapshots/bomb`, types.bytes],
])('%s %s takes a gzip bomb (%s) for the bytes that it is', async (method, path, type) => {
  for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip']) {
    const t = await freshEmulator({ transport: 'over a socket' });
    const answer = await t.send(path.replace('{ws}', t.workspace.id), {
      method,
      headers: {
        'content-type': type,
        'content-encoding': encoding,
        authorization: `Bearer ${t.restApiKey}`,
      },
      body: bomb,
    });
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(1_000);
    // Nor does it stand opened in the journal.
    expect(JSON.stringify(t.finished).length).toBeLessThan(20_000);
    expect(t.emulator.listWorkspaces({ limit: 10 }).items).toHaveLength(1);
  }
});

test('JSON that says the same field forty thousand times is one field', async () => {
  const t = await freshEmulator();
  const body = `{"external_ids":["a"]${',"external_ids":["b"]'.repeat(40_000)}}`;
  const answer = await t.rest('/users/delete', body);
  expect(answer.json).toEqual({ deleted: 1, message: 'success' });
});
