import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseSeed, seedInput } from '../../../src/wire/control/seed.js';
import { filtersInWords } from '../../support/segments/segment-filters.js';

const schemaFile = '../../../seed.schema.json';

// `npm run generate` runs this test so that it writes the file.
test('seed.schema.json is the JSON Schema of what a seed may be', async () => {
  const schema = z.toJSONSchema(seedInput, { io: 'input', unrepresentable: 'any' });
  const { $schema, ...rest } = schema;
  const titled = { $schema, title: 'Seed of braze-cohort-emulator', ...rest };
  await expect(`${JSON.stringify(titled, null, 2)}\n`).toMatchFileSnapshot(schemaFile);
});

function segmentOf(filter: unknown) {
  return { name: 'VIPs', definition: { groups: [{ filters: [filter] }] } };
}

/** Compiled once: that takes longer than all the checks. */
const passesSchema = (() => {
  const schema = JSON.parse(readFileSync(new URL(schemaFile, import.meta.url), 'utf8'));
  return new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(schema);
})();

function checksOf(seed: unknown): { bySchema: boolean; byEmulator: boolean } {
  return { bySchema: passesSchema(seed), byEmulator: 'value' in parseSeed(seed) };
}

test('the example passes the schema and the emulator', () => {
  const example: unknown = parse(
    readFileSync(new URL('../../../examples/seed.yaml', import.meta.url), 'utf8'),
  );
  expect(checksOf(example)).toEqual({ bySchema: true, byEmulator: true });
});

test.each([
  [{ workspaces: [{ nam: 'shop' }] }],
  [{ workspaces: [{ users: [{ device_ids: 'dev-1' }] }] }],
  [{ workspaces: [{ users: [{ attributes: [] }] }] }],
  [
    {
      workspaces: [{ cohorts: [{ partner: 'segment', cohort_id: 'vip', members: [{ email: 'a@b.test' }] }] }],
    },
  ],
  [{ workspaces: [{ rest_api_keys: [{ permissions: ['users.fly'] }] }] }],
  [{ workspaces: [{ segments: [{ name: 'VIPs' }] }] }],
  [{ workspaces: [{ segments: [segmentOf({ type: 'identity', is: 'known' })] }] }],
  [
    {
      workspaces: [
        { segments: [segmentOf({ type: 'random_bucket', comparison: 'exactly', value: 10_000 })] },
      ],
    },
  ],
  [{ workspaces: [{ segments: [segmentOf({ type: 'attribute', field: 'email', comparison: 'is' })] }] }],
  [{ partners: [{ partner: 'a/b', api_keys: [{ key: 'k' }] }] }],
  [{ partners: [{ partner: 'acme', api_keys: [] }] }],
  [{ partners: [{ partner: 'acme', api_keys: [{ key: 'k', region: 'moon' }] }] }],
])('%j is refused by the schema and by the emulator', (seed) => {
  expect(checksOf(seed)).toEqual({ bySchema: false, byEmulator: false });
});

test.each([
  [{}],
  [{ $schema: './seed.schema.json', workspaces: [{}] }],
  [{ workspaces: [{ segments: filtersInWords.map(([filter]) => segmentOf(filter)) }] }],
  [{ workspaces: [{ partners: ['segment'], users: [{ attributes: { nested: { deep: [1, 2] } } }] }] }],
])('%j passes the schema and the emulator', (seed) => {
  expect(checksOf(seed)).toEqual({ bySchema: true, byEmulator: true });
});
