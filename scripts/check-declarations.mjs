// Checks the declarations of the built package as a project sees them: without skipLibCheck, with the library of ES2022, for
// both ways to resolve a package. One file imports everything public but for the vitest kit, another one the kit, whose
// types are those of vitest too. Everything but the kit also compiles without the types of Node. Then, with `--rounds N`, how
// much processor time that takes in relation to the same with skipLibCheck, where TypeScript's own declarations are left out of
// both (`skipDefaultLibCheck`), and in relation to a file without ours.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '0' } } });
const root = resolve(import.meta.dirname, '..');
const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const kit = './vitest';
const entries = Object.keys(exports).filter((entry) => entry.startsWith('.') && entry !== kit);
const subjects = [
  { title: 'everything but /vitest', imports: entries.map(addressOf), without: [], than: 'an empty file' },
  { title: '/vitest', imports: [addressOf(kit)], without: ['vitest'], than: 'a file that imports vitest' },
];
const allowedRatio = 1.2;
/** What is checked then is our declarations alone. */
const withoutNode = { types: [], lib: ['es2022', 'dom', 'esnext.disposable'], skipDefaultLibCheck: true };

const project = mkdtempSync(join(tmpdir(), 'braze-emulator-declarations-'));
process.on('exit', () => rmSync(project, { recursive: true }));
for (const [from, to] of [
  ['.', name],
  ['node_modules/@types/node', '@types/node'],
  ['node_modules/vitest', 'vitest'],
]) {
  mkdirSync(join(project, 'node_modules', to, '..'), { recursive: true });
  symlinkSync(join(root, from), join(project, 'node_modules', to), 'dir');
}
writeFileSync(join(project, 'package.json'), '{"type":"module"}');

for (const { title, imports } of subjects) {
  for (const resolution of ['nodenext', 'bundler']) {
    report(title, `without skipLibCheck, resolved as by ${resolution}`, check(imports, { resolution }));
  }
}
report(
  'everything but /vitest',
  'without skipLibCheck and without the types of Node',
  check(subjects[0].imports, withoutNode),
);
if (Number(options.rounds) > 0) for (const subject of subjects) timeChecks(Number(options.rounds), subject);

function report(title, how, { status, stdout }) {
  console.log(`The declarations of ${title} ${status === 0 ? 'compile' : 'do not compile'} ${how}`);
  if (status === 0) return;
  console.log(stdout);
  process.exitCode = 1;
}

function addressOf(entry) {
  return name + entry.slice(1);
}

function check(imports, { resolution = 'nodenext', ...others } = {}) {
  const lines = imports.map((from, index) => `export * as part${index} from '${from}';`);
  writeFileSync(join(project, 'all.ts'), `${lines.join('\n') || 'export {};'}\n`);
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const flags = { module, moduleResolution: resolution, strict: true, noEmit: true, target: 'es2022' };
  const compilerOptions = { ...flags, lib: ['es2022'], types: ['node'], ...others };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['all.ts'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  // `times` tells the processor time of what bash ran, whose second line is that of its children.
  const command = [
    '-c',
    '"$@"; code=$?; times >&2; exit $code',
    'bash',
    process.execPath,
    tsc,
    '-p',
    project,
  ];
  const { status, stdout, stderr } = spawnSync('bash', command, { encoding: 'utf8' });
  const seconds = [...(stderr.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest))
    .reduce((sum, its) => sum + its, 0);
  return { status, stdout, seconds };
}

/** In turns, so that a machine that is slow for a while is slow for all. The first round fills caches. */
function timeChecks(rounds, { title, imports, without, than }) {
  const cases = {
    whole: [imports],
    without: [without],
    ours: [imports, withoutNode],
    skipped: [imports, { ...withoutNode, skipLibCheck: true }],
  };
  const toWithout = [];
  const toSkipped = [];
  for (let round = 0; round <= rounds; round++) {
    const times = {};
    for (const [name, its] of Object.entries(cases)) times[name] = check(...its).seconds;
    if (round === 0) continue;
    toWithout.push(times.whole / times.without);
    toSkipped.push(times.ours / times.skipped);
  }
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  console.log(`${title} without skipLibCheck: ${median(toWithout).toFixed(2)} times ${than}`);
  if (median(toWithout) > allowedRatio) process.exitCode = 1;
  // The kit has the types of vitest, which cannot do without those of Node.
  if (without.length > 0) return;
  console.log(`${title} without skipLibCheck: ${median(toSkipped).toFixed(2)} times the same with it`);
  if (median(toSkipped) > allowedRatio) process.exitCode = 1;
}
