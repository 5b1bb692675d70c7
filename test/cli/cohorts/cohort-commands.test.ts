import { expect, onTestFinished, test } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../../src/index.js';
import { runHere } from '../../support/command.js';
import { send } from '../../support/kit/connector.js';

/** A server with one workspace, in which `vip` of hightouch has three members. */
async function served(): Promise<RunningEmulator> {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  emulator.createWorkspace({
    name: 'shop',
    users: [
      { external_id: 'cust-1', user_aliases: [{ alias_label: 'crm', alias_name: 'a,b' }] },
      { external_id: 'cust-2' },
      { device_ids: ['phone', 'tab"let'] },
    ],
    cohorts: [
      {
        partner: 'hightouch',
        cohort_id: 'vip',
        members: [{ external_id: 'cust-1' }, { device_id: 'phone' }],
      },
    ],
  });
  return emulator;
}

const run = ({ url }: RunningEmulator, ...args: string[]) => runHere(args, { BRAZE_EMULATOR_URL: url });

test('members lists who is in a cohort, one a line', async () => {
  const emulator = await served();
  expect(await run(emulator, 'members', 'hightouch', 'vip')).toEqual({
    exitCode: 0,
    stdout: 'cust-1\ndevice:phone\n',
    stderr: '',
  });
});

test('members as CSV has all identifiers, quoted where that is needed', async () => {
  const emulator = await served();
  const { stdout } = await run(emulator, 'members', 'hightouch', 'vip', '--csv');
  const id = '[0-9a-f]{24}';
  expect(stdout).toMatch(
    new RegExp(
      `^external_id,user_aliases,device_ids,braze_id\r\ncust-1,"crm:a,b",,${id}\r\n,,"phone;tab""let",${id}\r\n$`,
    ),
  );
});

test('members as JSON are the profiles of the control API', async () => {
  const emulator = await served();
  const { stdout } = await run(emulator, 'members', 'hightouch', 'vip', '--json');
  expect(JSON.parse(stdout).members).toMatchObject([{ external_id: 'cust-1' }, { external_id: null }]);
});

test('members of a cohort that is not there end with 1 and say so', async () => {
  const emulator = await served();
  const { exitCode, stderr } = await run(emulator, 'members', 'hightouch', 'nope');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: "hightouch has no cohort 'nope' in this workspace\n",
  });
});

test('explain says that somebody is in, with exit code 0', async () => {
  const emulator = await served();
  const { exitCode, stdout } = await run(emulator, 'explain', 'hightouch', 'vip', 'device:phone');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^device:phone is in vip: no request of the journal added them: .*\n$/);
});

test('explain says why somebody is not in and what to do, with exit code 1', async () => {
  const emulator = await served();
  await send(emulator.workspace(emulator.workspaces()[0]!.id), [{ user_ids: ['CUST-2'] }]);
  const { exitCode, stdout } = await run(emulator, 'explain', 'hightouch', 'vip', 'CUST-2');
  expect(exitCode).toBe(1);
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(
    /^CUST-2 is not in vip: no user has the external_id 'CUST-2', .*'cust-2', which looks like it/,
  );
  expect(lines[1]).toBe("Send the external_id 'cust-2', exactly as the user has it.");
  expect(lines[2]).toMatch(/^Named by [0-9a-f-]{36}$/);
});

test('explain --json is what the control API says', async () => {
  const emulator = await served();
  const { stdout } = await run(emulator, 'explain', 'hightouch', 'vip', 'crm:a,b', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ status: 'member', user: { external_id: 'cust-1' } });
});

test('of several workspaces one has to be named', async () => {
  const emulator = await served();
  const other = emulator.createWorkspace({ name: 'other' });
  const unnamed = await run(emulator, 'explain', 'hightouch', 'vip', 'cust-1');
  expect(unnamed.exitCode).toBe(2);
  expect(unnamed.stderr).toMatch(/several workspaces: ws_\S+ \(shop\), ws_\S+ \(other\); say which is meant/);
  const named = await run(emulator, 'explain', 'hightouch', 'vip', 'cust-1', '--workspace', other.id);
  expect(named.stdout).toMatch(/^cust-1 is not in vip: no user has/);
});

test('a partner that nobody knows ends with 1 and says who is known', async () => {
  const emulator = await served();
  const { exitCode, stderr } = await run(emulator, 'explain', 'hightuch', 'vip', 'cust-1');
  expect(exitCode).toBe(1);
  expect(stderr).toContain("No partner is called 'hightuch'; known are");
});

test('syncs says when something was sent to a cohort, and what came of it', async () => {
  const emulator = await served();
  const shop = emulator.workspace(emulator.workspaces()[0]!.id);
  await send(shop, [{ user_ids: ['cust-2', 'nobody'] }, { user_ids: ['cust-1'], should_remove: true }]);
  await send(shop, [{ user_ids: ['cust-1'] }], { cohort: 'other' });
  const time = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
  const all = await run(emulator, 'syncs');
  expect(all).toMatchObject({ exitCode: 0, stderr: '' });
  expect(all.stdout).toMatch(
    new RegExp(
      `^${time}  hightouch other  1 request, \\+1, -0\n${time}  hightouch vip  1 request, \\+1, -1, 1 unknown\n$`,
    ),
  );
  const one = await run(emulator, 'syncs', 'hightouch', 'other', '--json');
  expect(JSON.parse(one.stdout).syncs).toMatchObject([{ cohort_id: 'other', added: 1 }]);
});

test('syncs of a partner without a cohort is refused as usage', async () => {
  const emulator = await served();
  const { exitCode, stderr } = await run(emulator, 'syncs', 'hightouch');
  expect(exitCode).toBe(2);
  expect(stderr).toContain("missing required argument 'cohort_id'");
});
