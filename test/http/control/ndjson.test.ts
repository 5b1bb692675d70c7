import { Readable } from 'node:stream';
import request from 'supertest';
import { expect, test } from 'vitest';
import { controlBase } from '../../support/control.js';
import { type Answer, freshEmulator, type TestEmulator } from '../../support/emulator.js';

const ndjson = { 'content-type': 'application/x-ndjson' };
const megabyte = 1024 * 1024;

function importBody(t: TestEmulator, body: RequestInit['body']): Promise<Answer> {
  return t.send(`${controlBase}/workspaces/${t.workspace.id}/users`, {
    method: 'POST',
    headers: ndjson,
    body,
    duplex: 'half',
  } as RequestInit);
}

function externalIds(t: TestEmulator): (string | null)[] {
  return t.emulator.listUsers(t.workspace, { limit: 100_000 }).items.map((profile) => profile.externalId);
}

function profileLines(count: number): string {
  return Array.from({ length: count }, (_, number) => `{"external_id":"cust-${number}"}\n`).join('');
}

/** A line of exactly so many bytes. */
function lineOf(bytes: number, externalId: string): string {
  const line = JSON.stringify({ external_id: externalId, attributes: { home_city: '' } });
  return line.replace('"home_city":""', `"home_city":"${'x'.repeat(bytes - line.length)}"`);
}

/** The body in pieces of a few bytes, so that lines and characters are torn apart. */
function inPieces(text: string, pieceBytes: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += pieceBytes)));
    },
  });
}

test('20,000 lines sent in chunks over a socket are added in their order', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const added = await importBody(t, Readable.toWeb(Readable.from([profileLines(20_000)])) as ReadableStream);
  expect(added.status).toBe(201);
  expect(added.json).toEqual({ created: 20_000 });
  expect(externalIds(t)).toEqual(Array.from({ length: 20_000 }, (_, number) => `cust-${number}`));
});

test('a body with a length is taken as a chunked one is', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const path = `${controlBase}/workspaces/${t.workspace.id}/users`;
  const added = await request(t.url).post(path).set(ndjson).send(profileLines(3));
  expect(added.body).toEqual({ created: 3 });
});

test.each([
  ['a last line without newline', '{"external_id":"a"}\n{"external_id":"b"}', ['a', 'b']],
  ['blank lines', '\n{"external_id":"a"}\n\n  \n\t\r\n{"external_id":"b"}\n\n', ['a', 'b']],
  ['CR LF', '{"external_id":"a"}\r\n{"external_id":"b"}\r\n', ['a', 'b']],
  ['a byte order mark', '\ufeff{"external_id":"a"}\n', ['a']],
  ['nothing', '', []],
  ['several bytes a character', '{"external_id":"日本"}\n{"external_id":"ü"}\n', ['日本', 'ü']],
])('a body with %s is read, however it is torn apart', async (_, body, expected) => {
  for (const pieceBytes of [1, 2, 7, 100]) {
    const t = await freshEmulator();
    const added = await importBody(t, inPieces(body, pieceBytes));
    expect(added.json).toEqual({ created: expected.length });
    expect(externalIds(t)).toEqual(expected);
  }
});

test.each([
  ['not JSON', '{"external_id":', 400, 'malformed_json', ''],
  ['not UTF-8', Buffer.from('{"external_id":"\xff"}', 'latin1'), 400, 'malformed_json', ''],
  ['of the wrong shape', '{"external_id":5}', 400, 'invalid_request', 'external_id'],
  ['with an unknown field', '{"externalid":"a"}', 400, 'invalid_request', 'externalid'],
  ['an array', '[{"external_id":"a"}]', 400, 'invalid_request', ''],
  ['a conflict', '{"external_id":"cust-7"}', 409, 'external_id_in_use', 'external_id'],
  [
    'a conflict of aliases',
    '{"user_aliases":[{"alias_label":"l","alias_name":"n"}]}',
    409,
    'alias_in_use',
    'user_aliases[0]',
  ],
  ['over 1 MiB', lineOf(megabyte + 1, 'long'), 413, 'request_too_large', undefined],
])('a line that is %s ends the import; the lines before it stay', async (_, line, status, code, path) => {
  for (const before of [10, 1_000, 2_345]) {
    const t = await freshEmulator({
      workspace: {
        users: [{ externalId: null, aliases: [{ label: 'l', name: 'n' }], deviceIds: [], attributes: {} }],
      },
    });
    const body = Buffer.concat([
      Buffer.from(`${profileLines(before)}\n`),
      Buffer.from(line),
      Buffer.from('\n{"external_id":"after"}\n'),
    ]);
    const refused = await importBody(t, body);
    expect(refused.status).toBe(status);
    const error = { code, message: expect.any(String), line: before + 2, created: before };
    expect(refused.json).toEqual({ error: path === undefined ? error : { ...error, path } });
    expect(externalIds(t)).toHaveLength(before + 1);
  }
});

