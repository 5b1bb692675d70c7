import { expect, test } from 'vitest';
import { brazeBodyBytesMax, struckBodyBytesMin } from '../../../../src/domain/limits.js';
import { BodyRoom, newBodyRooms } from '../../../../src/http/body-room.js';
import { change, said, success } from '../../../support/answers.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { aUser } from '../../../support/users/users.js';

const addKim = (t: TestEmulator) => change(t, 'vip', { user_ids: ['kim'] });

const addKimLargely = (t: TestEmulator) =>
  t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['kim'] }], more: 'x'.repeat(300_000) });

/** A request whose answer is held. */
async function held(add = addKim) {
  const t = await freshEmulator({
    workspace: { users: [aUser({ externalId: 'kim' })] },
    transport: 'over a socket',
  });
  const control = workspaceOf(t);
  const { id } = (await control('POST', '/faults', { effect: { hold: true }, times: 1 })).json;
  const answer = add(t);
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

test.each([
  ['others', addKim],
  ['others that are as large', addKimLargely],
])('%s are answered meanwhile', async (_which, add) => {
  const { t, control, fault, answer } = await held(add);
  expect(said(await add(t))).toBe(success);
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

test('requests that are held have a bound together, which the refusal names', async () => {
  // Room for two, as each counts for 64 KiB at least.
  const bodyRooms = { ...newBodyRooms(), struck: new BodyRoom(2 * struckBodyBytesMin, 0, 'no room') };
  const t = await freshEmulator({ bodyRooms });
  const control = workspaceOf(t);
  const { id } = (await control('POST', '/faults', { effect: { hold: true } })).json;
  const heldCount = async () => (await control('POST', `/faults/${id}/wait`, {})).json.held.length;
  const answers = [addKim(t), addKim(t)];
  await expect.poll(heldCount).toBe(2);
  const refused = await addKim(t);
  expect([refused.status, refused.json.message]).toEqual([503, 'no room']);
  await control('POST', `/faults/${id}/release`);
  await Promise.all(answers);
  const next = addKim(t);
  expect(await heldCount()).toBe(1);
  await control('POST', `/faults/${id}/release`);
  expect(said(await next)).toBe(success);
});

test('16 requests of 4 MiB may be held', async () => {
  const { struck } = newBodyRooms();
  for (let count = 0; count < 16; count++) await struck.enter(brazeBodyBytesMax);
  await expect(struck.enter(struckBodyBytesMin)).rejects.toThrow(
    'Requests that faults hold or delay may have 67108864 bytes together, 65536 at least each; let some go first',
  );
});
