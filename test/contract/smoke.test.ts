import { expect, test } from 'vitest';
import { freshEmulator, transports } from '../support/emulator.js';

test.each(transports)('a cohort is named and filled %s', async (transport) => {
  const t = await freshEmulator({
    transport,
    workspace: {
      users: [
        { externalId: 'cust-1', aliases: [{ label: 'l', name: 'n' }], deviceIds: ['dev-1'], attributes: {} },
        { externalId: null, aliases: [], deviceIds: ['dev-2'], attributes: {} },
      ],
    },
  });
  const named = await t.cohorts({ cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' });
  expect(named.status).toBe(201);
  const r = await t.cohortUsers({
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['cust-1', 'nobody'], device_ids: ['dev-1', 'dev-2'] }],
  });
  expect(r.json).toEqual({ message: 'success' });
  expect(r.status).toBe(201);
  expect(t.members('vip')).toEqual(['cust-1', 'dev-2']);
  expect(t.finished.at(-1)?.outcome).toMatchObject({ added: 2, skippedIdentified: { deviceIds: ['dev-1'] } });
  console.log([...r.headers]);
  const bad = await t.cohortUsers({ client_secret: 'x' });
  console.log(bad.status, bad.text, [...bad.headers]);
  const nf = await t.post('/partners/hightouch/cohorts/', {});
  console.log(
    nf.status,
    nf.text,
    (await t.send('/partners/hightouch/cohorts')).status,
    (await t.send('/segments/list')).text,
  );
});
