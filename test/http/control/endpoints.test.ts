import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createEmulator } from '../../../src/emulator.js';
import { createControlApp, serverPartsOf } from '../../../src/http/control/app.js';
import type { Handlers } from '../../../src/http/control/handler.js';
import { clockHandlers } from '../../../src/http/control/handlers/clock.js';
import type { clockEndpoints } from '../../../src/wire/control/clock.js';
import {
  type ControlEndpoint,
  controlBasePath,
  controlEndpoint,
  refusalsOf,
} from '../../../src/wire/control/endpoint.js';
import { controlEndpoints } from '../../../src/wire/control/endpoints.js';

const endpoints: Record<string, ControlEndpoint> = controlEndpoints;
const paramNames = ['ws', 'partner', 'cohort_id', 'braze_id', 'name', 'key', 'id', 'dispatch_id'];

/** What is missing from a value, in words. @param routes  As `GET /_emulator/v1/workspaces/:ws`. */
function shortcomings(endpoint: ControlEndpoint, routes: ReadonlySet<string>): string[] {
  const { verb, path, summary, answer, otherAnswer } = endpoint;
  const route = `${verb} ${controlBasePath}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return [
    !/^[A-Z][a-z]+s\b[^\n]*\.$/.test(summary) && 'a summary that begins with a verb and ends with a dot',
    (answer.body === undefined) !== (answer.status === 204) && 'a schema of its answer',
    otherAnswer !== undefined && otherAnswer.body === undefined && 'a schema of its other answer',
    !routes.has(route) && 'a route',
    params.some((name) => !paramNames.includes(name)) && 'names as the design has them',
  ].filter((its) => its !== false);
}

function controlRoutes(): Set<string> {
  const emulator = createEmulator();
  const { routes } = createControlApp(
    emulator,
    { onDefect() {} },
    serverPartsOf(emulator, { onDefect() {} }, []),
  );
  emulator.close();
  return new Set(routes.map(({ method, path }) => `${method} ${path}`));
}

test('every endpoint of the control API has a summary, a schema of each answer, and a route', () => {
  const routes = controlRoutes();
  for (const [name, endpoint] of Object.entries(endpoints)) {
    expect(shortcomings(endpoint, routes), name).toEqual([]);
  }
});

test.each<[string, Partial<ControlEndpoint>]>([
  ['a summary that begins with a verb and ends with a dot', { summary: '' }],
  ['a summary that begins with a verb and ends with a dot', { summary: 'The clock.' }],
  ['a schema of its answer', { answer: { status: 200 } }],
  ['a schema of its other answer', { otherAnswer: { status: 503 } }],
  ['a route', { verb: 'PATCH' }],
  ['names as the design has them', { path: '/workspaces/{workspace}/clock' }],
])('a value is found that lacks %s', (lack, planted) => {
  const whole: ControlEndpoint = controlEndpoints.readClock;
  expect(shortcomings({ ...whole, ...planted }, controlRoutes())).toContain(lack);
});

test('every route of the control API is that of an endpoint', () => {
  const routes = [...controlRoutes()].filter((route) => !route.startsWith('ALL '));
  expect(routes).toHaveLength(Object.keys(endpoints).length);
});

test('every endpoint value that is written down is in the list', () => {
  const folder = path.resolve(import.meta.dirname, '../../../src/wire/control');
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((its) => its.endsWith('.ts'));
  const written = files.flatMap((file) => [
    ...readFileSync(path.join(folder, file), 'utf8').matchAll(/: controlEndpoint\(/g),
  ]);
  expect(Object.keys(endpoints)).toHaveLength(written.length);
});

test('no two endpoints have the same verb and path', () => {
  const places = Object.values(endpoints).map(({ verb, path }) => `${verb} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});

test('every schema of an endpoint can be written as JSON Schema that says what kind of value it is', () => {
  for (const [name, { query, body, streamedBody, answer, otherAnswer }] of Object.entries(endpoints)) {
    for (const schema of [query, body, streamedBody?.schema, answer.body, otherAnswer?.body]) {
      if (schema === undefined) continue;
      const written = z.toJSONSchema(schema(), { io: 'input', unrepresentable: 'any' });
      expect(written.type ?? written.anyOf ?? written.oneOf ?? written.$ref, name).toBeDefined();
    }
  }
});

test('refusals follow from the path and the input, and are told once', () => {
  expect(refusalsOf(controlEndpoints.getHealth)).toEqual([
    'host_not_allowed',
    'origin_not_allowed',
    'invalid_request',
  ]);
  expect(refusalsOf(controlEndpoints.deleteFault)).toEqual([
    'host_not_allowed',
    'origin_not_allowed',
    'invalid_request',
    'admin_token_required',
    'storage_unusable',
    'workspace_not_found',
    'fault_not_found',
  ]);
  expect(refusalsOf(controlEndpoints.createCampaign)).toEqual([
    'host_not_allowed',
    'origin_not_allowed',
    'invalid_request',
    'admin_token_required',
    'storage_unusable',
    'request_too_large',
    'malformed_json',
    'media_type_not_supported',
    'server_busy',
    'workspace_not_found',
    'campaign_id_in_use',
  ]);
  const twice = controlEndpoint({ ...controlEndpoints.readClock, refusals: ['workspace_not_found'] });
  expect(refusalsOf(twice).filter((its) => its === 'workspace_not_found')).toHaveLength(1);
});

// Checked by the compiler: each of these is an error where it says so.
test('a list of handlers holds one for each endpoint, and no other', () => {
  const { readClock, ...lacking } = clockHandlers;
  // @ts-expect-error readClock is missing.
  lacking satisfies Handlers<typeof clockEndpoints>;
  ({
    ...clockHandlers,
    // @ts-expect-error No endpoint is called so.
    stopClock: readClock,
  }) satisfies Handlers<typeof clockEndpoints>;
  ({
    ...clockHandlers,
    // @ts-expect-error The answer has no such form.
    setClock: () => ({ now: 1 }),
  }) satisfies Handlers<typeof clockEndpoints>;
  expect(Object.keys(lacking)).toHaveLength(3);
});
