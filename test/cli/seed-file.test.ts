import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { EmulatorError } from '../../src/domain/errors.js';
import { readSeedFile } from '../../src/seed/seed-file.js';
import { postJson, runCommand, startCommand, temporaryFile } from '../support/command.js';

const example = fileURLToPath(new URL('../../examples/seed.yaml', import.meta.url));

/** What reading the file says, without the folder it is in. */
async function refusalOf(file: string): Promise<string> {
  const error = await readSeedFile(file).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(EmulatorError);
  return (error as EmulatorError).message.replaceAll(file, file.split('/').at(-1)!);
}

test('a wrong value is told with file, line and path', async () => {
  const file = temporaryFile(
    'seed.yaml',
    `# A seed
workspaces:
  - name: shop
    users:
      - external_id: cust-1
      - external_id: cust-2
        device_ids: dev-2
`,
  );
  expect(await refusalOf(file)).toBe(
    'seed.yaml:7: workspaces[0].users[1].device_ids is not valid: expected array, received string',
  );
});

test('every wrong value is told, each on its line', async () => {
  const file = temporaryFile(
    'seed.yaml',
    `partners:
  - partner: acme
workspaces:
  - nam: shop
  - users:
      - attributes:
          score: .nan
`,
  );
  expect(await refusalOf(file)).toBe(
    'seed.yaml:7: workspaces[1].users[0].attributes.score is not valid: NaN is not a JSON number',
  );
  const rest = temporaryFile('seed.yaml', readFileSync(file, 'utf8').replace('.nan', '1'));
  expect(await refusalOf(rest)).toBe(
    [
      'seed.yaml:2: partners[0].api_keys is required',
      'seed.yaml:4: workspaces[0].nam is not a known field; did you mean "name"?',
    ].join('\n'),
  );
});

test('of many wrong values the first ten are told', async () => {
  const file = temporaryFile('seed.json', JSON.stringify({ workspaces: Array(12).fill({ name: 1 }) }));
  const lines = (await refusalOf(file)).split('\n');
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toBe('… and 2 more');
});

test('a wrong value in JSON is told with its line too', async () => {
  const file = temporaryFile(
    'seed.json',
    JSON.stringify({ workspaces: [{ name: 'a' }, { name: 5 }] }, null, '\t'),
  );
  expect(await refusalOf(file)).toBe(
    'seed.json:7: workspaces[1].name is not valid: expected string, received number',
  );
});

const twice =
  '\n  - { partner: acme, api_keys: [{ key: k }] }\n  - { partner: ACME, api_keys: [{ key: k }] }\n';

test.each([
  ['an unclosed list', 'workspaces:\n  - partners: [hightouch\n', 'seed.yaml:3: '],
  ['a key that stands twice', 'workspaces: []\nworkspaces: []\n', 'seed.yaml:2: Map keys must be unique'],
  ['broken JSON', '{\n  "workspaces": [}\n', 'seed.yaml:2: '],
  ['an alias without its anchor', 'workspaces: *none\n', 'seed.yaml:1: Unresolved alias'],
  ['a list', '- name: shop\n', 'seed.yaml:1: the seed is not valid: expected object, received array'],
  [
    'a partner that stands twice',
    `partners: ${twice}`,
    "seed.yaml:3: partners[1].partner is not valid: 'acme' stands twice",
  ],
  [
    'a partner key that stands twice',
    `partners: ${twice}`,
    'seed.yaml:3: partners[1].api_keys[0].key is not valid: this key stands twice',
  ],
  ['bytes', 'workspaces:\n  - name: !!binary aGk=\n', 'seed.yaml:2: workspaces[0].name is not valid: '],
  [
    'half a character',
    '{"workspaces":[\n{"name":"\\ud83d"}]}',
    'seed.yaml:2: workspaces[0].name is not valid: ',
  ],
])('%s is told with its line', async (_, text, sentence) => {
  expect(await refusalOf(temporaryFile('seed.yaml', text))).toContain(sentence);
});

test('a file that is not UTF-8 is refused', async () => {
  const file = temporaryFile('seed.yaml', '');
  writeFileSync(file, Buffer.from('name: caf\u00e9', 'latin1'));
  expect(await refusalOf(file)).toBe('Cannot read seed file seed.yaml: it is not UTF-8 text');
});

test('an empty file is an empty seed', async () => {
  expect((await readSeedFile(temporaryFile('seed.yaml', '# nothing\n'))).seed).toEqual({
    partners: [],
    workspaces: [],
  });
});

test('an attribute called __proto__ is an attribute', async () => {
  const yaml = 'workspaces:\n  - users:\n      - attributes: { __proto__: x }\n';
  const { seed } = await readSeedFile(temporaryFile('seed.yaml', yaml));
  expect(Object.entries(seed.workspaces[0]!.users![0]!.attributes)).toEqual([['__proto__', 'x']]);
});

