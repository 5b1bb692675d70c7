import { expect, test } from 'vitest';
import { z } from 'zod';
import { objectForm, shapeAt } from '../../../src/domain/journal/explanation/shape.js';
import { stepsOf } from '../../../src/domain/json-path.js';
import { restPermissions } from '../../../src/domain/workspaces/workspace.js';
import { type BrazeEndpoint, factsOf, successAnswer } from '../../../src/wire/braze/endpoint.js';
import { brazeEndpoints } from '../../../src/wire/braze/endpoints.js';
import { isUnbuiltPath, unbuiltEndpoints } from '../../../src/wire/braze/unbuilt.js';

const endpoints = Object.entries<BrazeEndpoint>(brazeEndpoints);

/** What an endpoint does not say of itself. */
function lacksOf(endpoint: BrazeEndpoint): string[] {
  const { answer, access, buckets, source, summary } = endpoint;
  const input = endpoint.verb === 'POST' ? endpoint.body() : endpoint.query();
  return [
    /^[A-Z].*\.$/.test(summary) ? '' : 'a summary',
    input instanceof z.ZodObject ? '' : 'a schema of what it takes',
    (answer.body?.() ?? answer.mediaType) ? '' : 'a schema of what it answers',
    /^(api\/endpoints|partners)\/\w/.test(source.page) ? '' : 'a source',
    access.by === 'rest_api_key' && buckets.length === 0 ? 'a rate limit' : '',
  ].filter((lack) => lack !== '');
}

test('every endpoint says what it does, takes and answers, where that is documented, and what counts it', () => {
  const lacking = endpoints.map(([name, endpoint]) => [name, lacksOf(endpoint)]);
  expect(lacking.filter(([, lacks]) => lacks?.length !== 0)).toEqual([]);
});

test('an endpoint that says less is found', () => {
  const bare = {
    ...brazeEndpoints.trackUsers,
    summary: 'tracks',
    body: () => z.json(),
    answer: { status: 201 },
    source: { page: '', mark: 'doc' },
    buckets: [],
  } satisfies BrazeEndpoint;
  expect(lacksOf(bare)).toEqual([
    'a summary',
    'a schema of what it takes',
    'a schema of what it answers',
    'a source',
    'a rate limit',
  ]);
  expect(lacksOf({ ...bare, answer: { status: 201, body: successAnswer } })).not.toContain(
    'a schema of what it answers',
  );
});

test('each permission of a REST API key is that of one endpoint', () => {
  const permissions = endpoints.flatMap(([, { access }]) =>
    access.by === 'rest_api_key' ? access.permission : [],
  );
  expect(permissions.toSorted()).toEqual([...restPermissions].sort());
});

test('no path is listed twice, nor as built and unbuilt', () => {
  const names = [...endpoints.map(([, its]) => its), ...unbuiltEndpoints].map(
    ({ verb, path }) => `${verb} ${path}`,
  );
  expect(names.length).toBeGreaterThan(110);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(endpoints.filter(([, { verb, path }]) => isUnbuiltPath(verb, path))).toEqual([]);
});

test('what is not built says in a sentence what it does at Braze', () => {
  expect(unbuiltEndpoints.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary))).toEqual([]);
});

test('hints and notes know the fields in unions, and those of a tree at any depth', () => {
  const shape = factsOf(brazeEndpoints.triggerCampaign).body?.();
  const fieldsAt = (path: string) =>
    Object.keys(objectForm(shapeAt(shape, stepsOf(path)) ?? {})?.properties ?? {});
  expect(fieldsAt('recipients[3]')).toContain('external_user_id');
  expect(fieldsAt('audience.AND[0].OR[1].AND[2].custom_attribute')).toEqual([
    'custom_attribute_name',
    'comparison',
    'value',
  ]);
});
