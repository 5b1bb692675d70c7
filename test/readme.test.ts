import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { addSettings, variableOf } from '../src/cli/settings.js';
import { partnerCatalogue } from '../src/domain/partner.js';
import { rateLimitBuckets } from '../src/domain/rate-limit.js';
import { dropReasons } from '../src/domain/send.js';
import { createEmulator } from '../src/emulator.js';
import { createBrazeApp } from '../src/http/braze-app.js';
import { createControlApp } from '../src/http/control-app.js';
import { startEmulator } from '../src/index.js';
import { segmentInput } from '../src/wire/segments.js';
import { behaviourShape, workspaceInput } from '../src/wire/workspace.js';
import { ignoredParts } from './support/ignored-parts.js';
import { filtersInWords } from './support/segment-filters.js';

// What users rely on stands in the README: every route, error code, switch, flag and variable.

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const source = (file: string) => readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');

/** Routes as `VERB /path/{name}`, without middleware and catch-alls. */
let brazeRoutes: string[] = [];
let controlPaths: string[] = [];

beforeAll(() => {
  const emulator = createEmulator();
  const braces = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');
  brazeRoutes = createBrazeApp(emulator, { onFinished() {}, onDefect() {} })
    .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => `${method} ${braces(path)}`);

  controlPaths = createControlApp(emulator, { onDefect() {} }, [])
    .routes.map(({ path }) => braces(path))
    .filter((path) => !path.includes('*'))
    .map((path) => path.replace('/_emulator/v1', '').replace('{brazeId}', '{braze_id}'))
    .map((path) => path.replace('/{cohort}', '/{cohort_id}'));
  emulator.close();
});

const missing = (names: Iterable<string>) =>
  [...new Set(names)].filter((name) => !readme.includes(`\`${name}\``));

test('every endpoint of the Braze surface stands in the README', () => {
  expect(new Set(brazeRoutes).size).toBe(30);
  expect(missing(brazeRoutes)).toEqual([]);
});

test('every path of the control API stands in the README', () => {
  expect(new Set(controlPaths).size).toBeGreaterThan(15);
  expect(missing(controlPaths)).toEqual([]);
});

test('every error code stands in the README', () => {
  const codes = [...source('domain/errors.ts').matchAll(/^\s+\| '(\w+)'/gm)].map(([, code]) => code!);
  expect(codes.length).toBeGreaterThan(35);
  expect(missing(codes)).toEqual([]);
});

test('every reason why a recipient is dropped stands in the README', () => {
  expect(missing(Object.keys(dropReasons))).toEqual([]);
});

test('every behaviour switch and partner of the catalogue stands in the README', () => {
  expect(missing(Object.keys(behaviourShape))).toEqual([]);
  expect(missing(partnerCatalogue.map(({ partner }) => partner))).toEqual([]);
});

test('every filter and comparison stands in the README', () => {
  const filters = filtersInWords.map(([filter]) => filter as { type: string; comparison?: string });
  expect(missing(filters.map(({ type }) => type))).toEqual([]);
  expect(missing(filters.flatMap(({ comparison }) => comparison ?? []))).toEqual([]);
});

test('the workspace and the segment that the README shows are accepted as they stand', () => {
  const [workspace, segment] = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) =>
    JSON.parse(json!),
  );
  expect(workspaceInput.safeParse(workspace).error).toBeUndefined();
  expect(segmentInput.safeParse(segment).error).toBeUndefined();
});

test('every rate limit that can be set stands in the README', () => {
  expect(missing(Object.values(rateLimitBuckets).map(({ name }) => name))).toEqual([]);
});

test('every reason of a strict refusal stands in the README', () => {
  expect(missing(ignoredParts.map(([, , , , reason]) => reason))).toEqual([]);
});

test('every flag and its variable stand in the README', () => {
  const { options } = addSettings(new Command());
  expect(missing(options.map(({ long }) => long!))).toEqual([]);
  expect(missing(options.map(variableOf))).toEqual([]);
});

const bashOf = (heading: string) =>
  new RegExp(`## ${heading}[\\s\\S]*?\`\`\`bash\\n([\\s\\S]*?)\`\`\``).exec(readme)![1]!;
const walkThrough = bashOf('In one minute');
const clockWalk = bashOf('Time');

test('the walk-through works when pasted, and ends with the three members it names; the clock moves on as it says', async () => {
  const running = await startEmulator({ quickstart: true });
  try {
    const pasted = `${walkThrough}\n${clockWalk}`.replace('http://127.0.0.1:27293', running.url);
    expect(pasted).toContain(running.url);
    const { stdout, stderr } = await promisify(execFile)('bash', ['-euc', pasted]);
    expect(stderr).toBe('');
    const [named, added, members, set, advanced] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([named, added]).toEqual([{ message: 'success' }, { message: 'success' }]);
    expect(members.members.map((its: { external_id: string | null }) => its.external_id)).toEqual([
      'cust-1',
      null,
      null,
    ]);
    expect(set).toEqual({ now: '2026-02-03T09:00:00.000Z', frozen: true });
    expect(JSON.stringify(advanced)).toBe(/"\$CLOCK\/advance".*# (.*)$/m.exec(readme)![1]);
  } finally {
    await running.stop();
  }
});