test.each([
  [
    'a key that is in use',
    `workspaces:
  - rest_api_keys: [{ key: k-1 }]
  - rest_api_keys:
      - key: k-2
      - key: k-1
`,
    'seed.yaml:5: workspaces[1].rest_api_keys[1].key is refused: This key is already in use on this server',
  ],
  [
    'a partner key that is in use',
    `partners:
  - partner: acme
    api_keys:
      - key: 11111111-aaaa-4aaa-8aaa-111111111111
`,
    "seed.yaml:4: partners[0].api_keys[0].key is refused: A partner API key of 'acme' is already in use",
  ],
  [
    'a cohort member that matches nobody',
    `workspaces:
  - users: [{ external_id: cust-1 }]
    cohorts:
      - partner: hightouch
        cohort_id: vip
        members:
          - external_id: cust-1
          - external_id: cust-2
`,
    'seed.yaml:8: workspaces[0].cohorts[0].members[1] is refused: Cohort member matches nobody',
  ],
  [
    'a segment over a cohort that is not there',
    `workspaces:
  - segments:
      - name: VIPs
        definition:
          groups:
            - filters:
                - type: cohort
                  partner: hightouch
                  comparison: includes
                  cohort_ids: [vip]
`,
    'seed.yaml:10: workspaces[0].segments[0].definition.groups[0].filters[0].cohort_ids[0] is not valid: hightouch has no cohort "vip"; it has none yet',
  ],
  [
    'an unknown partner',
    'workspaces:\n  - partners: [nobody]\n',
    "seed.yaml:2: workspaces[0].partners[0] is refused: No partner is called 'nobody'",
  ],
  [
    'a fault that no request can meet',
    `workspaces:
  - name: shop
    faults:
      - match: { route: /partners/*/cohort/users }
        effect: { status: 500 }
`,
    'seed.yaml:4: workspaces[0].faults[0].match.route matches nothing: no endpoint that is built has such a path',
  ],
])('%s ends the command with exit code 2 and its line', async (_, text, sentence) => {
  const file = temporaryFile('seed.yaml', text);
  const { exitCode, stdout, stderr } = await runCommand(['--port', '0', '--seed', file]);
  expect(stderr.replaceAll(file, 'seed.yaml')).toContain(sentence);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('the example is what a server begins with', async () => {
  const { url } = await startCommand(['--port', '0', '--seed', example, '--no-quickstart']);
  const { workspaces } = (await (await fetch(`${url}/_emulator/v1/workspaces`)).json()) as {
    workspaces: { id: string; name: string }[];
  };
  expect(workspaces.map((workspace) => workspace.name)).toEqual(['shop', 'empty']);
  const cohorts = await fetch(`${url}/_emulator/v1/workspaces/${workspaces[0]!.id}/cohorts`);
  expect(await cohorts.json()).toMatchObject({
    cohorts: [{ cohort_id: 'vip', name: 'VIP', member_count: 2 }],
  });
  const segments = await fetch(`${url}/_emulator/v1/workspaces/${workspaces[0]!.id}/segments`);
  expect(await segments.json()).toMatchObject({
    segments: [{ id: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f', name: 'VIPs on gold, not on trial' }],
  });
});

test('a partner of the seed is known to the server, under each region its own key', async () => {
  const { url } = await startCommand(['--port', '0', '--seed', example]);
  const naming = { cohort_id: 'c', name: 'C', created_at: '2026-01-01', client_secret: 'shop-acme-key' };
  const path = `${url}/partners/acme-connector/cohorts`;
  for (const partner_api_key of ['acme-partner-key-us', 'acme-partner-key-eu']) {
    expect((await postJson(path, { ...naming, partner_api_key })).status).toBe(201);
  }
  expect((await postJson(path, { ...naming, partner_api_key: 'x' })).status).toBe(401);
});

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const laughs = (levels: number) =>
  [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: levels },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`)}]`,
    ),
    `workspaces: *a${levels}`,
  ].join('\n');

test.each([
  ['aliases of aliases', laughs(9), 'seed.yaml:1: Excessive alias count'],
  [
    'an alias of what it stands in',
    'workspaces: &a [*a]\n',
    'seed.yaml:1: workspaces nests deeper than 100 levels',
  ],
  ['two of them', 'workspaces: &a [*a, { x: *a }]\n', 'seed.yaml:1: workspaces nests deeper than 100 levels'],
  ['levels in JSON', `{"workspaces":${nested(5_000)}}`, 'seed.yaml:1: '],
  ['many levels in JSON', `{"workspaces":${nested(100_000)}}`, 'seed.yaml:1: '],
  ['levels in YAML', `workspaces: ${nested(20_000)}`, 'seed.yaml:1: '],
  ['lists that never end', `workspaces: ${'['.repeat(20_000)}`, 'seed.yaml:1: '],
])('a seed of %s is refused, and does not grow', async (_what, text, sentence) => {
  expect(await refusalOf(temporaryFile('seed.yaml', text))).toContain(sentence);
});
