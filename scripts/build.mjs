// Builds dist: the command and the library as bundles that share their parts, and the declarations of what is public. Node
// takes longer to find and read some four hundred files than all the rest of a start takes.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'rolldown';

/** Where the package's exports begin, by the name of the export. */
const entries = {
  index: 'src/index.ts',
  assert: 'src/assert.ts',
  vitest: 'src/vitest.ts',
  intercept: 'src/intercept.ts',
};

rmSync('dist', { recursive: true, force: true });
const { output } = await build({
  input: { 'cli/main': 'src/cli/main.ts', ...prefixed('library', entries) },
  platform: 'node',
  // re2js is not read before a regular expression is.
  external: ['better-sqlite3', 're2js', 'vitest'],
  output: {
    dir: 'dist',
    format: 'esm',
    // As deep as src/store, from where schema.sql is found.
    chunkFileNames: 'shared/[name].js',
    // Names of functions and lines stay, so that the stack of an error can be read: of one that nobody catches, Node prints the line.
    minify: {
      compress: true,
      mangle: { toplevel: false, keepNames: { function: true, class: true } },
      codegen: false,
    },
    comments: false,
  },
});
// Read at the start of every Node process below `exec --intercept`: one file, and none of what the others share.
await build({
  input: 'src/proxy/preload.ts',
  platform: 'node',
  output: {
    file: 'dist/proxy/preload.cjs',
    format: 'cjs',
    minify: { compress: true, mangle: false, codegen: true },
  },
});
// What pages have: a script, and style. The script begins after the first paint: nothing that is seen waits for it.
const pages = await build({
  input: 'src/dashboard/browser/main.ts',
  platform: 'browser',
  output: {
    file: 'dist/dashboard/dashboard.js',
    format: 'iife',
    minify: true,
    banner: 'requestAnimationFrame(() => setTimeout(() => {',
    footer: '}));',
  },
});
cpSync('src/dashboard/assets', 'dist/dashboard', { recursive: true });
// What each page has in its head, and what it fetches.
writeFileSync('dist/dashboard/head.css', styleSheetOf('src/dashboard/style/head'));
writeFileSync('dist/dashboard/dashboard.css', styleSheetOf('src/dashboard/style/body'));
// npx, in a clone, makes it executable only the first time.
chmodSync('dist/cli/main.js', 0o755);
cpSync('src/certify/scenarios', 'dist/certify/scenarios', { recursive: true });
declare(Object.values(entries));
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  licencesOf([...output, ...pages.output].flatMap(({ moduleIds = [] }) => moduleIds)),
);

function prefixed(folder, its) {
  return Object.fromEntries(Object.entries(its).map(([name, file]) => [`${folder}/${name}`, file]));
}

/** Files of a folder in the order of their names: later rules win. Without comments and indents. */
function styleSheetOf(folder) {
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim();
}

/** The licences of the packages that are in the bundles, which ask to be with every copy. */
function licencesOf(files) {
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
  const packages = new Set(files.map((file) => folder.exec(file)?.[0]).filter((its) => its !== undefined));
  const texts = [...packages].sort().map((its) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(its, 'package.json'), 'utf8'));
    const file = readdirSync(its).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence to bring along`);
    return `${name} ${version} (${license})\n\n${readFileSync(path.join(its, file), 'utf8').trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Writes the declarations that the entries need into dist/types, and no others. */
function declare(files) {
  const made = mkdtempSync(path.join(tmpdir(), 'braze-emulator-types-'));
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', made], { stdio: 'inherit' });
  const found = new Set(files.map((file) => file.replace(/^src\//, '').replace(/\.ts$/, '.d.ts')));
  for (const file of found) {
    const text = readFileSync(path.join(made, file), 'utf8');
    for (const [, from] of text.matchAll(/(?:from|import\()\s*'(\.[^']*)\.js'/g)) {
      found.add(`${path.posix.join(path.posix.dirname(file), from)}.d.ts`);
    }
    const target = path.join('dist/types', file);
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(path.join(made, file), target);
  }
  rmSync(made, { recursive: true });
  if (!existsSync('dist/types/index.d.ts')) throw new Error('The library has no declarations');
}
