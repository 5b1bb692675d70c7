import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { changes } from '../src/operations/due-work/changes.js';
import * as operations from '../src/operations/index.js';
import {
  circlesIn,
  fileArrows,
  foldersOf,
  listFiles,
  readSourceTree,
  roomArrows,
} from './support/source-tree.js';

// House rules as a test that reads the source: which folder may import which, no circles, no crowded folder, no hidden time
// or chance. Whoever adds a folder adds it to a table here.

const tree = readSourceTree(['src', 'test', 'scripts']);
const files = [...tree.sources.keys()];
const arrows = fileArrows(tree);
const isHere = (file: string) => tree.sources.has(file);
const isIn = (folder: string, file: string) => file.startsWith(`${folder}/`);

/** The folder below `src` or `test` that a file is in; `.` for one that stands directly there. */
function layerOf(file: string): string {
  const [, layer, ...rest] = file.split('/');
  return rest.length === 0 ? '.' : layer!;
}

/** Layers of src that each may import from, beside itself; `.` is the files directly under src. */
const allowedLayers: Record<string, string[]> = {
  domain: [],
  store: ['domain'],
  operations: ['domain', 'store'],
  wire: ['domain'],
  platform: ['domain'],
  files: ['domain', 'wire'],
  seed: ['domain', 'wire', 'files'],
  background: ['domain', 'wire', 'operations', 'platform', '.'],
  http: ['domain', 'wire', 'operations', 'background', 'platform', 'report', 'dashboard', '.'],
  dashboard: ['domain', 'client'],
  proxy: ['domain', 'platform', '.'],
  cli: [
    'domain',
    'wire',
    'operations',
    'http',
    'seed',
    'background',
    'platform',
    'expectations',
    'files',
    'certify',
    'recording',
    'report',
    'client',
    'library',
    'proxy',
    '.',
  ],
  client: ['domain', 'wire', 'platform'],
  library: ['domain', 'wire', 'http', 'seed', 'client', 'platform', '.'],
  kit: ['domain', 'client', 'library'],
  expectations: ['domain', 'wire', 'files', 'client', 'library', 'kit'],
  certify: ['domain', 'wire', 'files', 'client', 'library', 'platform', 'report'],
  recording: ['domain', 'wire', 'files', 'client', 'library', '.'],
  report: ['domain', 'wire'],
  '.': [
    'domain',
    'store',
    'operations',
    'wire',
    'platform',
    'seed',
    'background',
    'http',
    'client',
    'library',
    'kit',
  ],
};
/** Files that load a package which their layer may not. */
const loadsPackage = new Set([
  // What a pattern matches is a rule; a package has the engine, and Node's `require` loads it when it is needed.
  'src/domain/segments/regex-engine.ts',
]);
/** Packages each layer may import; Node's own modules are allowed everywhere but in domain and wire. */
const allowedPackages: Record<string, RegExp> = {
  domain: /^$/,
  store: /^(better-sqlite3|node:.*)$/,
  operations: /^(nanoid|node:.*)$/,
  wire: /^zod$/,
  http: /^(hono(\/.*)?|@hono\/node-server(\/.*)?|node:.*|prom-client|zod)$/,
  dashboard: /^(d3-scale|d3-shape|hono(\/.*)?|htmx\.org|node:.*)$/,
  proxy: /^(@peculiar\/x509|node:.*|reflect-metadata)$/,
  cli: /^(commander|node:.*|zod)$/,
  client: /^$/,
  library: /^zod$/,
  kit: /^(node:assert|vitest)$/,
  expectations: /^zod$/,
  certify: /^(node:.*|zod)$/,
  recording: /^(node:.*|zod)$/,
  report: /^(hono(\/.*)?|zod)$/,
};
/** Layers of src that the tests in each folder may import: what they test, what that needs, and what makes its input. */
const testedLayers: Record<string, string[]> = {
  domain: ['domain', 'wire'],
  dashboard: ['client', 'dashboard', 'wire'],
  store: ['domain', 'store', 'wire', '.'],
  operations: ['domain', 'store', 'operations', 'wire', 'platform', '.'],
  wire: ['domain', 'wire'],
  platform: ['platform', '.'],
  background: ['background', '.'],
  http: ['domain', 'store', 'wire', 'background', 'http', 'cli', '.'],
  proxy: ['proxy', '.'],
  cli: ['domain', 'seed', 'cli', '.'],
  library: ['client', 'library', 'wire', '.'],
  kit: ['.'],
  expectations: ['expectations', '.'],
  certify: ['certify', '.'],
  recording: ['library', 'recording', '.'],
  report: ['domain', 'report'],
  properties: ['domain', 'store', 'operations', 'wire', '.'],
  docs: ['domain', 'wire', 'http', 'cli', '.'],
  // Other clients than ours, browsers, recorded answers and scripts: from outside only, but for what starts a server.
  browser: ['dashboard', '.'],
  clients: [],
  contract: [],
  scripts: [],
};

