import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { certify } from '../../src/certify/certify.js';
import type { CommandEnd } from '../../src/certify/judge-sync.js';
import type { Scenario } from '../../src/certify/scenario.js';
import { readScenarioFile } from '../../src/certify/scenario-file.js';
import { startEmulator } from '../../src/index.js';
import { temporaryFile } from '../support/command.js';

type Environment = Record<string, string | undefined>;

const scenarioText = (steps: string, expected: string) => `version: 1
scenarios:
  - id: one
    title: One
    why: Because.
    workspace: { users: [{ external_id: a }, { external_id: b }, { device_ids: [dev-1] }] }
    source:
      cohort: { id: vip, name: VIP, created_at: "2026-02-03T09:00:00Z" }
      people: [{ external_id: a }]
    steps: ${steps}
    expect: ${expected}
`;

async function scenarioOf(steps: string, expected: string): Promise<Scenario[]> {
  return readScenarioFile(temporaryFile('scenarios.yaml', scenarioText(steps, expected)));
}

/** Runs a connector, which is a function here, through one scenario. */
async function run(
  scenarios: Scenario[],
  connector: (environment: Environment) => Promise<Partial<CommandEnd>>,
  more: { keepArtifacts?: string; scale?: number } = {},
) {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const report = await certify(scenarios, {
    emulator: emulator as never,
    command: ['connector'],
    runConnector: async (environment) => ({
      exitCode: 0,
      isTimedOut: false,
      outputTail: '',
      ...(await connector(environment)),
    }),
    rules: { version: 1 },
    blockedHosts: () => [],
    now: () => performance.now(),
    timeoutMs: 1_000,
    scale: 1,
    repeat: 1,
    onScenario() {},
    signal: new AbortController().signal,
    ...more,
  });
  return { report, scenario: report.scenarios[0]! };
}

