import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { addSettings, variableOf } from '../src/cli/settings.js';
import { dropReasons } from '../src/domain/messaging/send.js';
import { partnerCatalogue } from '../src/domain/workspaces/partner.js';
import { rateLimitBuckets } from '../src/domain/workspaces/rate-limit.js';
import { createEmulator } from '../src/emulator.js';
import { createBrazeApp } from '../src/http/braze/app.js';
import { startEmulator } from '../src/index.js';
import { behaviourShape } from '../src/wire/control/behaviour.js';
import { controlEndpoints } from '../src/wire/control/endpoints.js';
import { segmentInput } from '../src/wire/control/segments/segments.js';
import { workspaceInput } from '../src/wire/control/workspaces.js';
import { ignoredParts } from './support/ignored-parts.js';
import { filtersInWords } from './support/segments/segment-filters.js';

// What users rely on stands in the README: every route, error code, switch, flag and variable.

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const source = (file: string) => readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');

/** Routes of the Braze surface as `VERB /path/{name}`, without middleware and catch-alls. */
let brazeRoutes: string[] = [];

beforeAll(() => {
  const emulator = createEmulator();
  const braces = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');
  brazeRoutes = createBrazeApp(emulator, { onFinished() {}, onDefect() {} })
    .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => `${method} ${braces(path)}`);
  emulator.close();
});

const missing = (names: Iterable<string>) =>
  [...new Set(names)].filter((name) => !readme.includes(`\`${name}\``));

test('every endpoint of the Braze surface stands in the README', () => {
  expect(new Set(brazeRoutes).size).toBe(30);
  expect(missing(brazeRoutes)).toEqual([]);
});

test('every path of the control API stands in the README', () => {
  const paths = Object.values(controlEndpoints).map(({ path }) => path);
  expect(new Set(paths).size).toBeGreaterThan(15);
  expect(missing(paths)).toEqual([]);
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
  const jsonAfter = (heading: string) =>
    JSON.parse(readme.split(`\n${heading}\n`)[1]!.split('```json\n')[1]!.split('```')[0]!);
  expect(workspaceInput.safeParse(jsonAfter('## Control API')).error).toBeUndefined();
  expect(segmentInput.safeParse(jsonAfter('### Segments')).error).toBeUndefined();
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

test('every link leads to a heading or a file', () => {
  const anchors = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!.toLowerCase().replaceAll(' ', '-'),
  );
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);
  expect(links.length).toBeGreaterThan(20);
  for (const target of links) {
    if (target.startsWith('#')) expect(anchors).toContain(target.slice(1));
    else expect(existsSync(new URL(`../${target}`, import.meta.url)), target).toBe(true);
  }
});

const started = readme.slice(readme.indexOf('## In one minute'));
const bashBlocks = [...started.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block!);
/** What the README shows of an answer. */
const fragmentsOf = (block: string) => [...block.matchAll(/^# → (.*)$/gm)].map(([, fragment]) => fragment!);

test('every block of commands works when pasted, one after the other, and answers what the README shows', async () => {
  const running = await startEmulator({ quickstart: true });
  try {
    expect(bashBlocks.length).toBeGreaterThanOrEqual(6);
    for (const block of bashBlocks) expect(fragmentsOf(block)).not.toEqual([]);
    const pasted = bashBlocks
      .join('')
      .replaceAll('http://127.0.0.1:27293', running.url)
      .replaceAll('npx braze-cohort-emulator', 'dist/cli/main.js');
    const { stdout, stderr } = await promisify(execFile)('bash', ['-euc', pasted], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, BRAZE_EMULATOR_URL: running.url },
    });
    expect(stderr).toBe('');
    expect(stdout).not.toContain('"error"');
    let rest = stdout;
    for (const fragment of fragmentsOf(pasted)) {
      expect(rest).toContain(fragment);
      rest = rest.slice(rest.indexOf(fragment) + fragment.length);
    }
  } finally {
    await running.stop();
  }
});

test('comments of the blocks do no harm in a shell that takes them for commands, as zsh does', () => {
  const lines = bashBlocks.join('').split('\n');
  for (const line of lines.filter((its) => its.startsWith('#'))) {
    expect(line).not.toMatch(/['`();|&<>]/);
    expect(line.match(/"/g)?.length ?? 0, line).toSatisfy((count: number) => count % 2 === 0);
  }
  expect(lines.filter((line) => /^[^#].* # /.test(line))).toEqual([]);
});
