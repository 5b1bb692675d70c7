// Checks the declarations of the built package as a project sees them that imports everything public, but for what needs
// another package: without skipLibCheck, with the library of ES2022, for both ways to resolve a package. Then, with
// `--rounds N`, how long that takes in relation to an empty file, whose check is that of ES2022 and of Node's own types.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '0' } } });
const root = resolve(import.meta.dirname, '..');
const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Its types are vitest's. */
const needsMore = ['./vitest'];
const allowedRatio = 1.2;

const project = mkdtempSync(join(tmpdir(), 'braze-emulator-declarations-'));
process.on('exit', () => rmSync(project, { recursive: true }));
for (const [from, to] of [
  ['.', name],
  ['node_modules/@types/node', '@types/node'],
]) {
  mkdirSync(join(project, 'node_modules', to, '..'), { recursive: true });
  symlinkSync(join(root, from), join(project, 'node_modules', to), 'dir');
}
writeFileSync(join(project, 'package.json'), '{"type":"module"}');
const entries = Object.keys(exports).filter((entry) => entry.startsWith('.') && !needsMore.includes(entry));
const imports = entries.map((entry, index) => `export * as part${index} from '${name}${entry.slice(1)}';`);
writeFileSync(join(project, 'all.ts'), `${imports.join('\n')}\n`);

for (const resolution of ['nodenext', 'bundler']) {
  const { status, stdout } = check(resolution);
  const outcome = status === 0 ? 'compile' : 'do not compile';
  console.log(`The declarations ${outcome} without skipLibCheck, resolved as by ${resolution}`);
  if (status !== 0) {
    console.log(stdout);
    process.exitCode = 1;
  }
}
if (Number(options.rounds) > 0) timeChecks(Number(options.rounds));

function check(resolution, { file = 'all.ts', skipLibCheck = false } = {}) {
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const flags = { module, moduleResolution: resolution, skipLibCheck, strict: true, noEmit: true };
  const compilerOptions = { ...flags, target: 'es2022', lib: ['es2022'], types: ['node'] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
}

/** In turns, so that a machine that is slow for a while is slow for all. */
function timeChecks(rounds) {
  const cases = { whole: {}, empty: { file: 'empty.ts' }, skipped: { skipLibCheck: true } };
  writeFileSync(join(project, 'empty.ts'), 'export {};\n');
  const toEmpty = [];
  const toSkipped = [];
  for (let round = 0; round <= rounds; round++) {
    const times = {};
    for (const [name, options] of Object.entries(cases)) {
      const started = performance.now();
      check('nodenext', options);
      times[name] = performance.now() - started;
    }
    if (round === 0) continue;
    toEmpty.push(times.whole / times.empty);
    toSkipped.push(times.whole / times.skipped);
  }
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  console.log(`Without skipLibCheck: ${median(toEmpty).toFixed(2)} times an empty file`);
  console.log(`To the same with skipLibCheck: ${median(toSkipped).toFixed(2)} times`);
  if (median(toEmpty) > allowedRatio) process.exitCode = 1;
}
