import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { change, refusals, said, success } from '../../../support/answers.js';
import { controlOf, workspaceOf } from '../../../support/control.js';
import { type Answer, freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { hasStruck, inject } from '../../../support/faults.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAttributesObject, track } from '../../../support/users/track.js';
import { aUser, userCount } from '../../../support/users/users.js';

// The emulator's clock is a manual one, and the timers of this process follow it: nothing here takes time.

const clock = new ManualClock();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function passTime(milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await vi.advanceTimersByTimeAsync(milliseconds);
}

/** Sends a request; a delay has begun to hold it when this resolves. */
async function delayed(t: TestEmulator, fault: { id: string }, request: () => Promise<Answer>) {
  const struck = hasStruck(t.emulator, t.workspace, fault);
  const answer = request();
  answer.catch(() => {}); // That it rejects is looked at later.
  await struck;
  return { answer };
}

const emulatorWithKim = () => freshEmulator({ clock, workspace: { users: [aUser({ externalId: 'kim' })] } });
const addKim = (t: TestEmulator) => () => change(t, 'vip', { user_ids: ['kim'] });
const cohortCount = (t: TestEmulator) => t.emulator.listCohorts(t.workspace, { limit: 1 }).items.length;

test('a delay holds a request until delay_ms have passed, and then it is processed', async () => {
  const t = await emulatorWithKim();
  const fault = await inject(t, { effect: { delay_ms: 30_000 } });
  const { answer } = await delayed(t, fault, addKim(t));
  await passTime(29_999);
  expect(t.finished).toEqual([]);
  expect(cohortCount(t)).toBe(0);
  await passTime(1);
  expect(said(await answer)).toBe(success);
  expect(t.members('vip')).toEqual(['kim']);
  expect(t.finished).toEqual([
    expect.objectContaining({ fault: { id: fault.id, effect: { delay_ms: 30_000, jitter_ms: 0 } } }),
  ]);
});

test('a delay of 0 holds nothing', async () => {
  const t = await emulatorWithKim();
  await inject(t, { effect: { delay_ms: 0 } });
  expect(said(await addKim(t)())).toBe(success);
});

test('a delayed request is counted in its rate limit when its turn has come', async () => {
  const t = await emulatorWithKim();
  const fault = await inject(t, { effect: { delay_ms: 10 }, times: 1 });
  const { answer } = await delayed(t, fault, addKim(t));
  const remaining = (its: Answer) => its.headers.get('x-ratelimit-remaining');
  expect(remaining(await addKim(t)())).toBe('249999');
  await passTime(10);
  expect(remaining(await answer)).toBe('249998');
});

test('a delay at an endpoint with a REST API key holds it too', async () => {
  const t = await freshEmulator({ clock });
  const fault = await inject(t, { effect: { delay_ms: 10 } });
  const { answer } = await delayed(t, fault, () =>
    track(t, { attributes: [anAttributesObject({ _update_existing_only: false })] }),
  );
  expect(userCount(t)).toBe(0);
  await passTime(10);
  expect((await answer).status).toBe(201);
  expect(userCount(t)).toBe(1);
});

test('a key that is taken away during the delay no longer opens anything', async () => {
  const t = await emulatorWithKim();
  const fault = await inject(t, { effect: { delay_ms: 10 }, times: 2 });
  const partner = await delayed(t, fault, addKim(t));
  const rest = await delayed(t, fault, () => track(t, { attributes: [anAttributesObject()] }));
  t.emulator.invalidateDataImportKey(t.workspace, 'hightouch', t.dataImportKey);
  t.emulator.deleteRestKey(t.workspace, t.restApiKey);
  await passTime(10);
  expect(said(await partner.answer)).toBe(refusals.clientSecret);
  expect((await rest.answer).status).toBe(401);
  expect(t.finished.map((finished) => finished.workspaceName)).toEqual([null, null]);
  expect([cohortCount(t), userCount(t)]).toEqual([0, 1]);
});

test('a workspace that is deleted during the delay is no workspace any more', async () => {
  const t = await emulatorWithKim();
  const fault = await inject(t, { effect: { delay_ms: 10 } });
  const { answer } = await delayed(t, fault, addKim(t));
  t.emulator.deleteWorkspace(t.workspace);
  await passTime(10);
  expect(said(await answer)).toBe(refusals.clientSecret);
});

test('deleting the fault or resetting the workspace does not shorten the wait', async () => {
  const t = await emulatorWithKim();
  const fault = await inject(t, { effect: { delay_ms: 10 } });
  const { answer } = await delayed(t, fault, addKim(t));
  await workspaceOf(t)('DELETE', `/faults/${fault.id}`);
  t.emulator.resetWorkspace(t.workspace);
  await passTime(9);
  expect(t.finished).toEqual([]);
  await passTime(1);
  expect(said(await answer)).toBe(success);
  // It belongs to the workspace as it is now.
  expect((await workspaceOf(t)('GET', '/requests')).json.requests).toHaveLength(1);
  expect((await controlOf(t)('GET', '/requests')).json.requests).toEqual([]);
});

test('a client that gives up ends the wait, and its request is not processed', async () => {
  const t = await emulatorWithKim();
  const fault = await inject(t, { effect: { delay_ms: 30_000 } });
  const client = new AbortController();
  const { answer } = await delayed(t, fault, () =>
    t.send('/partners/hightouch/cohorts/users', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        partner_api_key: t.partnerApiKey,
        client_secret: t.dataImportKey,
        cohort_id: 'vip',
        cohort_changes: [{ user_ids: ['kim'] }],
      }),
      signal: client.signal,
    }),
  );
  client.abort();
  await expect(answer).rejects.toThrow(`No answer: fault ${fault.id}`);
  expect(vi.getTimerCount()).toBe(0);
  expect(t.finished).toMatchObject([
    { status: null, response: null, decision: { kind: 'refused', rule: 'fault_injected' } },
  ]);
  expect(cohortCount(t)).toBe(0);
});
