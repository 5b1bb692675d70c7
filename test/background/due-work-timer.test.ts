import { expect, onTestFinished, test } from 'vitest';
import { startedServer } from '../support/library/server.js';

test('a schedule happens at its time, also when nobody asks for anything', async () => {
  const { emulator, ask } = await startedServer();
  const body = { users: [{ external_id: 'a' }], campaigns: [{ name: 'Winback' }] };
  const { id } = ask('createWorkspace', { body }) as { id: string };
  const workspace = emulator.enterWorkspace(id);
  const [campaign] = emulator.listCampaigns(workspace, 'campaign', { limit: 1 }).items;
  const time = Date.now() + 50;
  emulator.createSchedule(
    workspace,
    'campaign',
    campaign!.id,
    { time, isLocal: false },
    { recipients: null, properties: {} },
  );
  // Listing the outbox does nothing that is due.
  expect(emulator.listSends(workspace, {}, { limit: 10 }).items).toEqual([]);
  await new Promise<void>((resolve) => onTestFinished(emulator.onChanged(resolve)));
  expect(emulator.listSends(workspace, {}, { limit: 10 }).items).toMatchObject([
    { at: time, receivers: [{ externalId: 'a' }] },
  ]);
});
