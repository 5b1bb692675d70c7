import { expect, onTestFinished, test } from 'vitest';
import * as kit from '../../src/assert.js';
import { startEmulator } from '../../src/index.js';

test('every wrong argument is refused by its name', async () => {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  const shop = braze.createWorkspace();
  const vip = shop.cohort('hightouch', 'vip');
  const no = undefined as never;
  const calls: [call: () => unknown, message: string][] = [
    [
      () => kit.assertMembers(shop as never, []),
      'assertMembers is for a cohort, segment, campaign or Canvas',
    ],
    [() => kit.assertMembers(Promise.resolve(vip) as never, []), 'not for a promise: await it first'],
    [
      () => kit.assertNoRefusals(vip as never),
      'assertNoRefusals is for a workspace, such as createWorkspace() gives',
    ],
    [() => kit.assertNoUnknownIds(no), 'not for undefined'],
    [
      () => kit.assertMembers(vip, 'cust-1' as never),
      'ids must be an array of ids as ids() gives them, not "cust-1"',
    ],
    [() => kit.assertMembers(vip, ['cust-1', 7 as never]), 'ids[1] must be an external id'],
    [() => kit.assertMember(vip, no), 'id must be an external id'],
    [() => kit.assertNotMember(vip, ''), 'id must be an external id'],
    [() => kit.assertSize(vip, -1), 'size must be a whole number from 0 on, not -1'],
    [() => kit.assertReceived(shop, ''), 'match must be a text that is not empty'],
    [() => kit.assertReceived(shop, 7 as never), 'match must be an object, not 7'],
    [() => kit.assertReceived(shop, { routes: '/x' } as never), 'routes'],
    [() => kit.assertReceived(shop, '/users/track', 1.5), 'times must be a whole number from 0 on, not 1.5'],
  ];
  for (const [call, message] of calls) {
    expect(call, message).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) }),
    );
  }
  const withWorkspaces: [run: Promise<void>, message: string][] = [
    [kit.withWorkspace(no, {}, () => {}), 'emulator must be what startEmulator() or connect() gives'],
    [kit.withWorkspace(braze, [] as never, () => {}), 'workspace must be an object, not []'],
    [kit.withWorkspace(braze, { user: [] } as never, () => {}), 'user is not a known field'],
    [kit.withWorkspace(braze, {}, no), 'body must be a function, not left out'],
  ];
  for (const [run, message] of withWorkspaces) await expect(run).rejects.toThrow(message);
});
