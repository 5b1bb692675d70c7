import { expect, test } from 'vitest';
import { change, said, success } from '../../../support/answers.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { aUser } from '../../../support/users/users.js';

const addKim = (t: TestEmulator) => change(t, 'vip', { user_ids: ['kim'] });

/** A request whose answer is held. */
async function held() {
  const t = await freshEmulator({
    workspace: { users: [aUser({ externalId: 'kim' })] },
    transport: 'over a socket',
  });
  const control = workspaceOf(t);
  const { id } = (await control('POST', '/faults', { effect: { hold: true }, times: 1 })).json;
  const answer = addKim(t);
  answer.catch(() => {}); // That it rejects is looked at later.
  const waited = await control('POST', `/faults/${id}/wait`, {});
  return { t, control, fault: `/faults/${id}`, answer, waited: waited.json };
}

test('a request that is held is applied, and answered once it is let go', async () => {
  const { t, control, fault, answer, waited } = await held();
  expect(t.members('vip')).toEqual(['kim']);
  expect(t.finished).toEqual([]);
  expect((await control('POST', `${fault}/release`)).json).toEqual({ released: 1 });
  expect(said(await answer)).toBe(success);
  expect(t.finished.map((its) => its.id)).toEqual(waited.held);
  const [finished] = t.finished;
  expect(finished).toMatchObject({ decision: { kind: 'accepted' }, fault: { effect: { hold: true } } });
  expect(JSON.stringify(finished?.decision)).toContain('holds its answer');
  expect((await control('POST', `${fault}/wait`, { timeout_ms: 0 })).json).toEqual({ held: [] });
});

test.each([
  ['its fault is deleted', (fault: string) => ({ verb: 'DELETE', path: fault })],
  ['every fault is deleted', () => ({ verb: 'DELETE', path: '/faults' })],
  ['its workspace is reset', () => ({ verb: 'POST', path: '/reset' })],
])('an answer that is held goes out when %s', async (_when, request) => {
  const { control, fault, answer } = await held();
  const { verb, path } = request(fault);
  await control(verb, path);
  expect(said(await answer)).toBe(success);
});

test('others are answered meanwhile', async () => {
  const { t, control, fault, answer } = await held();
  expect(said(await addKim(t))).toBe(success);
  await control('POST', `${fault}/release`);
  await answer;
});

test('whoever waits for a fault that is deleted is told so', async () => {
  const t = await freshEmulator();
  const control = workspaceOf(t);
  const { id } = (await control('POST', '/faults', { effect: { hold: true } })).json;
  const waiting = control('POST', `/faults/${id}/wait`, {});
  await control('DELETE', `/faults/${id}`);
  expect((await waiting).json.error.code).toBe('fault_not_found');
});
