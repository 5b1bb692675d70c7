// Checks the declarations of the built package as a project sees them: without skipLibCheck, with the library of ES2022, for
// both ways to resolve a package. One file imports everything public but for the vitest kit, another one the kit, whose
// types are those of vitest too. Then, with `--rounds N`, how much processor time that takes in relation to a file without
// ours: an empty one, whose check is that of ES2022 and of Node's own types, and one that imports vitest alone.
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
    const { status, stdout } = check(imports, { resolution });
    const outcome = status === 0 ? 'compile' : 'do not compile';
    console.log(`The declarations of ${title} ${outcome} without skipLibCheck, resolved as by ${resolution}`);
    if (status !== 0) {
      console.log(stdout);
      process.exitCode = 1;
    }
  }
}
if (Number(options.rounds) > 0) for (const subject of subjects) timeChecks(Number(options.rounds), subject);

function addressOf(entry) {
  return name + entry.slice(1);
}

function check(imports, { resolution = 'nodenext', skipLibCheck = false } = {}) {
  const lines = imports.map((from, index) => `export * as part${index} from '${from}';`);
  writeFileSync(join(project, 'all.ts'), `${lines.join('\n') || 'export {};'}\n`);
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const flags = { module, moduleResolution: resolution, skipLibCheck, strict: true, noEmit: true };
  const compilerOptions = { ...flags, target: 'es2022', lib: ['es2022'], types: ['node'] };
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
  const cases = { whole: [imports], without: [without], skipped: [imports, { skipLibCheck: true }] };
  const toWithout = [];
  const toSkipped = [];
  for (let round = 0; round <= rounds; round++) {
    const times = {};
    for (const [name, its] of Object.entries(cases)) times[name] = check(...its).seconds;
    if (round === 0) continue;
    toWithout.push(times.whole / times.without);
    toSkipped.push(times.whole / times.skipped);
  }
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  console.log(`${title} without skipLibCheck: ${median(toWithout).toFixed(2)} times ${than}`);
  console.log(`${title}, to the same with skipLibCheck: ${median(toSkipped).toFixed(2)} times`);
  if (median(toWithout) > allowedRatio) process.exitCode = 1;
}