function post(environment: Environment, where: string, fields: object): Promise<Response> {
  return fetch(`${environment.BRAZE_REST_ENDPOINT}/partners/${environment.BRAZE_PARTNER}/cohorts${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'partner-Test' },
    body: JSON.stringify({
      partner_api_key: environment.BRAZE_PARTNER_API_KEY,
      client_secret: environment.BRAZE_DATA_IMPORT_KEY,
      cohort_id: environment.BRAZE_COHORT_ID,
      ...fields,
    }),
  });
}

/** Does what the changes file says, in one request. */
async function goodConnector(environment: Environment): Promise<{ exitCode: number }> {
  const lines = readFileSync(environment.BRAZE_EMULATOR_CHANGES_NDJSON!, 'utf8').split('\n').filter(Boolean);
  const changes = lines.map((line) => JSON.parse(line) as Record<string, string>);
  const name = { name: environment.BRAZE_COHORT_NAME, created_at: environment.BRAZE_COHORT_CREATED_AT };
  const cohort_changes = changes.map((its) => ({
    user_ids: [its.external_id],
    should_remove: its.change === 'remove',
  }));
  const answers = [await post(environment, '', name), await post(environment, '/users', { cohort_changes })];
  return { exitCode: answers.every(({ ok }) => ok) ? 0 : 1 };
}

test('a connector that does what the changes say passes', async () => {
  const steps =
    '[{ sync: {} }, { change: { add: [{ external_id: b }], remove: [a], rename: New } }, { sync: {} }]';
  const { report, scenario } = await run(
    await scenarioOf(steps, '{ name: New, members: [b] }'),
    goodConnector,
  );
  expect(report).toMatchObject({ verdict: 'passed', passed: 1, failed: 0 });
  expect(scenario.syncs.map(({ number, request_count }) => [number, request_count])).toEqual([
    [1, 2],
    [2, 2],
  ]);
  expect(scenario.contract.verdict).toBe('passed');
});

test('members are compared person by person, each with what became of them', async () => {
  const { report, scenario } = await run(await scenarioOf('[{ sync: {} }]', '{ members: [a] }'), (its) =>
    post(its, '', { name: 'VIP', created_at: '2026-02-03T09:00:00Z' })
      .then(() => post(its, '/users', { cohort_changes: [{ user_ids: ['b'] }] }))
      .then(() => ({})),
  );
  expect(report.verdict).toBe('failed');
  expect(scenario.members).toEqual([
    {
      when: 'at the end',
      expected_count: 1,
      problems: [
        'a is missing: no request named them',
        'b is a member but should not be: request 2 at cohort_changes[0].user_ids[0] added them',
      ],
    },
  ]);
});

test('a broken rule of severity error fails a scenario, and one that the scenario excepts does not', async () => {
  const [scenario] = await scenarioOf('[{ sync: {} }]', '{ members: [a] }');
  const unnamed = (its: Environment) =>
    post(its, '/users', { cohort_changes: [{ user_ids: ['a'] }] }).then(() => ({}));
  const { report } = await run([scenario!], unnamed);
  expect(report.verdict).toBe('failed');
  const except = [{ rule: 'names_before_filling' as const, match: {}, reason: 'A test.' }];
  expect((await run([{ ...scenario!, except }], unnamed)).report.verdict).toBe('passed');
});

test('after a rotation in the middle of a sync the old key is refused, and the next sync has the new one', async () => {
  const scenarios = await scenarioOf(
    '[{ rotate_key: { after_requests: 1 } }, { sync: { exit: nonzero } }, { sync: {} }]',
    '{ members: [a] }',
  );
  const keys: unknown[] = [];
  const { report } = await run(scenarios, (environment) => {
    keys.push(environment.BRAZE_DATA_IMPORT_KEY);
    return goodConnector(environment);
  });
  expect(report.verdict).toBe('passed');
  expect(new Set(keys).size).toBe(2);
});

test('a sync that ends with 0 where it cannot have succeeded fails, and so does a call where there is nothing to say', async () => {
  const silent = () => Promise.resolve({});
  const wrongKey = await scenarioOf('[{ wrong_key: {} }, { sync: { exit: nonzero } }]', '{ members: [] }');
  expect((await run(wrongKey, (its) => goodConnector(its).then(silent))).scenario.syncs[0]?.problems).toEqual(
    [
      'Sync 1 ended with exit code 0 though it cannot have succeeded; expected another, so that a failure is seen',
    ],
  );
  const nothing = await scenarioOf('[{ sync: { calls: none } }]', '{ members: [a] }');
  expect((await run(nothing, goodConnector)).scenario.syncs[0]?.problems).toEqual([
    'Sync 1 made 2 requests, and there was nothing to call Braze for',
  ]);
});

test('a connector that never calls where it should is not judged', async () => {
  const { report } = await run(await scenarioOf('[{ sync: {} }]', '{ members: [a] }'), async () => ({}));
  expect(report.verdict).toBe('not_judged');
});

test('no further sync is begun after one that hung', async () => {
  const steps = '[{ sync: {} }, { sync: {} }]';
  const hung = async () => ({ exitCode: 143, isTimedOut: true });
  const { scenario } = await run(await scenarioOf(steps, '{ members: [a] }'), hung);
  expect(scenario.syncs.map(({ problems }) => problems[0])).toEqual([
    'Sync 1 hung: it was still running after 1 s and was ended',
  ]);
});

test('scale makes the waits that faults ask for shorter', async () => {
  const steps = '[{ fault: { effect: { status: 429, retry_after_s: 10 } } }, { sync: { exit: nonzero } }]';
  const waits: (string | null)[] = [];
  await run(
    await scenarioOf(steps, '{ members: [] }'),
    async (environment) => {
      const answer = await post(environment, '', {});
      waits.push(answer.headers.get('x-ratelimit-retry-after'));
      return { exitCode: 1 };
    },
    { scale: 0.1 },
  );
  expect(waits).toEqual(['1']);
});

test('the files of a scenario that failed are kept, and of one that passed are not', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // Somebody else's, by chance with the name of the scenario.
  mkdirSync(path.join(folder, 'one'));
  const failing = await scenarioOf('[{ sync: {} }]', '{ members: [a, b] }');
  const { scenario } = await run(failing, goodConnector, { keepArtifacts: folder });
  expect(scenario.artifacts).toBe(path.join(folder, 'braze-certify-one'));
  expect(
    readFileSync(path.join(folder, 'braze-certify-one/requests.ndjson'), 'utf8').trim().split('\n'),
  ).toHaveLength(2);
  expect(readFileSync(path.join(folder, 'braze-certify-one/sync-1/changes.csv'), 'utf8')).toContain(
    'add,a,a',
  );
  const passing = await scenarioOf('[{ sync: {} }]', '{ members: [a] }');
  await run(passing, goodConnector, { keepArtifacts: folder });
  expect(() => readFileSync(path.join(folder, 'braze-certify-one/requests.ndjson'))).toThrow('ENOENT');
  expect(readdirSync(folder)).toEqual(['one']);
});
