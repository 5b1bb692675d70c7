// Measures what users ask of the emulator beside limits, peers and another build, in one run: each set in rounds, all that is
// compared in turns. Run with `npm run bench`, after which arguments go. The whole takes
// some fifteen minutes, with another build twice as long.
//
//   --short            a look in two minutes: few profiles, few rounds; goals about a million are not judged then
//   --only NAME        only this set; can be given more than once
//   --sizes A,B,C      how many profiles: few, many, most (default 50000,1000000,5000000)
//   --rounds N         measured rounds, after one that is thrown away (default 5)
//   --seconds S        how long a run of requests takes (default 0.5)
//   --against FOLDER   the dist folder of another build of ours, driven over HTTP alone
//   --prism PATH       Prism, where it is not on PATH; likewise --mockoon PATH. What is not found is skipped
//   --processor        times requests by the processor time of the server; a second is then one of the processor (Linux)
//   --json FILE        writes all figures to a file as well
//   --from FILE        measures nothing, and takes the figures of such a file; can be given more than once, for runs in pieces
//   --write            puts the tables into docs/measured.md, and the charts beside it
//
// Compare within one run only: other machines, and this one on another day, give other numbers.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildsOf } from './bench/builds.mjs';
import { findPeer } from './bench/peers.mjs';
import { processorClock } from './bench/processes.mjs';
import { profileFilesIn } from './bench/profile-files.mjs';
import { goalsSection, headOf, reportText, sectionOf, writeMeasured } from './bench/report.mjs';
import { withFolder } from './bench/temporary.mjs';

/** In the order in which they are run. */
const setNames = [
  'start',
  'workspaces',
  'requests',
  'imports',
  'identifiers',
  'sizes',
  'segments',
  'memory',
  'designs',
];
const connections = 4;

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: setNames },
    sizes: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    against: { type: 'string' },
    prism: { type: 'string', default: 'prism' },
    mockoon: { type: 'string', default: 'mockoon-cli' },
    processor: { type: 'boolean', default: false },
    json: { type: 'string' },
    from: { type: 'string', multiple: true, default: [] },
    write: { type: 'boolean', default: false },
  },
});
const unknown = options.only.filter((name) => !setNames.includes(name));
if (unknown.length > 0) throw new Error(`No set ${unknown.join(', ')}; there are ${setNames.join(', ')}`);

// Its servers and files go with it.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const report = options.from.length > 0 ? readReports(options.from) : await measureSets();
if (options.write) writeMeasured(report);
console.log(options.from.length > 0 ? reportText(report) : goalsSection(report));

async function measureSets() {
  const installed = { prism: findPeer(options.prism), mockoon: findPeer(options.mockoon) };
  for (const [name, peer] of Object.entries(installed))
    if (peer === undefined) console.log(`Skipped: ${name} was not found; --${name} PATH says where it is.`);
  const report = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    cores: cpus().length,
    load: loadavg()[0],
    peers: Object.fromEntries(Object.entries(installed).map(([name, peer]) => [name, peer?.version ?? null])),
    ...settings(),
    sets: {},
  };
  console.log(`${headOf(report)}\n`);
  await withFolder(async ({ folder }) => {
    const bench = {
      ...settings(),
      connections,
      installed,
      builds: buildsOf(options.against),
      files: profileFilesIn(folder),
      clockOf: (pid) => (options.processor ? processorClock(pid) : undefined),
    };
    for (const name of setNames.filter((its) => options.only.includes(its))) {
      const { default: run, title, about } = await import(`./bench/sets/${name}.mjs`);
      const started = performance.now();
      const results = await withFolder((place) => run(bench, place));
      report.sets[name] = { title, about, seconds: (performance.now() - started) / 1_000, results };
      console.log(`${sectionOf(report, name)}\n`);
      // After each set, so that a run that is ended leaves what it has.
      if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
    }
  });
  return report;
}

function settings() {
  const defaults = options.short
    ? { sizes: '5000,20000,50000', rounds: '2', seconds: '0.2' }
    : { sizes: '50000,1000000,5000000', rounds: '5', seconds: '0.5' };
  const { sizes, rounds, seconds } = { ...defaults, ...options };
  return { sizes: sizes.split(',').map(Number), rounds: Number(rounds), runMs: Number(seconds) * 1_000 };
}

/** Later files have the last word about a set that several have. */
function readReports(paths) {
  const reports = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')));
  return { ...reports[0], sets: Object.assign({}, ...reports.map(({ sets }) => sets)) };
}
