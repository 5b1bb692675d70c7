import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readScenarioFile } from '../../src/certify/scenario-file.js';
import { temporaryFile } from '../support/command.js';

const head = `version: 1
scenarios:
  - id: one
    title: One
    why: Because.
    source:
      cohort: { id: vip, name: VIP, created_at: "2026-02-03T09:00:00Z" }
      people: [{ external_id: cust-1 }]
`;
const tail = '    steps: [{ sync: {} }]\n    expect: { members: [cust-1] }\n';

/** What reading a file with that text says, without the folder it is in. */
async function refusalOf(text: string): Promise<string> {
  const file = temporaryFile('scenarios.yaml', text);
  const error = await readScenarioFile(file).catch((its: unknown) => its);
  return (error as Error).message.replaceAll(file, 'scenarios.yaml');
}

test('a sync is to succeed and to call, unless it says otherwise', async () => {
  const [scenario] = await readScenarioFile(temporaryFile('scenarios.yaml', head + tail));
  expect(scenario?.steps).toEqual([{ sync: { exit: 0, calls: 'some' } }]);
});

test('the scenario of the reference page can be read', async () => {
  const page = readFileSync('docs/reference/certify-scenarios.md', 'utf8');
  const [, text] = /```yaml\n(.*?)```/s.exec(page)!;
  const [scenario] = await readScenarioFile(temporaryFile('scenarios.yaml', text!));
  expect(scenario?.steps.map((step) => Object.keys(step)[0])).toEqual(['sync', 'change', 'fault', 'sync']);
});

test('a row with a count stands for as many people, and for as many users', async () => {
  const text = `${head.replace('{ external_id: cust-1 }', '{ count: 3, from: 7, external_id: "c-{n}" }')}    workspace: { users: [{ count: 2, external_id: "c-{n}" }] }\n${tail}`;
  const [scenario] = await readScenarioFile(temporaryFile('scenarios.yaml', text));
  expect(scenario?.source.people?.map(({ external_id }) => external_id)).toEqual(['c-7', 'c-8', 'c-9']);
  expect(scenario?.workspace?.users?.map((user) => user.external_id)).toEqual(['c-1', 'c-2']);
});

test.each([
  ['no version', 'scenarios: []\n', 'scenarios.yaml:1: version is required: expected 1'],
  [
    'a misspelt verb',
    `${head}    steps: [{ synk: {} }]\n    expect: { members: [] }\n`,
    'scenarios.yaml:9: scenarios[0].steps[0].synk is not a known field; did you mean "sync"?',
  ],
  [
    'a step without a verb',
    `${head}    steps: [{ sync: {} }, {}]\n    expect: { members: [] }\n`,
    'scenarios.yaml:9: scenarios[0].steps[1] is not valid: expected one of sync, change, fault',
  ],
  [
    'no sync at all',
    `${head}    steps: [{ advance: { ms: 1 } }]\n    expect: { members: [] }\n`,
    'scenarios.yaml:9: scenarios[0].steps is not valid: expected a sync among them',
  ],
  [
    'a removal of somebody who is not there',
    `${head}    steps:\n      - sync: {}\n      - change: { remove: [cust-1, cust-2] }\n    expect: { members: [] }\n`,
    "scenarios.yaml:11: scenarios[0].steps[1].change.remove[1] is not valid: 'cust-2' is not in the audience",
  ],
  [
    'an id that is a number',
    head.replace('cust-1', '0017') + tail,
    'scenarios.yaml:8: scenarios[0].source.people[0].external_id is not valid: expected a text; put quotes round a number',
  ],
  [
    'half an alias',
    head.replace('external_id: cust-1', 'alias_name: L-1') + tail,
    'scenarios.yaml:8: scenarios[0].source.people[0] is not valid: expected alias_label and alias_name together',
  ],
  [
    'a user that the control API would refuse',
    `${head}    workspace:\n      users:\n        - { external_id: a }\n        - { count: 5, external_id: 7 }\n${tail}`,
    'scenarios.yaml:12: scenarios[0].workspace.users[1].external_id is not valid: expected string',
  ],
  [
    'a key of its own',
    `${head}    workspace:\n      rest_api_keys: []\n${tail}`,
    'scenarios.yaml:10: scenarios[0].workspace.rest_api_keys is not valid: certify sets it',
  ],
  [
    'an effect that is none',
    `${head}    steps:\n      - fault: { effect: { status: 99 } }\n      - sync: {}\n    expect: { members: [] }\n`,
    'scenarios.yaml:10: scenarios[0].steps[0].fault.effect.status is not valid: expected number to be >=200',
  ],
  [
    'a rule that is none',
    `${head}    except: [{ rule: nosuch, match: {}, reason: x }]\n${tail}`,
    'scenarios.yaml:9: scenarios[0].except[0].rule is not valid: expected one of',
  ],
  [
    'an exit code that is none of the three',
    `${head}    steps: [{ sync: { exit: 3 } }]\n    expect: { members: [] }\n`,
    'scenarios.yaml:9: scenarios[0].steps[0].sync.exit is not valid: expected 0, nonzero or any',
  ],
  [
    'two scenarios of one id',
    `${head}${tail}${head.slice(head.indexOf('  - id'))}${tail}`,
    "scenarios.yaml:11: scenarios[1].id is not valid: 'one' stands twice",
  ],
])('%s is told with file, line and path', async (_, text, message) => {
  expect((await refusalOf(text)).slice(0, message.length)).toBe(message);
});
