import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommand, temporaryFolder } from '../support/command.js';
import { freshEmulator } from '../support/emulator.js';
import { download, listener, usersOf } from '../support/segments/segment-exports.js';
import { addSegment } from '../support/segments/segments.js';
import { aUser } from '../support/users/users.js';

test('the command exports a segment, and says in its log which host a callback was not sent to', async () => {
  const file = join(temporaryFolder(), 'emulator.db');
  const users = [aUser({ externalId: 'cust-1' })];
  const t = await freshEmulator({ file, workspace: { users } });
  const segments = [addSegment(t), addSegment(t)];
  t.emulator.close();
  const { url, told, output } = await startCommand(['--port', '0', '--db', file]);
  const receiver = await listener();
  const received = receiver.next();
  const [delivered, other] = await Promise.all(
    [receiver.url, 'https://hooks.example.test/token-in-its-path'].map(async (callback_endpoint, index) => {
      const answer = await fetch(`${url}/users/export/segment`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${t.restApiKey}` },
        body: JSON.stringify({
          segment_id: segments[index]!.id,
          fields_to_export: ['external_id'],
          callback_endpoint,
        }),
      });
      return (await answer.json()) as { url: string };
    }),
  );
  expect(JSON.parse((await received).body)).toEqual({ success: true, url: delivered!.url });
  await told('start with --allowed-host hooks.example.test');
  expect(output.stderr).not.toContain('token-in-its-path');
  for (const link of [delivered, other]) {
    expect(await usersOf(await download(link!.url))).toEqual([{ external_id: 'cust-1' }]);
  }
});
