import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// House rules as a test that reads the source: which folder may import which, no cycles, no hidden time or chance.

const root = path.resolve(import.meta.dirname, '../src');
const files = (readdirSync(root, { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));
const sources = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));

interface Import {
  from: string;
  /** A file under src, or the name of a package. */
  to: string;
  isType: boolean;
}

const imports: Import[] = [...sources].flatMap(([file, source]) => {
  const found = source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const loaded = source.matchAll(/()import\('([^']+)'\)/g);
  return [...found, ...loaded].map(([, type, name]) => ({
    from: file,
    to: name!.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), name!).replace(/\.js$/, '.ts')
      : name!,
    isType: type !== undefined,
  }));
});

const folderOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : '.');
const isInside = (name: string) => sources.has(name);

/** Folders each folder may import from, beside itself; `.` is the files directly under src. */
const allowedFolders: Record<string, string[]> = {
  domain: [],
  store: ['domain'],
  operations: ['domain', 'store'],
  wire: ['domain'],
  platform: ['domain'],
  seed: ['domain', 'wire', 'platform'],
  background: ['domain', 'wire', 'operations', 'platform', '.'],
  http: ['domain', 'wire', 'operations', 'background', 'platform', '.'],
  cli: ['domain', 'wire', 'operations', 'http', 'seed', 'background', 'platform', '.'],
};
/** Packages each folder may import; Node's own modules are allowed everywhere but in domain and wire. */
const allowedPackages: Record<string, RegExp> = {
  domain: /^$/,
  store: /^(better-sqlite3|node:.*)$/,
  operations: /^(nanoid|node:.*)$/,
  wire: /^zod$/,
  http: /^(hono(\/.*)?|@hono\/node-server(\/.*)?|node:.*|prom-client|zod)$/,
  cli: /^(commander|node:.*|zod)$/,
};

test('every import points to a file that is there or to a package', () => {
  const lost = imports.filter(({ to }) => to.endsWith('.ts') && !isInside(to));
  expect(lost).toEqual([]);
  expect(imports.length).toBeGreaterThan(200);
});

test('each folder imports only the folders below it', () => {
  const wrong = imports.filter(({ from, to }) => {
    const allowed = allowedFolders[folderOf(from)];
    return isInside(to) && allowed && folderOf(from) !== folderOf(to) && !allowed.includes(folderOf(to));
  });
  expect(wrong).toEqual([]);
});

test('adapters take types alone from operations, and never the store', () => {
  const wrong = imports.filter(
    ({ from, to, isType }) =>
      ['http', 'cli'].includes(folderOf(from)) &&
      (folderOf(to) === 'store' || (folderOf(to) === 'operations' && !isType)),
  );
  expect(wrong).toEqual([]);
});

test('each folder imports only the packages it is for', () => {
  const wrong = imports.filter(({ from, to }) => {
    const allowed = allowedPackages[folderOf(from)];
    return !isInside(to) && allowed !== undefined && !allowed.test(to);
  });
  expect(wrong).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const targets = new Map(
    files.map((file) => [
      file,
      imports.filter(({ from, to, isType }) => from === file && isInside(to) && !isType).map(({ to }) => to),
    ]),
  );
  const finished = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file]);
      return;
    }
    if (finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    finished.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('the time and chance of the world come from the composition root alone', () => {
  const wrong = [...sources]
    .filter(([file]) => file !== 'emulator.ts')
    .filter(([, source]) => /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|randomUUID|randomBytes/.test(source))
    .map(([file]) => file);
  expect(wrong).toEqual([]);
});
