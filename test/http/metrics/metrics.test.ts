import { expect, test } from 'vitest';
import { controlOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads Prometheus's text format strictly: each line is a HELP, a TYPE, or a sample of the metric last introduced. */
function parse(text: string): Sample[] {
  expect(text.endsWith('\n')).toBe(true);
  const samples: Sample[] = [];
  let metric = '';
  let type = '';
  for (const line of text.split('\n').filter((its) => its !== '')) {
    const comment = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (comment !== null) {
      if (comment[1] === 'HELP') metric = comment[2]!;
      else type = comment[3]!;
      expect(comment[2]).toBe(metric);
      continue;
    }
    const sample = /^([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (\S+)$/.exec(line);
    expect(sample, line).not.toBeNull();
    const [, name, labels = '', value] = sample!;
    const suffix = name!.slice(metric.length);
    expect(name!.startsWith(metric)).toBe(true);
    expect(type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).toContain(suffix);
    samples.push({
      name: name!,
      labels: Object.fromEntries(
        [...labels.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key, text]) => [key!, text!]),
      ),
      value: Number(value),
    });
    expect(Number.isFinite(Number(value))).toBe(true);
  }
  return samples;
}

async function scrape(t: TestEmulator): Promise<Sample[]> {
  const { status, text, headers } = await controlOf(t)('GET', '/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parse(text);
}

function valuesOf(samples: Sample[], name: string, label: string): Record<string, number> {
  const found = samples.filter((sample) => sample.name === `braze_emulator_${name}`);
  return Object.fromEntries(found.map(({ labels, value }) => [labels[label]!, value]));
}

const aChange = { cohort_id: 'vip', cohort_changes: [{ user_ids: ['a', 'b', 'nobody'], device_ids: ['d'] }] };
const aUser = (externalId: string, deviceIds: string[] = []) => ({
  externalId,
  aliases: [],
  deviceIds,
  attributes: {},
});

test('requests are counted by route, method and status, and refusals by rule', async () => {
  const t = await freshEmulator();
  await t.cohortUsers(aChange);
  await t.cohortUsers({ ...aChange, client_secret: 'wrong' });
  await t.rest('/users/track', {});
  await t.send('/nowhere/at/all');
  await t.post('/messages/schedule/create', {});
  const samples = await scrape(t);
  const requests = samples.filter(({ name }) => name === 'braze_emulator_requests_total');
  expect(requests.map(({ labels, value }) => [labels.method, labels.route, labels.status, value])).toEqual([
    ['POST', '/partners/{partner}/cohorts/users', '201', 1],
    ['POST', '/partners/{partner}/cohorts/users', '401', 1],
    ['POST', '/users/track', '400', 1],
    ['GET', 'none', '404', 1],
    ['POST', 'none', '501', 1],
  ]);
  expect(valuesOf(samples, 'refusals_total', 'rule')).toEqual({
    invalid_data_import_key: 1,
    no_valid_track_data: 1,
    unknown_path: 1,
    path_not_built: 1,
  });
  expect(valuesOf(samples, 'request_duration_seconds_count', 'route')).toEqual({
    '/partners/{partner}/cohorts/users': 2,
    '/users/track': 1,
    none: 2,
  });
});

test('identifiers of cohort requests are counted by what became of them', async () => {
  const t = await freshEmulator({ workspace: { users: [aUser('a', ['d']), aUser('b')] } });
  await t.cohortUsers(aChange);
  await t.cohortUsers(aChange);
  expect(valuesOf(await scrape(t), 'cohort_identifiers_total', 'outcome')).toEqual({
    added: 2,
    already_member: 2,
    removed: 0,
    not_member: 0,
    unknown: 2,
    skipped_identified: 2,
    conflicts: 0,
  });
});

test('what the emulator holds is counted when it is asked', async () => {
  const t = await freshEmulator({ workspace: { users: [aUser('a'), aUser('b')] } });
  const control = controlOf(t);
  await control('POST', '/workspaces', { users: [{ external_id: 'a' }] });
  await control('POST', '/snapshots', { name: 'one' });
  const gauges = async () => {
    const samples = await scrape(t);
    return ['workspaces', 'profiles', 'snapshots'].map(
      (name) => samples.find((sample) => sample.name === `braze_emulator_${name}`)?.value,
    );
  };
  expect(await gauges()).toEqual([2, 3, 1]);
  await control('DELETE', `/workspaces/${t.workspace.id}`);
  expect(await gauges()).toEqual([1, 1, 1]);
});

test('storage, version and process are told', async () => {
  const samples = await scrape(await freshEmulator());
  for (const name of [
    'braze_emulator_storage_bytes',
    'process_start_time_seconds',
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_heap_size_used_bytes',
  ]) {
    expect(samples.find((sample) => sample.name === name)?.value, name).toBeGreaterThan(0);
  }
  expect(samples.find(({ name }) => name === 'braze_emulator_info')?.labels).toMatchObject({
    name: 'braze-cohort-emulator',
    node: process.version,
  });
});

test('no request adds a label of its own, so the series stay few', async () => {
  const t = await freshEmulator();
  const control = controlOf(t);
  const visit = async (id: string) => {
    await control('POST', '/workspaces', { name: id });
    await t.send(`/${id}`);
    await t.send(`/users/${id}`);
    await t.partner(`/partners/${id}/cohorts`, { cohort_id: id });
    await t.cohortUsers({ cohort_id: id, cohort_changes: [{ user_ids: [id] }] });
  };
  await visit('first');
  const before = (await scrape(t)).length;
  for (let number = 0; number < 30; number++) await visit(`more-${number}"\n`.slice(0, 7));
  const after = await scrape(t);
  expect(after.length).toBe(before);
  expect(JSON.stringify(after)).not.toMatch(/first|more-|ws_/);
});

test('more requests than are kept until the first scrape are all counted', async () => {
  const t = await freshEmulator();
  for (let number = 0; number < 2_100; number++) await t.send('/nowhere');
  expect(valuesOf(await scrape(t), 'requests_total', 'status')).toEqual({ 404: 2_100 });
});

test('each server counts for itself', async () => {
  const [one, other] = [await freshEmulator(), await freshEmulator()];
  await one.send('/nowhere');
  expect(valuesOf(await scrape(one), 'requests_total', 'status')).toEqual({ 404: 1 });
  expect(valuesOf(await scrape(other), 'requests_total', 'status')).toEqual({});
});

test('metrics ask for the admin token', async () => {
  const t = await freshEmulator({ app: { adminToken: 'sesame' } });
  expect((await controlOf(t)('GET', '/metrics')).status).toBe(401);
  expect((await controlOf(t, { authorization: 'Bearer sesame' })('GET', '/metrics')).status).toBe(200);
});
