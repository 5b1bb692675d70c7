// Checks the declarations of the built package as a project sees them that imports everything public, but for what needs
// another package: without skipLibCheck, with the library of ES2022, for both ways to resolve a package. Then, with
// `--rounds N`, how long that takes in relation to a check with skipLibCheck.
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
for (const [from, to] of [['.', name], ['node_modules/@types/node', '@types/node']]) {
  mkdirSync(join(project, 'node_modules', to, '..'), { recursive: true });
  symlinkSync(join(root, from), join(project, 'node_modules', to), 'dir');
}
writeFileSync(join(project, 'package.json'), '{"type":"module"}');
const entries = Object.keys(exports).filter((entry) => entry.startsWith('.') && !needsMore.includes(entry));
const imports = entries.map((entry, index) => `export * as part${index} from '${name}${entry.slice(1)}';`);
writeFileSync(join(project, 'all.ts'), `${imports.join('\n')}\n`);

for (const resolution of ['nodenext', 'bundler']) {
  const { status, stdout } = check(resolution, false);
  console.log(`${status === 0 ? 'ok' : 'not ok'} - the declarations compile without skipLibCheck, resolved as by ${resolution}`);
  if (status !== 0) {
    console.log(stdout);
    process.exitCode = 1;
  }
}
if (Number(options.rounds) > 0) timeChecks(Number(options.rounds));

function check(resolution, skipLibCheck) {
  const flags = { module: resolution === 'bundler' ? 'esnext' : resolution, moduleResolution: resolution, skipLibCheck };
  const compilerOptions = { ...flags, target: 'es2022', lib: ['es2022'], types: ['node'], strict: true, noEmit: true };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['all.ts'] }));
  return spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], { encoding: 'utf8' });
}

/** In turns, so that a machine that is slow for a while is slow for both. */
function timeChecks(rounds) {
  const ratios = [];
  for (let round = 0; round <= rounds; round++) {
    const [whole, skipped] = [false, true].map((skipLibCheck) => {
      const started = performance.now();
      check('nodenext', skipLibCheck);
      return performance.now() - started;
    });
    if (round > 0) ratios.push(whole / skipped);
  }
  const median = ratios.toSorted((a, b) => a - b)[rounds >> 1];
  console.log(`Without skipLibCheck it takes ${median.toFixed(2)} times as long (${ratios.map((it) => it.toFixed(2)).join(', ')})`);
  if (median > allowedRatio) process.exitCode = 1;
}
