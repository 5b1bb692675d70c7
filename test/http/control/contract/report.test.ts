import { describe, expect, test } from 'vitest';
import { named } from '../../../support/answers.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { requestId } from '../../../support/journal.js';

const add = (t: TestEmulator, userIds: string[], fields: object = {}) =>
  t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: userIds }], ...fields });
const manyIds = (count: number) => Array.from({ length: count }, (_, index) => `u-${index}`);

// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
type Any = any;
const ruleOf = (report: Any, id: string) => report.rules.find((its: Any) => its.id === id);

describe('the report', () => {
  test('of a journal without requests has nothing judged', async () => {
    const t = await freshEmulator();
    const { status, json } = await workspaceOf(t)('GET', '/contract');
    expect([status, json.version, json.request_count, json.verdict]).toEqual([200, 1, 0, 'not_judged']);
    expect(json.workspace).toEqual({ id: t.workspace.id, name: t.workspace.name });
    expect(new Set(json.rules.map((its: Any) => its.verdict))).toEqual(new Set(['not_judged']));
  });

  test('names the requests that broke a rule, each with a line that sends it once more', async () => {
    const t = await freshEmulator();
    const id = requestId(await add(t, manyIds(1_001)));
    await add(t, ['a']);
    const { json } = await workspaceOf(t)('GET', '/contract');
    expect(json).toMatchObject({ request_count: 2, verdict: 'broken' });
    expect(ruleOf(json, 'identifiers_per_request')).toMatchObject({
      verdict: 'broken',
      severity: 'error',
      source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
      judged_count: 2,
      broken_count: 1,
      worst: '1,001 of 1,000 identifiers',
      breaches: [{ request: id, message: 'It has 1,001 identifiers; at most 1,000 go into one request' }],
    });
  });

  test('comes as a page and as the XML of JUnit too', async () => {
    const t = await freshEmulator();
    await add(t, ['a', 'a']);
    const ask = workspaceOf(t);
    const page = await ask('GET', '/contract?format=html');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toMatch(/^<!doctype html>[\s\S]*no_repeated_identifiers/);
    const junit = await ask('GET', '/contract?format=junit');
    expect(junit.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(junit.text).toContain('name="no_repeated_identifiers:');
    const { status, json } = await ask('GET', '/contract?format=pdf');
    expect([status, json.error.path]).toEqual([400, 'format']);
  });
});

describe('settings', () => {
  test('change severities and numbers, and turn rules off', async () => {
    const t = await freshEmulator();
    await t.cohorts(named('vip'));
    await add(t, ['a', 'b', 'c']);
    const { json } = await workspaceOf(t)('POST', '/contract', {
      version: 1,
      rules: {
        identifiers_per_request: { severity: 'warning', identifiers_max: 2 },
        no_trailing_slash: { severity: 'off' },
      },
    });
    expect(ruleOf(json, 'identifiers_per_request')).toMatchObject({ severity: 'warning', verdict: 'broken' });
    expect(ruleOf(json, 'no_trailing_slash')).toBeUndefined();
    expect(json.verdict).not.toBe('broken');
  });

  test('judge only what Braze documents when asked to', async () => {
    const t = await freshEmulator();
    const { json } = await workspaceOf(t)('POST', '/contract', { version: 1, documented: true });
    expect(new Set(json.rules.map((its: Any) => its.source.confidence))).toEqual(new Set(['doc']));
  });

  test('leave out the requests that an exception matches', async () => {
    const t = await freshEmulator();
    await add(t, manyIds(1_001));
    const exceptions = [
      { rule: 'identifiers_per_request', match: { cohort_id: 'vip' }, reason: 'Known, and being mended' },
    ];
    const { json } = await workspaceOf(t)('POST', '/contract', { version: 1, exceptions });
    expect(ruleOf(json, 'identifiers_per_request')).toMatchObject({ verdict: 'not_judged', judged_count: 0 });
  });

  test.each([
    [{ version: 2 }, 'version', 'expected 1'],
    [{ version: 1, rules: { names: {} } }, 'rules.names', 'is not a known field'],
    [
      { version: 1, rules: { no_trailing_slash: { severity: 'fatal' } } },
      'rules.no_trailing_slash.severity',
      'expected',
    ],
    [
      { version: 1, rules: { identifiers_per_request: { identifier_max: 5 } } },
      'rules.identifiers_per_request.identifier_max',
      'did you mean "identifiers_max"?',
    ],
    [
      { version: 1, exceptions: [{ rule: 'no_trailing_slash', match: {} }] },
      'exceptions[0].reason',
      'is required',
    ],
  ])('%j are refused with the place of the mistake', async (settings, path, message) => {
    const t = await freshEmulator();
    const { status, json } = await workspaceOf(t)('POST', '/contract', settings);
    expect([status, json.error.path]).toEqual([400, path]);
    expect(json.error.message).toContain(message);
  });
});
