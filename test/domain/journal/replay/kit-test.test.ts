import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../src/domain/journal/journal.js';
import { kitTest } from '../../../../src/domain/journal/replay/kit-test.js';

const body = { partner_api_key: '[redacted]', client_secret: '[redacted]', cohort_id: 'vip' };

function anEntry(fields: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: 'r1',
    at: 0,
    receivedAt: 0,
    method: 'POST',
    path: '/partners/hightouch/cohorts/users',
    workspaceId: 'ws',
    partner: 'hightouch',
    cohortId: 'vip',
    request: { headers: { 'content-type': 'application/json', host: 'h' }, body },
    response: { status: 201, headers: {}, body: { message: 'success' } },
    durationMs: 1,
    fault: null,
    decision: { kind: 'accepted', notes: [] },
    outcome: null,
    ...fields,
  };
}

test('a test sends the request with the keys of its workspace and expects the same status', () => {
  expect(kitTest(anEntry())).toBe(`import { expect, test } from 'braze-cohort-emulator/vitest';

test('POST /partners/hightouch/cohorts/users is answered 201', async ({ braze }) => {
  const keys = braze.keys('hightouch');
  const answer = await fetch(braze.rest_endpoint + '/partners/hightouch/cohorts/users', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key: keys.partner_api_key,
      client_secret: keys.data_import_key,
      cohort_id: 'vip',
    }),
  });
  expect(answer.status).toBe(201);
});
`);
});

test('a refusal is announced, and a key that was refused is another one', () => {
  const decision = {
    kind: 'refused',
    rule: 'invalid_data_import_key',
    message: '',
    path: 'client_secret',
  } as const;
  const code = kitTest(anEntry({ decision, response: { status: 401, headers: {}, body: null } }));
  expect(code).toContain('braze.expectRefusals({ status: 401 });');
  expect(code).toContain("client_secret: 'no-key-of-this-workspace'");
  expect(code).toContain('partner_api_key: keys.partner_api_key');
});

test('a fault that struck strikes again', () => {
  const fault = { id: 'f', effect: { status: 429, retry_after_s: 3 } };
  const code = kitTest(anEntry({ fault, response: { status: 429, headers: {}, body: null } }));
  expect(code).toContain(
    "braze.fault('/partners/hightouch/cohorts/users', { status: 429, retry_after_s: 3 }, { times: 1 });",
  );
});

test('whatever stands in a body is that text and nothing else', () => {
  const hostile = {
    'a`b': "'); process.exit(); ('",
    __proto__x: 1,
    ['__proto__']: { '${x}': '\\"\n\u2028' },
  };
  const code = kitTest(anEntry({ request: { headers: {}, body: hostile } }));
  const literal = /JSON\.stringify\((.*)\),\n {2}\}\);/s.exec(code)?.[1];
  expect(JSON.stringify(new Function(`return ${literal}`)())).toBe(JSON.stringify(hostile));
});