test('of a conflict and a later invalid line in one batch the conflict is told', async () => {
  const t = await freshEmulator();
  const refused = await importBody(
    t,
    `${profileLines(5)}{"external_id":"cust-0"}\n{"external_id":"x"}\nnonsense\n`,
  );
  expect(refused.status).toBe(409);
  expect(refused.json.error).toMatchObject({ line: 6, created: 5 });
  expect(externalIds(t)).toHaveLength(5);
});

test('a line of 1 MiB is taken, one byte more is not', async () => {
  const t = await freshEmulator();
  const added = await importBody(t, inPieces(`${lineOf(megabyte, 'fits')}\n`, 65_536));
  expect(added.json).toEqual({ created: 1 });
  const refused = await importBody(t, inPieces(`\n${lineOf(megabyte + 1, 'too long')}`, 65_536));
  expect(refused.status).toBe(413);
  expect(refused.json.error).toMatchObject({ line: 2, created: 0 });
});

test('long lines are read to the end after short batches', async () => {
  const t = await freshEmulator();
  const lines = Array.from({ length: 20 }, (_, number) => lineOf(megabyte - 100, `c-${number}`));
  expect((await importBody(t, inPieces(lines.join('\n'), 100_000))).json).toEqual({ created: 20 });
});

test('a client that still sends a large body reads the refusal of its first line', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const path = `${controlBase}/workspaces/${t.workspace.id}/users`;
  const refused = await request(t.url)
    .post(path)
    .set(ndjson)
    .send(`nonsense\n${profileLines(1_000_000)}`);
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ line: 1, created: 0 });
});

test('an import into an unknown workspace is 404', async () => {
  const t = await freshEmulator();
  const refused = await t.send(`${controlBase}/workspaces/nobody/users`, {
    method: 'POST',
    headers: ndjson,
    body: '{}',
  });
  expect(refused.status).toBe(404);
  expect(refused.json.error.code).toBe('workspace_not_found');
});

test('an import whose workspace is deleted while it runs is 404 and leaves nothing behind', async () => {
  const t = await freshEmulator();
  let chunk = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        chunk++;
        if (chunk === 2) {
          t.emulator.deleteWorkspace(t.workspace);
          t.emulator.createWorkspace({ name: 'its successor' });
        }
        if (chunk === 3) controller.close();
        else controller.enqueue(Buffer.from(profileLines(1_500).replaceAll('cust', `chunk-${chunk}`)));
      },
    },
    { highWaterMark: 0 },
  );
  const refused = await importBody(t, body);
  expect(refused.status).toBe(404);
  expect(refused.json.error).toMatchObject({ code: 'workspace_not_found', created: 1_000 });
  const [successor] = t.emulator.listWorkspaces({ limit: 1 }).items;
  expect(t.emulator.listUsers(successor!, { limit: 1 }).items).toEqual([]);
});

test('what a client sent before it hung up stays, and is no defect', async () => {
  const defects: unknown[] = [];
  let onClockRead = () => {};
  const clock = {
    now() {
      onClockRead();
      return 0;
    },
  };
  const t = await freshEmulator({
    transport: 'over a socket',
    clock,
    app: { onDefect: (error) => defects.push(error) },
  });
  const firstBatch = new Promise<void>((resolve) => {
    onClockRead = resolve;
  });
  const hangUp = new AbortController();
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!isFirst) return new Promise(() => {}); // Never more.
      isFirst = false;
      controller.enqueue(Buffer.from(profileLines(3_000)));
    },
  });
  const sending = t.send(`${controlBase}/workspaces/${t.workspace.id}/users`, {
    method: 'POST',
    headers: ndjson,
    body,
    duplex: 'half',
    signal: hangUp.signal,
  } as RequestInit);
  await firstBatch;
  hangUp.abort();
  await expect(sending).rejects.toThrow();
  // Answered over another connection, after the server has seen this one end.
  for (let round = 0; round < 10; round++) await t.send(`${controlBase}/health`);
  expect(defects).toEqual([]);
  expect(externalIds(t).length).toBeGreaterThanOrEqual(1_000);
});

test('a line has at most 20,000 values, and the refusal says so', async () => {
  const t = await freshEmulator();
  const line = (count: number) => JSON.stringify({ attributes: { many: Array(count).fill(1) } });
  const refused = await importBody(t, `{"external_id":"a"}\n${line(20_000)}\n`);
  expect(refused.status).toBe(413);
  expect(refused.json.error).toMatchObject({
    code: 'request_too_large',
    message: 'Line 2: The body holds more than 20000 values, counting elements and fields at any depth',
    line: 2,
    created: 1,
  });
});

test('lines of white space count, and are no profiles', async () => {
  const t = await freshEmulator();
  const refused = await importBody(t, '\n \r\n\t\n\n{"external_id":"a"}\r\n\n{"a":1}');
  expect(refused.json.error).toMatchObject({ line: 7, created: 1 });
});