describe('directions', () => {
  test('every import points to a file that is there or to a package', () => {
    // The demo uses the built library.
    const lost = tree.imports.filter(({ to }) => /\.(ts|mjs)$/.test(to) && !isIn('dist', to) && !isHere(to));
    expect(lost).toEqual([]);
    expect(tree.imports.length).toBeGreaterThan(200);
  });

  test('each layer imports only the layers below it', () => {
    const wrong = tree.imports.filter(({ from, to }) => {
      if (!isIn('src', from) || !isHere(to)) return false;
      const allowed = allowedLayers[layerOf(from)];
      return !isIn('src', to) || (layerOf(from) !== layerOf(to) && !allowed?.includes(layerOf(to)));
    });
    expect(wrong).toEqual([]);
  });

  test('adapters take types alone from operations, and never the store', () => {
    const wrong = tree.imports.filter(
      ({ from, to, isType }) =>
        (isIn('src/http', from) || isIn('src/cli', from)) &&
        (isIn('src/store', to) || (isIn('src/operations', to) && !isType)),
    );
    expect(wrong).toEqual([]);
  });

  test('each layer imports only the packages it is for', () => {
    const wrong = tree.imports.filter(({ from, to }) => {
      const allowed = isIn('src', from) ? allowedPackages[layerOf(from)] : undefined;
      return !isHere(to) && allowed !== undefined && !allowed.test(to) && !loadsPackage.has(from);
    });
    expect(wrong).toEqual([]);
  });

  test('what a Braze endpoint changes is no operation of its own: it goes through acceptChange', () => {
    expect(Object.keys(changes).filter((name) => name in operations)).toEqual([]);
  });
});

describe('circles', () => {
  test('no file imports itself by way of others, not even for a type', () => {
    expect(circlesIn(arrows)).toEqual([]);
  });

  test('no two folders, or folder and file, that stand side by side need each other', () => {
    const circles = foldersOf(files)
      .filter((folder) => !mayBeRound.has(folder))
      .flatMap((folder) => circlesIn(roomArrows(arrows, folder)).map((circle) => ({ folder, circle })));
    expect(circles).toEqual([]);
  });

  /** Where folders may need each other. */
  const mayBeRound = new Set([
    // Whoever lets a request in settles what is due, and what is due may be of any subject.
    'src/operations',
  ]);
});

describe('folders', () => {
  const filesMax = 20;

  test.each(['src', 'test', 'scripts', 'docs'])(
    `no folder of %s holds more than ${filesMax} files`,
    (top) => {
      const counts = new Map<string, number>();
      for (const file of listFiles(top)) {
        const folder = path.posix.dirname(file);
        counts.set(folder, (counts.get(folder) ?? 0) + 1);
      }
      expect([...counts].filter(([, count]) => count > filesMax)).toEqual([]);
    },
  );

  test('a folder of tests is named as the folder of src that it tests, or as a subject in that layer', () => {
    const folders = foldersOf(files);
    const subjects = new Set(
      folders.filter((folder) => /^src\/(domain|operations)\//.test(folder)).map((it) => path.basename(it)),
    );
    const odd = folders.filter((folder) => {
      const layer = folder.split('/')[1];
      if (!isIn('test', folder) || layer === undefined || !(layer in allowedLayers)) return false;
      return !folders.includes(folder.replace(/^test/, 'src')) && !subjects.has(path.basename(folder));
    });
    expect(odd).toEqual([]);
  });
});

describe('tests', () => {
  test('each folder of tests imports only the layers that it is about', () => {
    const wrong = tree.imports.filter(({ from, to }) => {
      if (!isIn('test', from) || !isIn('src', to)) return false;
      const layer = layerOf(from);
      return layer !== '.' && layer !== 'support' && !testedLayers[layer]?.includes(layerOf(to));
    });
    expect(wrong).toEqual([]);
  });

  test('what folders of tests share stands in support, which imports no test', () => {
    const wrong = tree.imports.filter(
      ({ from, to }) =>
        isIn('test', from) &&
        isIn('test', to) &&
        !isIn('test/support', to) &&
        path.dirname(from) !== path.dirname(to),
    );
    expect(wrong).toEqual([]);
  });

  test('support holds no tests', () => {
    expect(files.filter((file) => isIn('test/support', file) && file.endsWith('.test.ts'))).toEqual([]);
  });
});

test('the time and chance of the world come from the composition root alone', () => {
  const hidden = /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|randomUUID|randomBytes/;
  const wrong = files.filter(
    (file) => isIn('src', file) && file !== 'src/emulator.ts' && hidden.test(tree.sources.get(file)!),
  );
  expect(wrong).toEqual([]);
});
