import { describe } from 'vitest';
import { connect } from '../../src/index.js';
import { expect, test } from '../../src/vitest.js';
import { send } from '../support/kit/connector.js';

const users = [{ external_id: 'cust-1' }, { external_id: 'cust-2' }];
const seeded = test.extend({ workspace: { users } });

describe('a workspace', () => {
  test('goes by the full name of its test', ({ braze }) => {
    expect(braze.name).toBe('a workspace > goes by the full name of its test');
  });
});

test('it begins empty', ({ braze }) => {
  expect(braze.users()).toEqual([]);
});

seeded('it begins with what test.extend says', ({ braze }) => {
  expect(braze.users()).toHaveLength(2);
});

describe('tests at the same time', () => {
  const left: string[] = [];
  seeded.concurrent.for(['cust-1', 'cust-2'])(
    'have workspaces of their own: %s',
    async (id, { braze, expect }) => {
      left.push(id);
      await send(braze, [{ user_ids: [id] }]);
      expect(braze.cohort('hightouch', 'vip')).toHaveMembers([id]);
      expect(braze).toHaveReceived('/partners/**', 1);
    },
  );
});

test.fails('a test whose connector was refused fails', async ({ braze }) => {
  await send(braze, [], { path: '/cohort' });
});

test.fails('a test whose connector had no key fails', async ({ emulator, braze: _ }) => {
  await fetch(`${emulator.url}/partners/hightouch/cohorts/users`, { method: 'POST' });
});

test('but not one that expects the refusal', async ({ braze }) => {
  braze.expectRefusals({ status: 404 });
  await send(braze, [], { path: '/cohort' });
});

seeded('the matchers, each met and not', async ({ braze }) => {
  await send(braze, [{ user_ids: ['cust-1', 'cust-9'] }]);
  const vip = braze.cohort('hightouch', 'vip');
  expect(vip).toHaveMembers(['cust-1']);
  expect(vip).not.toHaveMembers([]);
  expect(vip).toHaveMember('cust-1');
  expect(vip).not.toHaveMember({ external_id: 'cust-2' });
  expect(vip.segment()).toHaveSize(1);
  expect(braze.campaign({ name: 'C' })).not.toHaveSize(1);
  expect(braze).toHaveReceived({ cohort_id: 'vip' }, 1);
  expect(braze).not.toHaveReceived({ cohort_id: 'other' });
  expect(braze).toHaveNoRefusals();
  expect(braze).not.toHaveNoUnknownIds();
  expect(() => expect(vip).toHaveMembers(['cust-2'])).toThrow('no request named them');
  expect(() => expect(vip).not.toHaveMember('cust-1')).toThrow('who should not be in it');
});

seeded('of a running server they give promises', async ({ emulator, braze }) => {
  await send(braze, [{ user_ids: ['cust-1'] }]);
  const remote = await connect(emulator.url).workspace(braze.id);
  const vip = remote.cohort('hightouch', 'vip');
  await expect(vip).toHaveMembers(['cust-1']);
  await expect(vip).not.toHaveSize(2);
  await expect(remote).toHaveNoRefusals();
  await expect(expect(vip).toHaveMembers(['cust-2'])).rejects.toThrow('no request named them');
});
